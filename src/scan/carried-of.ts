import { idKey, SUBSCRIPTION_TYPE } from '#domain/resource-id.ts';
import type { Lineage } from '#evaluation/scope.ts';
import type { SubscriptionInventory } from '#inventory/scope-answers.ts';
import { announcedIn, type Carried, carryForward } from './carry-forward.ts';
import type { ChangeFeed } from './change-feeds.ts';
import type { AsAWhole } from './evaluate-population.ts';
import { mayBeOverslept } from './is-overslept.ts';
import type { Scanner } from './scanner.ts';
import type { StoodSoFar } from './stood.ts';
import type { SubscriptionOptions } from './subscription-part.ts';
import { createSweepShare, type SweepShare } from './sweep-share.ts';

/** What an incremental scan need not read again in a subscription; undefined: it reads everything. */
export async function carriedOf(
  options: SubscriptionOptions,
  inventory: SubscriptionInventory,
  feed: ChangeFeed | undefined,
): Promise<{ readonly carried: Carried; readonly share: SweepShare | undefined } | undefined> {
  const { mode, earlier, replay, exceptions, exceptionFor, asOf, scanner, feeds, seen } = options;
  if (mode === 'full' || earlier === undefined) return undefined;
  const part = await earlier.within(inventory.id);
  const share =
    options.sweep === undefined
      ? undefined
      : await createSweepShare(options.sweep, part, announcedIn(inventory, part).isAnnounced);
  const carried = (replay?.carry ?? carryForward)({
    earlier: { ...part, carryFrom: earlier.carryFrom, isWatched: earlier.isWatched },
    feed,
    feeds,
    inventory,
    exceptions,
    exceptionFor,
    asOf,
    reads: scanner.reads,
    ...(seen === undefined ? {} : { seen }),
    ...(share === undefined ? {} : { sweep: share }),
  });
  return { carried, share };
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

/** What stands as a whole, to be noted; a database that may sleep is looked at. */
export function asAWholeOf(
  carried: Carried,
  stood: StoodSoFar,
  scanner: Pick<Scanner, 'wakePaused'>,
): AsAWhole {
  return {
    stands: async ({ entry }, tasks) =>
      mayBeOverslept(entry, scanner) ? undefined : await carried.stands(entry, tasks),
    onStood: ({ entry: { resource } }, standing) => {
      stood.add(idKey(resource.id), resource.id, standing);
    },
  };
}
