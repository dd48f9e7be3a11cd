import { describe, expect, it } from 'vitest';
import { scopeVisible } from '#checks/scope/scope-visible.ts';
import type { ScopeSummary } from '#facts/scope-summary.ts';
import { judgeCheck } from '../../harness/judge-check.ts';

describe('scope-visible', () => {
  it.each([
    ['complete', 1, 'pass'],
    ['complete', 0, 'not-applicable'],
    ['partial', 0, 'unknown'],
    ['partial', 12, 'unknown'],
    ['unreadable', 0, 'unknown'],
  ] as const)(
    'answers for a %s subscription with %i resources in scope: %s',
    (status, resourcesInScope, expected) => {
      const scopeSummary: ScopeSummary = { status, resourcesInScope, problem: null };

      expect(judgeCheck(scopeVisible, { scopeSummary }).status).toBe(expected);
    },
  );

  it('says why it is not seen as a whole', () => {
    const scopeSummary: ScopeSummary = {
      status: 'partial',
      resourcesInScope: 3,
      problem: 'page 2 is missing',
    };

    expect(judgeCheck(scopeVisible, { scopeSummary }).reason).toBe(
      'The subscription is partial: page 2 is missing',
    );
  });
});
