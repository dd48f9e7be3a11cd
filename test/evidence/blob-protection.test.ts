import { describe, expect, it } from 'vitest';
import { anchorName, protectionText } from '#evidence/anchors.ts';
import { type BlobAnswer, type ContainerAnswer, protectionOf } from '#evidence/blob-protection.ts';

const NOW = '2026-11-21T03:00:00.000Z';
const LATER = new Date('2028-01-01T00:00:00.000Z');

describe('protectionOf (against answers as the documentation of Blob Storage has them)', () => {
  it.each<[string, BlobAnswer, ContainerAnswer, string]>([
    [
      'a locked policy with time left',
      { immutabilityPolicyMode: 'locked', immutabilityPolicyExpiresOn: LATER },
      {},
      'immutableBlob:Locked:2028-01-01',
    ],
    [
      'a locked policy that ran out',
      { immutabilityPolicyMode: 'Locked', immutabilityPolicyExpiresOn: new Date(NOW) },
      {},
      'immutableBlob:None',
    ],
    [
      'an unlocked policy',
      { immutabilityPolicyMode: 'unlocked', immutabilityPolicyExpiresOn: LATER },
      { hasImmutabilityPolicy: true },
      'immutableBlob:Unlocked',
    ],
    ['a lock without an end', { immutabilityPolicyMode: 'Locked' }, {}, 'immutableBlob:Unknown'],
    ['a mode of the future', { immutabilityPolicyMode: 'Sealed' }, {}, 'immutableBlob:Unknown'],
    ['a policy of the container', {}, { hasImmutabilityPolicy: true }, 'immutableBlob:Unknown'],
    ['a legal hold', {}, { hasLegalHold: true }, 'immutableBlob:Unlocked'],
    ['nothing', { immutabilityPolicyMode: 'Mutable' }, {}, 'immutableBlob:None'],
    ['silence', {}, {}, 'immutableBlob:None'],
  ])('E14 judges %s', (_, blob, container, expected) => {
    const protection = protectionOf(blob, container, NOW);

    expect(anchorName(protection)).toBe(expected);
    expect(protectionText(protection)).toMatch(/^(?:locked until|unlocked:|none:|unknown:) ?\S/u);
  });
});
