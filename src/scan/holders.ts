import { idKey } from '#domain/resource-id.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';

/** The resources of a scan that say something of others (vaults, of what they protect), in all its subscriptions. */
export interface Holders {
  learn(entries: Iterable<InventoryEntry>): void;
  /** Of a type in lower case, by id; undefined: nobody has said yet what there is. */
  of(type: string): readonly InventoryEntry[] | undefined;
}

export function createHolders(): Holders {
  const entries = new Map<string, InventoryEntry>();
  let isTold = false;
  return {
    learn(found) {
      isTold = true;
      for (const entry of found) entries.set(idKey(entry.resource.id), entry);
    },
    of: (type) =>
      isTold
        ? [...entries]
            .filter(([, { resource }]) => resource.type.toLowerCase() === type)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([, entry]) => entry)
        : undefined,
  };
}
