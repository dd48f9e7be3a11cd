import { describe, expect, it } from 'vitest';
import {
  PERIOD_README,
  periodName,
  README,
  requiredFiles,
  snapshotName,
} from '#evidence/snapshot-layout.ts';

describe('the layout of a snapshot', () => {
  it.each([
    ['a run', README],
    ['a period', PERIOD_README],
  ])(
    'E18 E20 README.txt of %s has twelve lines, the three commands, both verifiers and the word about CSV',
    (_, text) => {
      const lines = text.split('\n');

      expect(lines).toHaveLength(13);
      expect(lines.at(-1)).toBe('');
      expect(lines.every((line, at) => line !== '' || at === 12)).toBe(true);
      for (const words of [
        'openssl dgst -sha256 -verify attest-p256.pem',
        'sha256sum --strict -c SHA256SUMS',
        'openssl ts -verify',
        'certutil -hashfile FILE SHA256',
        'posture evidence verify BUNDLE',
        'python3 verify_evidence.py BUNDLE',
        'not in the bundle',
        'an apostrophe in front',
      ])
        expect(text).toContain(words);
    },
  );

  it('names runs and periods so that they sort by time and never meet', () => {
    const [from, to] = ['2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'];

    expect(snapshotName(to, 'X')).toBe('20261201T000000000Z_X');
    expect(periodName(from, to)).toBe('period_20261101T000000000Z_20261201T000000000Z');
  });

  it('E8 demands the timeline, the gaps and who took what of a period, and the result of a run', () => {
    const ofPeriod = requiredFiles({ kind: 'period' });

    expect(ofPeriod).toEqual(
      expect.arrayContaining(['results/timeline.csv', 'coverage/gaps.csv', 'access-log.csv']),
    );
    expect(ofPeriod).not.toContain('results/result.json');
    expect(requiredFiles({})).toContain('results/result.json');
  });
});
