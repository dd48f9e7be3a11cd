import type { Collector } from '#collectors/define-collector.ts';
import type { Unavailable } from '#domain/reading.ts';
import { idKey, parentId } from '#domain/resource-id.ts';
import { type Plan, tasksForType } from '#evaluation/plan.ts';
import type { Lineage } from '#evaluation/scope.ts';
import type { InventoryEntry, SubscriptionInventory } from '#facts/scope-reader.ts';
import pMap from 'p-map';
import type { ChildRow, FactReader } from './fact-reader.ts';

/** A list of children that could not be read: what hangs below `parent` is not known. */
export interface UnlistedChildren {
  readonly parent: Lineage;
  /** Lower case. */
  readonly childType: string;
  readonly why: Unavailable;
}

/** Every resource of one subscription that a claim may bear on. */
export interface Population {
  readonly lineages: readonly Lineage[];
  readonly unlisted: readonly UnlistedChildren[];
}

type Enumerator = Extract<Collector, { kind: 'list' }> & {
  readonly enumerates: { readonly childType: string; readonly parentType: string };
};

/**
 * Joins the inventory with the children that only a list below their parent names (keys, secrets, a database that Resource Graph
 * does not know yet). Lists are read only below the parents that `wanted` lets through, and only for types that a claim judges.
 */
export async function collectPopulation(options: {
  readonly inventory: SubscriptionInventory;
  readonly plan: Plan;
  readonly collectors: Iterable<Collector>;
  readonly facts: FactReader;
  readonly wanted: (parent: Lineage) => boolean;
  readonly concurrency: number;
}): Promise<Population> {
  const { inventory, plan, facts, wanted, concurrency } = options;
  const entries = new Map(inventory.entries.map((entry) => [idKey(entry.resource.id), entry]));
  const enumerators = [...options.collectors].filter(
    (collector): collector is Enumerator =>
      collector.kind === 'list' &&
      collector.enumerates !== undefined &&
      tasksForType(plan, collector.enumerates.childType).length > 0,
  );
  const unlisted: UnlistedChildren[] = [];
  for (const enumerator of enumerators) {
    const { childType, parentType } = enumerator.enumerates;
    const parents = [...entries.values()]
      .filter((entry) => entry.resource.type.toLowerCase() === parentType)
      .map((entry) => lineageOf(entry, entries))
      .filter(wanted);
    await pMap(
      parents,
      async (parent) => {
        const rows = await facts.children(enumerator.fact, parent.entry);
        if (rows.status === 'unavailable') {
          unlisted.push({ parent, childType, why: rows });
          return;
        }
        for (const row of rows.value) {
          if (!entries.has(idKey(row.id))) {
            entries.set(idKey(row.id), childEntry(row, childType, parent.entry, rows));
          }
        }
      },
      { concurrency },
    );
  }
  const sorted = [...entries.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  return { lineages: sorted.map(([, entry]) => lineageOf(entry, entries)), unlisted };
}

function childEntry(
  row: ChildRow,
  type: string,
  parent: InventoryEntry,
  kept: Pick<InventoryEntry, 'evidence' | 'readAt'>,
): InventoryEntry {
  return {
    resource: {
      id: row.id,
      name: row.name,
      type,
      // A child without a place of its own is where its parent is.
      location: row.location ?? parent.resource.location,
      tags: row.tags,
      kind: row.kind,
    },
    groupTags: parent.groupTags,
    evidence: kept.evidence,
    readAt: kept.readAt,
  };
}

function lineageOf(entry: InventoryEntry, entries: ReadonlyMap<string, InventoryEntry>): Lineage {
  const ancestors: InventoryEntry[] = [];
  for (let id = parentId(entry.resource.id); id !== undefined; id = parentId(id)) {
    const ancestor = entries.get(idKey(id));
    if (ancestor !== undefined) ancestors.push(ancestor);
  }
  return { entry, ancestors };
}
