import pMap from 'p-map';
import type { Unavailable } from '#domain/reading.ts';
import { idKey, type ResourceId } from '#domain/resource-id.ts';
import { selfAndAncestors } from '#drift/touched.ts';
import type { InventoryEntry, ScopeReader } from '#inventory/scope-answers.ts';

/** What direct reads said of resources that the inventory does not name. */
export interface Settled {
  /** They are there. */
  readonly found: readonly InventoryEntry[];
  /** Ids (without case) of what is not there any more. */
  readonly gone: ReadonlySet<string>;
  /** Neither is known; ids as they were given. */
  readonly unread: ReadonlyMap<ResourceId, Unavailable>;
}

/**
 * Settles by one direct read each whether resources are there. An absent parent is asked before its children, and once for all of
 * them: where it is gone, so are they. `isPresent`: whether the population holds a resource, by its id without case.
 */
export async function settleAbsent(options: {
  readonly ids: readonly ResourceId[];
  readonly isPresent: (key: string) => boolean;
  readonly scope: Pick<ScopeReader, 'resource'>;
  readonly concurrency: number;
  readonly signal: AbortSignal;
}): Promise<Settled> {
  const { ids, isPresent, scope, concurrency, signal } = options;
  const asked = new Map<string, ReturnType<ScopeReader['resource']>>();
  const ask = async (id: ResourceId): ReturnType<ScopeReader['resource']> => {
    const answer = asked.get(idKey(id)) ?? scope.resource(id, signal);
    asked.set(idKey(id), answer);
    return await answer;
  };
  const found: InventoryEntry[] = [];
  const gone = new Set<string>();
  const unread = new Map<ResourceId, Unavailable>();
  await pMap(
    ids,
    async (id) => {
      const above = selfAndAncestors(id)
        .slice(1)
        .filter((key) => !isPresent(key));
      for (const ancestor of above.toReversed()) {
        const parent = await ask(ancestor);
        if (parent.status === 'unavailable' && parent.code === 'NotFound') {
          gone.add(idKey(id));
          return;
        }
      }
      const own = await ask(id);
      if (own.status === 'collected') found.push(own.value);
      else if (own.code === 'NotFound') gone.add(idKey(id));
      else unread.set(id, own);
    },
    { concurrency },
  );
  return { found, gone, unread };
}
