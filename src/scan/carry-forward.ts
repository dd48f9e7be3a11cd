import type { Finding } from '#domain/finding.ts';
import { hoursBetween, type Instant } from '#domain/instant.ts';
import { idKey, parseResourceId, resourceTypeOf } from '#domain/resource-id.ts';
import type { AttributableWrite } from '#drift/attribute.ts';
import { touchedBy } from '#drift/touched.ts';
import type { ExceptionLookup } from '#evaluation/exception-rulings.ts';
import { withException } from '#evaluation/make-finding.ts';
import { type PlannedUse, SCOPE_TYPE, type Task } from '#evaluation/plan.ts';
import type { Lineage } from '#evaluation/scope.ts';
import type { SubscriptionInventory } from '#inventory/scope-answers.ts';
import type { Read } from '#resource-types/define-read.ts';
import { type ChangeFeed, type ChangeFeeds, collectedWrites } from './change-feeds.ts';
import type { EarlierScan } from './earlier-scan.ts';
import type { SeenWrites } from './seen-writes.ts';
import { spread, stillStands } from './stands-until.ts';
import type { SweepShare } from './sweep-share.ts';

/** What an incremental scan need not read again in one subscription. */
export interface Carried {
  /** Ids (without case) of the subscription's resources with recorded findings. */
  readonly recorded: ReadonlySet<string>;
  /** Whether the list of a parent's children must be read. `childType` in lower case. */
  mustList(parent: Lineage, childType: string): boolean;
  /** The earlier findings (one for each item), where they still stand; undefined: they must be made anew. */
  standing(
    resourceId: string,
    task: Task,
    use: PlannedUse,
  ): Promise<readonly Finding[] | undefined>;
}

/**
 * Decides what of one subscription stands as it was. It stands only while Azure's change records were read and tell of no write to
 * the resource, to what it lies in or to a setting of it; where they could not be read, nothing does.
 */
export function carryForward(options: {
  readonly earlier: EarlierScan;
  /** What was written in the subscription since; undefined: it was not asked. */
  readonly feed: ChangeFeed | undefined;
  /** What was written in every subscription of the scan. */
  readonly feeds: Pick<ChangeFeeds, 'all'>;
  /** Writes that were read after; absent: none. */
  readonly seen?: Pick<SeenWrites, 'has'>;
  /** What is read again because it is its turn; absent: nothing is. */
  readonly sweep?: Pick<SweepShare, 'isDue'>;
  readonly inventory: SubscriptionInventory;
  readonly exceptionFor: ExceptionLookup;
  readonly asOf: Instant;
  /** By name: what a verdict rests on that other resources say. */
  readonly reads: ReadonlyMap<string, Read>;
}): Carried {
  const { earlier, feed, inventory, exceptionFor, asOf, reads, sweep } = options;
  const isNew = (write: AttributableWrite): boolean => options.seen?.has(write) !== true;
  const inInventory = new Set(inventory.entries.map(({ resource }) => idKey(resource.id)));
  const typesInInventory = new Set(
    inventory.entries.map(({ resource }) => resource.type.toLowerCase()),
  );
  const recorded = new Set<string>();
  for (const key of earlier.resourceKeys()) {
    const isHere = parseResourceId(key)?.subscriptionId === inventory.id;
    if (isHere && resourceTypeOf(key) !== SCOPE_TYPE) recorded.add(key);
  }
  const isTouched =
    feed?.status === 'collected'
      ? touchedBy(
          feed.value.filter(isNew).map((write) => write.resourceId),
          (key) => inInventory.has(key) || recorded.has(key),
        )
      : () => true;
  const isHolderWritten = writtenHolders(options.feeds, isNew);

  return {
    recorded,
    mustList({ entry }, childType) {
      // What the inventory never names (keys, secrets) is written through the data plane, which no change record tells of.
      if (!typesInInventory.has(childType)) return true;
      const key = idKey(entry.resource.id);
      if (!recorded.has(key) || isTouched(key) || sweep?.isDue(key) === true) return true;
      // An unknown verdict on the parent may be all that is left of a list that could not be read.
      return earlier.findingsOf(key).some(({ status }) => status === 'unknown');
    },
    async standing(resourceId, { check, parameters }, { document, claim }) {
      const key = idKey(resourceId);
      const isAnnounced =
        inInventory.has(key) || (recorded.has(key) && typesInInventory.has(resourceTypeOf(key)));
      if (!isAnnounced || isTouched(key) || sweep?.isDue(key) === true) return undefined;
      for (const name of check.readsFor(resourceTypeOf(key), parameters)) {
        const read = reads.get(name);
        if (read?.kind === 'join' && (await isHolderWritten(read.ofType))) return undefined;
      }
      const last = earlier
        .findingsOf(key)
        .filter(
          (finding) =>
            finding.check === check.id &&
            finding.claim === claim.id &&
            finding.document === document.statement.id,
        );
      // What was not known is asked again: whatever stood in the way may be over, and no write would announce that.
      const { carriedAtMostHours = Infinity } = check;
      const isFresh = ({ status, readAt, evidence }: Finding): boolean => {
        const ageHours = hoursBetween(readAt, asOf);
        const isKnown = status !== 'unknown' && readAt >= earlier.carryFrom;
        const mostHours = spread(carriedAtMostHours, evidence[0]);
        return isKnown && ageHours !== undefined && ageHours <= mostHours;
      };
      const hangs = last.some((finding) => finding.isForThisScan === true);
      const isDue =
        check.isTimeBound === true && !last.every((finding) => stillStands(finding, asOf));
      if (last.length === 0 || hangs || isDue || !last.every(isFresh)) return undefined;
      return last.map((finding) => withException(finding, exceptionFor));
    },
  };
}

/**
 * Whether anything of a type (as Azure spells it) or below it was written, wherever: what a vault says of a share is written to the
 * vault, which may lie in another subscription. Where one subscription's records could not be read or do not come, it may have been.
 */
function writtenHolders(
  feeds: Pick<ChangeFeeds, 'all'>,
  isNew: (write: AttributableWrite) => boolean,
): (type: string) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>();
  const look = async (type: string): Promise<boolean> => {
    const { feeds: arrived, isAll } = await feeds.all();
    if (!isAll || arrived.some(({ status }) => status !== 'collected')) return true;
    const provider = `/providers/${type.toLowerCase()}/`;
    return collectedWrites(arrived).some(
      (write) => `${idKey(write.resourceId)}/`.includes(provider) && isNew(write),
    );
  };
  return async (type) => {
    const isWritten = known.get(type) ?? look(type);
    known.set(type, isWritten);
    return await isWritten;
  };
}
