import { describe, expect, it } from 'vitest';
import { scopeVisible } from '#checks/scope-visible.ts';
import type { ScopeSummary } from '#evaluation/scope-check.ts';
import { scopeCheck } from '#evaluation/scope-check.ts';
import { NOBODY_LOOKS } from '#evaluation/whereabouts.ts';

const check = scopeCheck(scopeVisible);

async function judge(summary: ScopeSummary) {
  const [judged] = await check.judge(
    {
      resource: { id: '/subscriptions/s', name: 's', type: 'Microsoft.Resources/subscriptions' },
      groupTags: {},
      evidence: [],
      readAt: 0,
    },
    {},
    async () =>
      await Promise.resolve({ status: 'collected', value: summary, evidence: [], readAt: 0 }),
    { asOf: '2026-11-28T00:00:00.000Z', locate: NOBODY_LOOKS },
  );
  return judged?.verdict;
}

describe('scope-visible', () => {
  it.each<[string, ScopeSummary, string, RegExp]>([
    [
      'complete',
      { status: 'complete', resourcesInScope: 12, problem: null },
      'pass',
      /^12 resources/u,
    ],
    [
      'empty',
      { status: 'complete', resourcesInScope: 0, problem: null },
      'not-applicable',
      /no resource in scope/u,
    ],
    [
      'partial',
      { status: 'partial', resourcesInScope: 3, problem: 'page 2 is missing' },
      'unknown',
      /partial: page 2 is missing/u,
    ],
    [
      'partial and empty',
      { status: 'partial', resourcesInScope: 0, problem: null },
      'unknown',
      /partial/u,
    ],
    [
      'unreadable',
      { status: 'unreadable', resourcesInScope: 0, problem: 'refused' },
      'unknown',
      /unreadable: refused/u,
    ],
  ])('%s', async (_, summary, status, reason) => {
    const verdict = await judge(summary);

    expect(verdict?.status).toBe(status);
    expect(verdict?.reason).toMatch(reason);
  });
});
