import { setTimeout as sleep } from 'node:timers/promises';
import { idKey } from '#domain/resource-id.ts';
import type { InventoryEntry, SubscriptionInventory } from '#inventory/scope-answers.ts';

/** A subscription that does not say what it holds for so long holds up no other one. */
const PATIENCE_MS = 120_000;

/** The resources of a scan that say something of others (vaults, of what they protect), in all its subscriptions. */
export interface Holders {
  /** What every subscription of the scan holds, as soon as it is known. */
  expect(inventories: readonly Promise<SubscriptionInventory>[]): void;
  /**
   * Of a type in lower case, by id, once every subscription has said what it holds; undefined: nobody has said yet what there is.
   * `isAll`: each was read completely and in time.
   */
  of(
    type: string,
  ): Promise<{ readonly entries: readonly InventoryEntry[]; readonly isAll: boolean } | undefined>;
}

export function createHolders(): Holders {
  const entries = new Map<string, InventoryEntry>();
  let told: Promise<boolean> | undefined;
  return {
    expect(inventories) {
      const all = Promise.allSettled(
        inventories.map(async (inventory) => {
          const said = await inventory;
          for (const entry of said.entries) entries.set(idKey(entry.resource.id), entry);
          return said.status === 'complete';
        }),
      ).then((said) => said.every((one) => one.status === 'fulfilled' && one.value));
      told = Promise.race([all, sleep(PATIENCE_MS, false, { ref: false })]);
    },
    async of(type) {
      if (told === undefined) return undefined;
      const isAll = await told;
      const found = [...entries]
        .filter(([, { resource }]) => resource.type.toLowerCase() === type)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, entry]) => entry);
      return { entries: found, isAll };
    },
  };
}
