import { describe, expect, it } from 'vitest';
import { compareResults } from '#replay/compare-results.ts';
import { claimResult, finding } from '../harness/findings.ts';

const EVIDENCE = `sha256:${'0'.repeat(64)}` as const;

describe('compareResults', () => {
  it('takes a verdict whose members nobody wrote down for the same', () => {
    const old = [claimResult([finding()])];
    const now = [
      claimResult([finding({ readFrom: [{ evidence: EVIDENCE, pointer: '/properties/days' }] })]),
    ];

    expect(compareResults(old, now, new Set())).toEqual([]);
    expect(compareResults(now, old, new Set())).toEqual([]);
  });

  it('tells a verdict that says something else', () => {
    const old = [claimResult([finding()])];
    const now = [claimResult([finding({ observed: { days: 34 } })])];

    expect(compareResults(old, now, new Set())).toMatchObject([
      {
        kind: 'verdict',
        recorded: { observed: { days: 35 } },
        replayed: { observed: { days: 34 } },
      },
    ]);
  });
});
