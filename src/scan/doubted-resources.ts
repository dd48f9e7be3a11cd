import { idKey, type ResourceId } from '#domain/resource-id.ts';
import type { AttributableWrite } from '#drift/attribute.ts';

/** What Azure's change records say about what is there, by the last record of each resource. */
export interface RecordedExistence {
  /** Written and not deleted since. */
  readonly written: readonly ResourceId[];
  /** Ids (without case) of what was deleted and not written since. */
  readonly deleted: ReadonlySet<string>;
}

/** The two records are of different ages: of two in one instant the one that leaves the resource there counts, and is asked about. */
export function recordedExistence(writes: readonly AttributableWrite[]): RecordedExistence {
  const last = new Map<string, AttributableWrite>();
  for (const write of writes) {
    const key = idKey(write.resourceId);
    const known = last.get(key);
    const isLater =
      known === undefined ||
      write.at > known.at ||
      (write.at === known.at && write.kind !== 'delete');
    if (isLater) last.set(key, write);
  }
  const written: ResourceId[] = [];
  const deleted = new Set<string>();
  for (const [key, { kind, resourceId }] of last) {
    if (kind === 'delete') deleted.add(key);
    else written.push(resourceId);
  }
  return { written, deleted };
}
