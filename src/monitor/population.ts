import pMap from 'p-map';
import type { Collector } from '#collectors/define-collector.ts';
import type { Unavailable } from '#domain/reading.ts';
import { idKey, parentId } from '#domain/resource-id.ts';
import type { Plan } from '#evaluation/plan.ts';
import type { Lineage } from '#evaluation/scope.ts';
import type { InventoryEntry, SubscriptionInventory } from '#facts/scope-reader.ts';
import type { ChildRow } from './collect-answer.ts';
import type { FactReader } from './fact-reader.ts';

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
  /** Lists of children that were read (`listKey`): a child that they do not name is not there. */
  readonly listed: ReadonlySet<string>;
}

/** Names the list of a parent's children of a type; the parent's id without case, the type in lower case. */
export function listKey(parentKey: string, childType: string): string {
  return `${childType} below ${parentKey}`;
}

type Enumerator = Extract<Collector, { kind: 'list' }> & {
  readonly enumerates: { readonly childType: string; readonly parentType: string };
};

/**
 * Joins the inventory with the children that only a list below their parent names (keys, secrets, a database that Resource Graph
 * does not know yet). A list is read only where `wanted` asks for it (child type in lower case), and only for types that a claim judges.
 */
export async function collectPopulation(options: {
  readonly inventory: SubscriptionInventory;
  readonly plan: Plan;
  readonly collectors: Iterable<Collector>;
  readonly facts: FactReader;
  readonly wanted: (parent: Lineage, childType: string) => boolean;
  readonly concurrency: number;
}): Promise<Population> {
  const { inventory, plan, facts, wanted, concurrency } = options;
  const entries = new Map(inventory.entries.map((entry) => [idKey(entry.resource.id), entry]));
  const enumerators = [...options.collectors].filter(
    (collector): collector is Enumerator =>
      collector.kind === 'list' &&
      collector.enumerates !== undefined &&
      isJudgedByName(plan, collector.enumerates.childType),
  );
  const unlisted: UnlistedChildren[] = [];
  const listed = new Set<string>();
  for (const enumerator of enumerators) {
    const { childType, parentType } = enumerator.enumerates;
    const parents = [...entries.values()]
      .filter((entry) => entry.resource.type.toLowerCase() === parentType)
      .map((entry) => lineageOf(entry, entries))
      .filter((parent) => wanted(parent, childType));
    await pMap(
      parents,
      async (parent) => {
        const rows = await facts.children(enumerator.fact, parent.entry);
        if (rows.status === 'unavailable') {
          unlisted.push({ parent, childType, why: rows });
          return;
        }
        listed.add(listKey(idKey(parent.entry.resource.id), childType));
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
  return { lineages: sorted.map(([, entry]) => lineageOf(entry, entries)), unlisted, listed };
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

/**
 * Whether a check asks for resources of just this type (lower case). For the sake of checks of every resource no list is read: what
 * they judge, the inventory itself must show, and it is counted twice for that.
 */
function isJudgedByName({ tasks }: Plan, type: string): boolean {
  return tasks.some(({ check }) => check.resourceTypes.includes(type));
}
