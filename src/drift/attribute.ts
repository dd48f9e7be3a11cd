import type { ChangeAuthor, Finding } from '#domain/finding.ts';
import { idKey } from '#domain/resource-id.ts';
import { selfAndAncestors } from './touched.ts';

/** A write as Azure's change records tell it; see ObservedChange. */
export interface AttributableWrite {
  readonly resourceId: string;
  readonly at: string;
  readonly by: string;
  readonly byType: string | null;
  readonly client: string | null;
  readonly operation: string | null;
  readonly correlationId: string | null;
  readonly values: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;
  readonly source: 'resourcechanges' | 'activity-log';
}

/**
 * Finds who made a finding what it is: the latest write to the resource or to a setting of it, else to a resource above it or a
 * setting of that one. What was written to another resource below (a server's other database) is none of its business.
 * `isResource`: whether an id (without case) is a resource of its own; anything else is a setting of what it lies in.
 * Returns a function, because one index serves all findings of a scan.
 */
export function attributeTo(
  writes: Iterable<AttributableWrite>,
  isResource: (key: string) => boolean,
): (finding: Pick<Finding, 'resourceId' | 'observed'>) => ChangeAuthor | null {
  const byResource = new Map<string, AttributableWrite>();
  for (const write of writes) {
    const key = ownerOf(write.resourceId, isResource);
    const known = byResource.get(key);
    // The later one wins, and of two records of one operation the one that says more.
    if (known === undefined || isBetter(write, known)) byResource.set(key, write);
  }
  return (finding) => {
    const chain = selfAndAncestors(finding.resourceId);
    const key = chain.find((candidate) => byResource.has(candidate));
    const write = key === undefined ? undefined : byResource.get(key);
    return write === undefined ? null : toAuthor(write, finding.observed);
  };
}

function ownerOf(written: string, isResource: (key: string) => boolean): string {
  return selfAndAncestors(written).find(isResource) ?? idKey(written);
}

function isBetter(candidate: AttributableWrite, known: AttributableWrite): boolean {
  if (candidate.correlationId !== null && candidate.correlationId === known.correlationId) {
    return Object.keys(candidate.values).length > Object.keys(known.values).length;
  }
  return candidate.at >= known.at;
}

function toAuthor(write: AttributableWrite, observed: unknown): ChangeAuthor {
  const values = Object.values(write.values);
  const shown = String(observed);
  const value =
    values.find(({ to }) => String(to) === shown) ?? (values.length === 1 ? values[0] : undefined);
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
