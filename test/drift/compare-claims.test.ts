import { describe, expect, it } from 'vitest';
import type { RecordedClaim } from '#domain/recorded.ts';
import type { ClaimStatus } from '#domain/status.ts';
import { compareClaims } from '#drift/compare-claims.ts';
import { claimResult, minute } from '../harness/findings.ts';

function run(...statuses: ClaimStatus[]) {
  let previous: readonly RecordedClaim[] = [];
  let last = compareClaims([], [], minute(0));
  for (const [index, status] of statuses.entries()) {
    last = compareClaims(previous, [claimResult([], { status, reason: 'because' })], minute(index));
    previous = last.recorded;
  }
  return last;
}

describe('compareClaims', () => {
  it.each<[ClaimStatus[], number]>([
    [['holds'], 0],
    [['holds', 'holds'], 0],
    [['holds', 'broken'], 1],
    [['broken', 'unverified', 'broken'], 0],
    [['broken', 'unverified', 'unverified', 'broken'], 0],
    [['broken', 'holds', 'unverified', 'broken'], 3],
    [['broken', 'unverified', 'holds', 'unverified', 'broken'], 4],
    [['holds', 'unverified', 'holds'], 2],
  ])('dates the last of %j from scan %i', (statuses, since) => {
    expect(run(...statuses).claims[0]?.since).toBe(minute(since));
  });

  it('tells a change of status once, with the reason', () => {
    expect(run('holds', 'broken').changes).toEqual([
      {
        document: 'flex',
        claim: 'flex.pitr',
        at: minute(1),
        from: 'holds',
        to: 'broken',
        reason: 'because',
      },
    ]);
    expect(run('holds', 'broken', 'broken').changes).toEqual([]);
  });

  it('tells the first status as a change from nothing', () => {
    expect(run('expired').changes).toMatchObject([{ from: null, to: 'expired' }]);
  });
});
