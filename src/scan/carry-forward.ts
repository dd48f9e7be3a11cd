import type { Finding } from '#domain/finding.ts';
import { hoursBetween, type Instant } from '#domain/instant.ts';
import { idKey, parseResourceId, resourceTypeOf } from '#domain/resource-id.ts';
import { touchedBy } from '#drift/touched.ts';
import type { ExceptionLookup } from '#evaluation/exception-rulings.ts';
import { withException } from '#evaluation/make-finding.ts';
import { type PlannedUse, SCOPE_TYPE, type Task } from '#evaluation/plan.ts';
import type { Lineage } from '#evaluation/scope.ts';
import type { SubscriptionInventory } from '#inventory/scope-answers.ts';
import type { EarlierScan } from './earlier-scan.ts';

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
}): Carried {
  const { earlier, inventory, exceptionFor, asOf } = options;
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
    standing(resourceId, { check }, { document, claim }) {
      const key = idKey(resourceId);
      const isAnnounced =
        inInventory.has(key) || (recorded.has(key) && typesInInventory.has(resourceTypeOf(key)));
      const isBound = check.isTimeBound === true;
      if (!isAnnounced || isBound || isTouched(key)) return undefined;
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
      const isFresh = ({ status, readAt }: Finding): boolean => {
        const ageHours = hoursBetween(readAt, asOf);
        const isKnown = status !== 'unknown' && readAt >= earlier.carryFrom;
        return isKnown && ageHours !== undefined && ageHours <= carriedAtMostHours;
      };
      const hangs = last.some((finding) => finding.isForThisScan === true);
      if (last.length === 0 || hangs || !last.every(isFresh)) return undefined;
      return last.map((finding) => withException(finding, exceptionFor));
    },
  };
}
