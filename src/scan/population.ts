import pMap from 'p-map';
import type { Unavailable } from '#domain/reading.ts';
import { idKey, parentId, parseResourceId, SUBSCRIPTION_TYPE } from '#domain/resource-id.ts';
import type { Plan } from '#evaluation/plan.ts';
import type { Lineage } from '#evaluation/scope.ts';
import type {
  InventoryEntry,
  ScopeReader,
  SubscriptionInventory,
} from '#inventory/scope-answers.ts';
import type { Read } from '#resource-types/define-read.ts';
import type { AnswerReader } from './answer-reader.ts';
import { type Enumerator, enumeratorsFor, isOwnList } from './enumerator.ts';
import { type Ledger, settleList } from './settle-list.ts';

/** A list of resources that could not be read: what hangs below `parent` is not known. */
export interface UnlistedChildren {
  readonly parent: Lineage;
  /** Lower case. */
  readonly childType: string;
  readonly why: Unavailable;
}

/** Every resource of one subscription that a claim may bear on. */
export interface Population extends Ledger {
  readonly unlisted: readonly UnlistedChildren[];
  /** Lists of children (`listKey`) that were read. */
  readonly listed: ReadonlySet<string>;
}

/** Names the list of a parent's children of a type; the parent's id without case, the type in lower case. */
export function listKey(parentKey: string, childType: string): string {
  return `${childType} below ${parentKey}`;
}

/**
 * Joins the inventory with what only a list names: the providers' own lists of a subscription (an account that neither inventory
 * knows) and the lists below a parent (keys, secrets, a database that Resource Graph does not know yet). A list is read only where
 * `wanted` asks for it (child type in lower case), and only for types that a claim judges.
 */
export async function collectPopulation(options: {
  readonly inventory: SubscriptionInventory;
  readonly plan: Plan;
  readonly reads: Iterable<Read>;
  readonly answers: AnswerReader;
  readonly scope: Pick<ScopeReader, 'resource'>;
  readonly wanted: (parent: Lineage, childType: string) => boolean;
  readonly concurrency: number;
  readonly signal: AbortSignal;
}): Promise<Population> {
  const { inventory, plan, answers, wanted, concurrency } = options;
  const entries = new Map(inventory.entries.map((entry) => [idKey(entry.resource.id), entry]));
  const ledger: Ledger = { entries, gone: new Set(), problems: [] };
  const unlisted: UnlistedChildren[] = [];
  const listed = new Set<string>();
  const enumerators = enumeratorsFor(plan, options.reads);
  const parentsFor = ({ enumerates: { childType, parentType } }: Enumerator): readonly Lineage[] =>
    (parentType === SUBSCRIPTION_TYPE
      ? [subscriptionEntry(inventory)]
      : [...entries.values()].filter(({ resource }) => resource.type.toLowerCase() === parentType)
    )
      .map((entry) => lineageOf(entry, entries))
      .filter((parent) => wanted(parent, childType));
  // One list waits for no other one; laid over each other they are in their order, from what was answered.
  const ask = async (some: readonly Enumerator[]): Promise<void> => {
    const questions = some.flatMap((enumerator) =>
      parentsFor(enumerator).map(({ entry }) => ({ name: enumerator.name, entry })),
    );
    await pMap(questions, async ({ name, entry }) => await answers.children(name, entry), {
      concurrency,
    });
  };
  const firstBelow = enumerators.findIndex((enumerator) => !isOwnList(enumerator));
  await ask(enumerators.filter(isOwnList));
  for (const [index, enumerator] of enumerators.entries()) {
    const { childType, parentType } = enumerator.enumerates;
    // Their parents may be named by a subscription's own lists alone.
    if (index === firstBelow) await ask(enumerators.slice(firstBelow));
    const parents = parentsFor(enumerator);
    // Before rows are added: what the inventory alone names.
    const named = childrenOf(entries, childType, parentType);
    await pMap(
      parents,
      async (parent) => {
        const rows = await answers.children(enumerator.name, parent.entry);
        if (rows.status === 'unavailable') {
          unlisted.push({ parent, childType, why: rows });
          return;
        }
        listed.add(listKey(idKey(parent.entry.resource.id), childType));
        const expected = named.get(idKey(parent.entry.resource.id)) ?? [];
        await settleList({ ...options, enumerator, parent: parent.entry, rows, expected, ledger });
      },
      { concurrency },
    );
  }
  return { ...ledger, unlisted, listed };
}

/** The resources of a type by the parent, or the subscription, whose list should name them; ids without case. */
function childrenOf(
  entries: ReadonlyMap<string, InventoryEntry>,
  childType: string,
  parentType: string,
): ReadonlyMap<string, readonly InventoryEntry[]> {
  const children = [...entries.values()].filter(
    ({ resource }) => resource.type.toLowerCase() === childType,
  );
  return Map.groupBy(children, ({ resource: { id } }) =>
    parentType === SUBSCRIPTION_TYPE
      ? `/subscriptions/${parseResourceId(id)?.subscriptionId ?? ''}`
      : idKey(parentId(id) ?? ''),
  );
}

/** The resources with what they lie in, in the order of their ids. */
export function lineagesOf(entries: ReadonlyMap<string, InventoryEntry>): readonly Lineage[] {
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([, entry]) => lineageOf(entry, entries));
}

/** A resource with those of the entries that it lies in, innermost first. */
export function lineageOf(
  entry: InventoryEntry,
  entries: ReadonlyMap<string, InventoryEntry>,
): Lineage {
  const ancestors: InventoryEntry[] = [];
  for (let id = parentId(entry.resource.id); id !== undefined; id = parentId(id)) {
    const ancestor = entries.get(idKey(id));
    if (ancestor !== undefined) ancestors.push(ancestor);
  }
  return { entry, ancestors };
}

function subscriptionEntry({ id, name, readAt }: SubscriptionInventory): InventoryEntry {
  const resource = { id: `/subscriptions/${id}`, name: name ?? id, type: SUBSCRIPTION_TYPE };
  return { resource, groupTags: {}, evidence: [], readAt };
}
