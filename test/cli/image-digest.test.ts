import { describe, expect, it } from 'vitest';
import { imageDigestOf } from '#cli/image-digest.ts';

describe('the digest of the image that runs', () => {
  it.each([
    [`sha256:${'a'.repeat(64)}`, true],
    [`sha256:${'a'.repeat(63)}`, false],
    ['latest', false],
    ['', false],
    [undefined, false],
  ])('E5 %j is one: %s', (said, isOne) => {
    expect(imageDigestOf({ POSTURE_IMAGE_DIGEST: said })).toEqual(
      isOne ? { imageDigest: said } : {},
    );
  });
});
