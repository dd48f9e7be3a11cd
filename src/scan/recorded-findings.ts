import { idKey, type ResourceId } from '#domain/resource-id.ts';
import type { StateReader } from '#domain/state-store.ts';
import type { ScanRequest } from './scanner.ts';
import type { KnownResources } from './settle-known.ts';

/** What a finding of the old form expected is in words of then: nobody can hold it against today's. */
export function formerlyAsNow(
  state: Pick<StateReader, 'findingsOf'>,
): NonNullable<ScanRequest['findingsOf']> {
  return async (id) =>
    (await state.findingsOf(id)).map(({ finding, formerly }) =>
      formerly === undefined ? finding : { ...finding, expected: null },
    );
}

/** A scan asks for the findings of what it misses alone, and keeps no others in memory. */
export function knownIn(store: Pick<StateReader, 'resourceIds' | 'findingsOf'>): KnownResources {
  const ids = new Map<string, ResourceId>();
  return {
    async keysWithin(subscriptionId) {
      const keys: string[] = [];
      for (const id of await store.resourceIds(subscriptionId)) {
        const key = idKey(id);
        ids.set(key, id);
        keys.push(key);
      }
      return keys;
    },
    findingsOf: async (key) =>
      (await store.findingsOf(ids.get(key) ?? key)).map(({ finding }) => finding),
  };
}
