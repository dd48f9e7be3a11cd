import type { Instant } from '#domain/instant.ts';
import type { SubscriptionResult } from '#domain/scan.ts';
import type { KnownRun } from './run-history.ts';

/** A stretch of runs that could not read all of a subscription. The claims' own statuses say what followed from it. */
export interface BlindStretch {
  readonly subscriptionId: string;
  readonly status: 'partial' | 'unreadable';
  /** End of the first run that saw it so. */
  readonly from: Instant;
  /** End of the first run that could read everything again; null: not within the period. */
  readonly to: Instant | null;
  readonly runs: number;
  /** Codes of what was refused, sorted. */
  readonly codes: readonly string[];
  /** ARM actions that would have mended it, sorted. */
  readonly permissions: readonly string[];
}

/** What the runs within [from, to) could not read, by subscription and time. */
export function blindStretches(
  scans: readonly KnownRun[],
  from: Instant,
  to: Instant,
): readonly BlindStretch[] {
  const done: BlindStretch[] = [];
  const open = new Map<string, BlindStretch>();
  for (const { finishedAt, scan } of scans) {
    if (finishedAt < from || finishedAt >= to) continue;
    for (const subscription of scan.subscriptions) {
      const known = open.get(subscription.id);
      if (known !== undefined && known.status !== subscription.status) {
        done.push({ ...known, to: finishedAt });
        open.delete(subscription.id);
      }
      if (subscription.status !== 'complete')
        open.set(
          subscription.id,
          longer(open.get(subscription.id), subscription, subscription.status, finishedAt),
        );
    }
  }
  return [...done, ...open.values()].sort((a, b) =>
    a.from === b.from ? order(a.subscriptionId, b.subscriptionId) : order(a.from, b.from),
  );
}

function longer(
  known: BlindStretch | undefined,
  { id, problems }: SubscriptionResult,
  status: BlindStretch['status'],
  at: Instant,
): BlindStretch {
  const permissions = problems.map(({ permission }) => permission).filter((each) => each !== null);
  return {
    subscriptionId: id,
    status,
    from: known?.from ?? at,
    to: null,
    runs: (known?.runs ?? 0) + 1,
    codes: merged(
      known?.codes,
      problems.map(({ code }) => code),
    ),
    permissions: merged(known?.permissions, permissions),
  };
}

function merged(a: readonly string[] | undefined, b: readonly string[]): readonly string[] {
  return [...new Set([...(a ?? []), ...b])].sort(order);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
