import type { Exception } from '#domain/document.ts';
import type { Finding } from '#domain/finding.ts';
import { hoursBetween, type Instant } from '#domain/instant.ts';
import type { Standing } from '#domain/recorded.ts';
import { idKey, resourceTypeOf } from '#domain/resource-id.ts';
import type { AttributableWrite } from '#drift/attribute.ts';
import { touchedBy } from '#drift/touched.ts';
import { maySpeakOf } from '#evaluation/exception.ts';
import type { ExceptionLookup } from '#evaluation/exception-rulings.ts';
import { withException } from '#evaluation/make-finding.ts';
import { type PlannedUse, SCOPE_TYPE, type Task } from '#evaluation/plan.ts';
import type { Lineage } from '#evaluation/scope.ts';
import type { InventoryEntry, SubscriptionInventory } from '#inventory/scope-answers.ts';
import type { Read } from '#resource-types/define-read.ts';
import { type ChangeFeed, type ChangeFeeds, collectedWrites } from './change-feeds.ts';
import type { EarlierPart, EarlierScan } from './earlier-scan.ts';
import type { SeenWrites } from './seen-writes.ts';
import { spread, stillStands } from './stands-until.ts';
import type { SweepShare } from './sweep-share.ts';

/** What an incremental scan need not read again in one subscription. */
export interface Carried {
  /** Whether the list of a parent's children must be read. `childType` in lower case. */
  mustList(parent: Lineage, childType: string): boolean;
  /**
   * What is said of a resource where all of it still stands, by the tasks of its type: then nobody need look at its findings. Undefined: each
   * of them is to be looked at.
   */
  stands(entry: InventoryEntry, tasks: readonly Task[]): Promise<Standing | undefined>;
  /** The earlier findings (one for each item), where they still stand; undefined: they must be made anew. */
  standing(
    resourceId: string,
    task: Task,
    use: PlannedUse,
  ): Promise<readonly Finding[] | undefined>;
  /** A resource was judged: nothing more is asked about it. */
  forget(resourceId: string): void;
}

/**
 * Decides what of one subscription stands as it was. It stands only while Azure's change records were read and tell of no write to
 * the resource, to what it lies in or to a setting of it; where they could not be read, nothing does.
 */
