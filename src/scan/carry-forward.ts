import type { Finding } from '#domain/finding.ts';
import { hoursBetween, type Instant } from '#domain/instant.ts';
import { idKey, parseResourceId, resourceTypeOf } from '#domain/resource-id.ts';
import { touchedBy } from '#drift/touched.ts';
import type { ExceptionLookup } from '#evaluation/exception-rulings.ts';
import { withException } from '#evaluation/make-finding.ts';
import { type PlannedUse, SCOPE_TYPE, type Task } from '#evaluation/plan.ts';
import type { Lineage } from '#evaluation/scope.ts';
import type { SubscriptionInventory } from '#inventory/scope-answers.ts';
import type { Read } from '#resource-types/define-read.ts';
import { collectedWrites, type EarlierScan } from './earlier-scan.ts';
import { spread, stillStands } from './stands-until.ts';

/** What an incremental scan need not read again in one subscription. */
export interface Carried {
  /** Ids (without case) of the subscription's resources with recorded findings. */
  readonly recorded: ReadonlySet<string>;
  /** Whether the list of a parent's children must be read. `childType` in lower case. */
  mustList(parent: Lineage, childType: string): boolean;
  /** The earlier findings (one for each item), where they still stand; undefined: they must be made anew. */
  standing(resourceId: string, task: Task, use: PlannedUse): readonly Finding[] | undefined;
}

/**
 * Decides what of one subscription stands as it was. It stands only while Azure's change records were read and tell of no write to
 * the resource, to what it lies in or to a setting of it; where they could not be read, nothing does.
 */
export function carryForward(options: {
  readonly earlier: EarlierScan;
  readonly inventory: SubscriptionInventory;
  readonly exceptionFor: ExceptionLookup;
  readonly asOf: Instant;
  /** By name: what a verdict rests on that other resources say. */
  readonly reads: ReadonlyMap<string, Read>;
}): Carried {
  const { earlier, inventory, exceptionFor, asOf, reads } = options;
  const inInventory = new Set(inventory.entries.map(({ resource }) => idKey(resource.id)));
  const typesInInventory = new Set(
    inventory.entries.map(({ resource }) => resource.type.toLowerCase()),
  );
  const recorded = new Set<string>();
  for (const key of earlier.resourceKeys()) {
    const isHere = parseResourceId(key)?.subscriptionId === inventory.id;
    if (isHere && resourceTypeOf(key) !== SCOPE_TYPE) recorded.add(key);
  }
  const feed = earlier.writes.get(inventory.id);
  const isTouched =
    feed?.status === 'collected'
      ? touchedBy(
          feed.value.map((write) => write.resourceId),
          (key) => inInventory.has(key) || recorded.has(key),
        )
      : () => true;
  const isHolderWritten = writtenHolders(earlier.writes);
  const isJoinTouched = (name: string): boolean => {
    const read = reads.get(name);
    return read?.kind === 'join' && isHolderWritten(read.ofType);
  };

  return {
    recorded,
    mustList({ entry }, childType) {
      // What the inventory never names (keys, secrets) is written through the data plane, which no change record tells of.
      if (!typesInInventory.has(childType)) return true;
      const key = idKey(entry.resource.id);
      if (!recorded.has(key) || isTouched(key)) return true;
      // An unknown verdict on the parent may be all that is left of a list that could not be read.
      return earlier.findingsOf(key).some(({ status }) => status === 'unknown');
    },
    standing(resourceId, { check, parameters }, { document, claim }) {
      const key = idKey(resourceId);
      const isAnnounced =
        inInventory.has(key) || (recorded.has(key) && typesInInventory.has(resourceTypeOf(key)));
      if (!isAnnounced || isTouched(key)) return undefined;
      if (check.readsFor(resourceTypeOf(key), parameters).some(isJoinTouched)) return undefined;
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
 * vault, which may lie in another subscription. Where one subscription's records could not be read, it may have been.
 */
function writtenHolders(writes: EarlierScan['writes']): (type: string) => boolean {
  const isUnknown = [...writes.values()].some(({ status }) => status !== 'collected');
  const ids = collectedWrites(writes).map(({ resourceId }) => `${idKey(resourceId)}/`);
  const known = new Map<string, boolean>();
  return (type) => {
    const provider = `/providers/${type.toLowerCase()}/`;
    const isWritten = known.get(type) ?? (isUnknown || ids.some((id) => id.includes(provider)));
    known.set(type, isWritten);
    return isWritten;
  };
}
