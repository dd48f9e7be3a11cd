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
 * Finds who made a finding what it is: the latest write to the resource or to a setting below it, else to a resource above it.
 * Returns a function, because one index serves all findings of a scan.
 */
export function attributeTo(
  writes: Iterable<AttributableWrite>,
): (finding: Pick<Finding, 'resourceId' | 'observed'>) => ChangeAuthor | null {
  const byResource = new Map<string, AttributableWrite>();
  for (const write of writes) {
    // A write is found from every resource that it lies at or below; the later one wins, and of two at once the one that says more.
    for (const key of selfAndAncestors(write.resourceId)) {
      const known = byResource.get(key);
      if (known === undefined || isBetter(write, known)) byResource.set(key, write);
    }
  }
  return (finding) => {
    const own = byResource.get(idKey(finding.resourceId));
    if (own !== undefined) return toAuthor(own, finding.observed);
    const above = selfAndAncestors(finding.resourceId)
      .slice(1)
      .map((key) => byResource.get(key))
      // Only a write to the ancestor itself: what was written to its other children is none of this one's business.
      .find(
        (write) =>
          write !== undefined &&
          selfAndAncestors(finding.resourceId).includes(idKey(write.resourceId)),
      );
    return above === undefined ? null : toAuthor(above, finding.observed);
  };
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
