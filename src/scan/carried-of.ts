import { SUBSCRIPTION_TYPE } from '#domain/resource-id.ts';
import type { Lineage } from '#evaluation/scope.ts';
import type { SubscriptionInventory } from '#inventory/scope-answers.ts';
import { type Carried, carryForward } from './carry-forward.ts';
import type { ChangeFeed } from './change-feeds.ts';
import type { SubscriptionOptions } from './subscription-part.ts';
import type { SweepShare } from './sweep-share.ts';

/** What an incremental scan need not read again in a subscription; undefined: it reads everything. */
export function carriedOf(
  { mode, earlier, replay, exceptionFor, asOf, scanner, feeds, seen }: SubscriptionOptions,
  inventory: SubscriptionInventory,
  feed: ChangeFeed | undefined,
  sweep: SweepShare | undefined,
): Carried | undefined {
  if (mode === 'full' || earlier === undefined) return undefined;
  return (replay?.carry ?? carryForward)({
    earlier,
    feed,
    feeds,
    inventory,
    exceptionFor,
    asOf,
    reads: scanner.reads,
    ...(seen === undefined ? {} : { seen }),
    ...(sweep === undefined ? {} : { sweep }),
  });
}

/** The providers' own lists are the third count of what there is; where nothing is counted again, what need not be read is not. */
export function isListed(
  countsAgain: boolean,
  carried: Carried | undefined,
  parent: Lineage,
  childType: string,
): boolean {
  if (isSubscription(parent)) return countsAgain;
  return carried === undefined || carried.mustList(parent, childType);
}

function isSubscription({ entry }: Lineage): boolean {
  return entry.resource.type === SUBSCRIPTION_TYPE;
}
