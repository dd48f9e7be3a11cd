import type { ChangeAuthor, Finding } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import { idKey } from '#domain/resource-id.ts';
import { selfAndAncestors } from './touched.ts';

/** A write as Azure's change records tell it; see ObservedChange. */
export interface AttributableWrite {
  readonly resourceId: string;
  /** What it did to the resource's being there; absent where it is not known. */
  readonly kind?: 'create' | 'update' | 'delete' | 'unknown';
  readonly at: string;
  readonly by: string;
  readonly byType: string | null;
  readonly client: string | null;
  readonly operation: string | null;
  readonly correlationId: string | null;
  readonly values: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;
  readonly source: 'resourcechanges' | 'activity-log';
}

/** Names the author of a finding; null while Azure's change records name none. */
export type Attribution = (
  finding: Pick<Finding, 'resourceId' | 'observed'>,
  within?: { readonly after?: Instant; readonly isOwnOnly?: boolean },
) => ChangeAuthor | null;

/**
 * Finds who made a finding what it is: the latest write to the resource or to a setting of it, else to a resource above it or a
 * setting of that one. What was written to another resource below (a server's other database) is none of its business, nor is
 * what was written before `after`, when the finding was last read as it was before. With `isOwnOnly` nothing above counts: for
 * what lasts, nobody knows any more when it began, and a wrong name is worse than none.
 * `isResource`: whether an id (without case) is a resource of its own; anything else is a setting of what it lies in.
 * Returns a function, because one index serves all findings of a scan.
 */
export function attributeTo(
  writes: Iterable<AttributableWrite>,
  isResource: (key: string) => boolean,
): Attribution {
  const byResource = new Map<string, AttributableWrite>();
  for (const write of writes) {
    const key = ownerOf(write.resourceId, isResource);
    const known = byResource.get(key);
    // The later one wins; of several records of one operation that of the resource itself, then the one that says more.
    if (known === undefined || isBetter(write, known, key)) byResource.set(key, write);
  }
  return (finding, { after = '', isOwnOnly = false } = {}) => {
    const own = idKey(finding.resourceId);
    for (const key of isOwnOnly ? [own] : selfAndAncestors(finding.resourceId)) {
      const write = byResource.get(key);
      if (write !== undefined && write.at > after)
        return toAuthor(write, key === own ? finding.observed : undefined);
    }
    return null;
  };
}

function ownerOf(written: string, isResource: (key: string) => boolean): string {
  return selfAndAncestors(written).find(isResource) ?? idKey(written);
}

function isBetter(candidate: AttributableWrite, known: AttributableWrite, owner: string): boolean {
  if (candidate.correlationId !== null && candidate.correlationId === known.correlationId) {
    const isOwn = (write: AttributableWrite) => idKey(write.resourceId) === owner;
    if (isOwn(candidate) !== isOwn(known)) return isOwn(candidate);
    return Object.keys(candidate.values).length > Object.keys(known.values).length;
  }
  return candidate.at >= known.at;
}

/** A value is the finding's only when it became what is observed: a write to a server changes more than one setting may show. */
function toAuthor(write: AttributableWrite, observed: unknown): ChangeAuthor {
  const value = Object.values(write.values).find(({ to }) => String(to) === String(observed));
  return {
    by: write.by,
    byType: write.byType,
    at: write.at,
    client: write.client,
    operation: write.operation,
    correlationId: write.correlationId,
    from: value?.from ?? null,
    to: value?.to ?? null,
    source: write.source,
  };
}
