import { describe, expect, it } from 'vitest';
import type { StateReader } from '#domain/state-store.ts';
import { compareRecorded } from '#replay/compare-recorded.ts';
import { claimResult, finding } from '../harness/findings.ts';
import { scanResult } from '../harness/scan-result.ts';

const AT = '2026-11-21T03:00:00.000Z';
const BEFORE = '2026-11-20T03:00:00.000Z';
const LATER = '2026-11-22T03:00:00.000Z';

/** One broken claim with one failing finding, as the answers give it. */
const REBUILT = scanResult([
  claimResult([finding({ status: 'fail', check: 'point-in-time-restore' })]),
]);
const [CLAIM] = REBUILT.claims;
const [FINDING] = CLAIM?.findings ?? [];

function stateWith(
  claim: 'broken' | 'holds',
  verdict: { readonly status: 'pass' | 'fail'; readonly until: string | null },
) {
  const { document = '', id = '' } = CLAIM ?? {};
  const { check = '' } = FINDING ?? {};
  const change = { document, claim: id, from: null, reason: null };
  const period = { document, claim: id, check, from: BEFORE, ...verdict };
  return {
    claimChangesBefore: async () => [
      { ...change, at: BEFORE, to: claim },
      { ...change, at: LATER, to: 'unverified' },
    ],
    resourceHistory: async () => ({ findings: [], changes: [], periods: [period] }),
  } as unknown as StateReader;
}

async function differences(state: StateReader, findings: Record<string, number>) {
  const { scan, documents, summary } = REBUILT;
  const recorded = {
    ...scan,
    startedAt: AT,
    finishedAt: '2026-11-21T03:01:00.000Z',
    whole: true,
    scan,
    documents,
    summary: { ...summary, findings },
  };
  return await compareRecorded(recorded, REBUILT, state);
}

describe('compareRecorded', () => {
  it('finds nothing where the state says the same of that time, whatever came later', async () => {
    const state = stateWith('broken', { status: 'fail', until: LATER });

    expect(await differences(state, { fail: 1 })).toEqual([]);
  });

  it('names the claim, the verdict and the count that the state has otherwise', async () => {
    const state = stateWith('holds', { status: 'pass', until: null });

    expect(await differences(state, { pass: 1 })).toEqual([
      expect.objectContaining({ kind: 'claim', recorded: 'holds', rebuilt: 'broken' }),
      expect.objectContaining({ kind: 'verdict', recorded: 'pass', rebuilt: 'fail' }),
      { kind: 'count', of: 'findings', status: 'fail', recorded: 0, rebuilt: 1 },
      { kind: 'count', of: 'findings', status: 'pass', recorded: 1, rebuilt: 0 },
    ]);
  });

  it('takes no verdict of another time for one of then: that it was there shows in the counts', async () => {
    const state = stateWith('broken', { status: 'pass', until: BEFORE });

    expect(await differences(state, { fail: 1 })).toEqual([]);
    expect(await differences(state, { fail: 2 })).toHaveLength(1);
  });
});