export function carryForward(options: {
  readonly earlier: EarlierPart & Pick<EarlierScan, 'carryFrom' | 'isWatched'>;
  /** What was written in the subscription since; undefined: it was not asked. */
  readonly feed: ChangeFeed | undefined;
  /** What was written in every subscription of the scan. */
  readonly feeds: Pick<ChangeFeeds, 'all'>;
  /** Writes that were read after; absent: none. */
  readonly seen?: Pick<SeenWrites, 'has'>;
  /** What is read again because it is its turn; absent: nothing is. */
  readonly sweep?: Pick<SweepShare, 'isDue'>;
  readonly inventory: SubscriptionInventory;
  readonly exceptions: readonly Exception[];
  readonly exceptionFor: ExceptionLookup;
  readonly asOf: Instant;
  /** By name: what a verdict rests on that other resources say. */
  readonly reads: ReadonlyMap<string, Read>;
}): Carried {
  const { earlier, feed, inventory, exceptions, exceptionFor, asOf, reads, sweep } = options;
  const isNew = (write: AttributableWrite): boolean => options.seen?.has(write) !== true;
  const { isAnnounced, isRecorded, isInInventory, isOfType } = announcedIn(inventory, earlier);
  const isTouched =
    feed?.status === 'collected'
      ? touchedBy(
          feed.value.filter(isNew).map((write) => write.resourceId),
          (key) => isInInventory(key) || isRecorded(key),
        )
      : () => true;
  const isHolderWritten = writtenHolders(options.feeds, isNew);
  const mayStand = (key: string): boolean =>
    isAnnounced(key) && !isTouched(key) && sweep?.isDue(key) !== true;
  /** Whether what others say of resources of a type is as it was. */
  const areHoldersAsTheyWere = async (
    type: string,
    { check, parameters }: Pick<Task, 'check' | 'parameters'>,
  ): Promise<boolean> => {
    for (const name of check.readsFor(type, parameters)) {
      const read = reads.get(name);
      if (read?.kind === 'join' && (await isHolderWritten(read.ofType))) return false;
    }
    return true;
  };
  const ofTasks = new WeakMap<readonly Task[], Promise<boolean>>();
  const areAllAsTheyWere = async (type: string, tasks: readonly Task[]): Promise<boolean> => {
    const known =
      ofTasks.get(tasks) ??
      Promise.all(tasks.map(async (task) => await areHoldersAsTheyWere(type, task))).then((all) =>
        all.every(Boolean),
      );
    ofTasks.set(tasks, known);
    return await known;
  };
  const findings = new Map<string, Promise<ReadonlyMap<string, readonly Finding[]>>>();
  const findingsOf = async (key: string): Promise<ReadonlyMap<string, readonly Finding[]>> => {
    const known = findings.get(key) ?? earlier.findingsOf(key).then(byQuestion);
    findings.set(key, known);
    return await known;
  };

  return {
    mustList({ entry }, childType) {
      // What the inventory never names (keys, secrets) is written through the data plane, which no change record tells of.
      if (!isOfType(childType)) return true;
      const key = idKey(entry.resource.id);
      if (!isRecorded(key) || isTouched(key) || sweep?.isDue(key) === true) return true;
      // An unknown verdict on the parent may be all that is left of a list that could not be read.
      return earlier.resources.get(key)?.hasUnknown !== false;
    },
    async stands({ resource }, tasks) {
      const key = idKey(resource.id);
      const known = earlier.resources.get(key);
      if (known?.standing == null || known.readSince < earlier.carryFrom) return undefined;
      if (known.standing.until <= asOf || !mayStand(key) || earlier.isWatched(key))
        return undefined;
      if (exceptions.some((exception) => maySpeakOf(exception, resource))) return undefined;
      const isAsItWas = await areAllAsTheyWere(resourceTypeOf(key), tasks);
      return isAsItWas ? known.standing : undefined;
    },
    async standing(resourceId, task, { document, claim }) {
      const key = idKey(resourceId);
      if (!mayStand(key) || !(await areHoldersAsTheyWere(resourceTypeOf(key), task)))
        return undefined;
      const { check } = task;
      const last = (await findingsOf(key)).get(
        questionKey({ document: document.statement.id, claim: claim.id, check: check.id }),
      );
      if (last === undefined) return undefined;
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
      if (hangs || isDue || !last.every(isFresh)) return undefined;
      return last.map((finding) => withException(finding, exceptionFor));
    },
    forget: (resourceId) => void findings.delete(idKey(resourceId)),
  };
}

function byQuestion(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  return Map.groupBy(findings, questionKey);
}

function questionKey({
  document,
  claim,
  check,
}: Pick<Finding, 'document' | 'claim' | 'check'>): string {
  return [document, claim, check].join('\u001f');
}

/** What a subscription's inventory and the state name: whether a write to a resource (its id without case) would be announced. */
export function announcedIn(
  { entries }: Pick<SubscriptionInventory, 'entries'>,
  { resources }: EarlierPart,
) {
  const inInventory = new Set(entries.map(({ resource }) => idKey(resource.id)));
  const types = new Set(entries.map(({ resource }) => resource.type.toLowerCase()));
  const isRecorded = (key: string): boolean =>
    resources.has(key) && resourceTypeOf(key) !== SCOPE_TYPE;
  return {
    isRecorded,
    isInInventory: (key: string) => inInventory.has(key),
    /** Whether the inventory names anything of a type (lower case). */
    isOfType: (type: string) => types.has(type),
    isAnnounced: (key: string) =>
      inInventory.has(key) || (isRecorded(key) && types.has(resourceTypeOf(key))),
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
