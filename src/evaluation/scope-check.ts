import { SUBSCRIPTION_TYPE } from '#domain/resource-id.ts';
import type { Question } from '#traits/define-check.ts';
import { notSaid, said } from '#traits/said.ts';
import type { Visibility } from '#traits/visibility.ts';
import type { Check } from './check.ts';
import { judgeItems } from './judge-items.ts';
import { questionCheck } from './question-check.ts';

/** What is known of a statement's scope in one subscription, as the engine counted it. */
export interface ScopeSummary {
  readonly status: 'complete' | 'partial' | 'unreadable';
  readonly resourcesInScope: number;
  /** Why it is not complete. */
  readonly problem: string | null;
}

/** A question about a statement's scope in one subscription, in place of its resources; its one answer is a `ScopeSummary`. */
export function scopeCheck(question: Question): Check {
  return {
    ...questionCheck(question, new Map()),
    resourceTypes: [SUBSCRIPTION_TYPE],
    judgesEveryType: false,
    speaksOf: () => true,
    readsFor: () => [],
    async judge(entry, parameters, source, { asOf, locate }) {
      const subject = { holds: 'nothing', serves: 'nobody', runs: 'provider' } as const;
      const read = await source('scopeSummary', entry);
      // Whoever judges scopes hands over a summary under this name.
      const summary = read.status === 'collected' ? (read.value as ScopeSummary) : undefined;
      const asking = { question, parameters, subject, entry, asOf, locate };
      return await judgeItems(asking, [visibilityOf(summary)], []);
    },
  };
}

function visibilityOf(summary: ScopeSummary | undefined): Visibility {
  if (summary?.status === 'complete')
    return { resourcesInScope: said(summary.resourcesInScope, []) };
  const problem = summary?.problem ?? 'something in it was not read';
  return {
    resourcesInScope: notSaid(`The subscription is ${summary?.status ?? 'unreadable'}: ${problem}`),
  };
}
