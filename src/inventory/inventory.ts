import type { AzureReader } from '#azure/azure-reader.ts';
import type { Clock } from '#domain/clock.ts';
import { disagree } from '#domain/disagreement.ts';
import type { Reading } from '#domain/reading.ts';
import { parseResourceId } from '#domain/resource-id.ts';
import type { Problem, ScanMode } from '#domain/scan.ts';
import { compareLists } from './compare-lists.ts';
import { proveNothingDenied } from './deny-assignments.ts';
import type { DirectRead } from './direct-read.ts';
import type { ListedResource } from './inventory-row.ts';
import { toProblem } from './problems.ts';
import type { InventoryEntry, SubscriptionInventory } from './scope-answers.ts';
import { proveReadAccess, readGroupTags, readResourceList } from './subscription-lists.ts';
import { readSubscription, type Subscription } from './visible-subscriptions.ts';

export interface InventoryContext {
  readonly azure: AzureReader;
  readonly clock: Clock;
  readonly direct: DirectRead;
  /** Actions that must be covered for the whole subscription before an empty list means that there is nothing. */
  readonly needed: readonly string[];
  /** Of the identity that asks; undefined: not known. */
  objectId(): string | undefined;
}

/** A difference costs a request; with more of them the lists are no count of each other. */
const MOST_EXPLAINED = 50;

type Rows = readonly [ListedResource, ...ListedResource[]];

/**
 * The inventory of one subscription (id in lower case), from what Resource Graph said of it and, in a full scan, from the
 * resource list. `visible`: its row in the scan's list of visible subscriptions.
 */
export async function readInventory(
  context: InventoryContext,
  id: string,
  visible: Subscription | undefined,
  graph: Promise<Reading<readonly ListedResource[]>>,
  mode: ScanMode,
  signal: AbortSignal,
): Promise<SubscriptionInventory> {
  const { azure, clock } = context;
  const readAt = clock.now();
  // The list of visible ones leaves out what the identity may not see: such a one is asked for by itself.
  const asked = visible === undefined ? await readSubscription(azure, id, signal) : undefined;
  if (asked?.status === 'unavailable') {
    return unreadable(id, null, [toProblem(`subscription ${id}`, asked)], readAt);
  }
  const name = (visible ?? asked?.value)?.displayName ?? null;
  const problems: Problem[] = [];
  const valueOf = <T>(operation: string, reading: Reading<T>): T | undefined => {
    if (reading.status === 'collected') return reading.value;
    problems.push(toProblem(operation, reading));
    return undefined;
  };
  const access = await proveReadAccess(azure, id, context.needed, signal);
  valueOf('own permissions', access);
  const identity = { needed: context.needed, objectId: context.objectId() };
  valueOf('deny assignments', await proveNothingDenied(azure, id, identity, signal));
  const groups = valueOf('resource groups', await readGroupTags(azure, id, signal));
  const graphed = valueOf('inventory by Resource Graph', await graph);
  const listed =
    mode === 'full'
      ? valueOf('resource list', await readResourceList(azure, id, signal))
      : undefined;
  if (graphed === undefined && listed === undefined) return unreadable(id, name, problems, readAt);
  const rows = await population(context, listed, graphed, problems, signal);
  const entries = rows.map((row) => toEntry(row, groups));
  const status = problems.length === 0 ? 'complete' : 'partial';
  return { id, name, status, entries, problems, readAt };
}

async function population(
  context: InventoryContext,
  listed: readonly ListedResource[] | undefined,
  graphed: readonly ListedResource[] | undefined,
  problems: Problem[],
  signal: AbortSignal,
): Promise<readonly Rows[]> {
  if (listed === undefined || graphed === undefined) {
    // The one list that there is; an incremental scan has no other on purpose.
    return (listed ?? graphed ?? []).map((row) => [row] as const);
  }
  const { agreed, differing } = compareLists(listed, graphed);
  const rows: Rows[] = [];
  // The resource list's row comes first; where the other says otherwise of it, neither is believed.
  const contradicted = [...agreed.values()].filter(([own, other]) =>
    other === undefined ? false : disagree(own.resource, other.resource),
  );
  const doubted = new Set(contradicted);
  rows.push(...[...agreed.values()].filter((row) => !doubted.has(row)));
  for (const [index, row] of contradicted.entries())
    rows.push(await settleContradiction(context, row, index, problems, signal));
  for (const [index, row] of differing.entries()) {
    if (index >= MOST_EXPLAINED) {
      rows.push([row]);
      continue;
    }
    const direct = await context.direct.read(row.resource.id, signal);
    if (direct.status === 'collected') rows.push([direct.value, row]);
    else if (direct.code !== 'NotFound') {
      rows.push([row]);
      const message = `Only one of Azure's two lists names ${row.resource.id}, and reading it failed: ${direct.detail}`;
      problems.push({
        operation: 'inventory',
        code: 'Incomplete',
        message,
        permission: direct.permission,
      });
    }
  }
  if (differing.length > MOST_EXPLAINED) {
    const message = `Azure's two lists differ in ${differing.length} resources: ${listed.length} in the resource list, ${graphed.length} in Resource Graph`;
    problems.push({ operation: 'inventory', code: 'Incomplete', message, permission: null });
  }
  return rows;
}

/** One direct read says which of the two lists is right; without it the place is what nobody knows. */
async function settleContradiction(
  context: InventoryContext,
  rows: Rows,
  index: number,
  problems: Problem[],
  signal: AbortSignal,
): Promise<Rows> {
  const [own, ...others] = rows;
  const { id } = own.resource;
  if (index < MOST_EXPLAINED) {
    const direct = await context.direct.read(id, signal);
    if (direct.status === 'collected') return [direct.value, ...rows];
    const message = `Azure's two lists say different things of ${id}, and reading it failed: ${direct.detail}`;
    const { permission } = direct;
    problems.push({ operation: 'inventory', code: 'Incomplete', message, permission });
  } else if (index === MOST_EXPLAINED) {
    const message = `Azure's two lists say different things of more than ${MOST_EXPLAINED} resources, ${id} among them`;
    problems.push({ operation: 'inventory', code: 'Incomplete', message, permission: null });
  }
  return [{ ...own, resource: { ...own.resource, location: null } }, ...others];
}

function toEntry(
  [first, ...others]: Rows,
  groups: ReadonlyMap<string, Readonly<Record<string, string>>> | undefined,
): InventoryEntry {
  const { resource, digest, readAt } = first;
  const group = parseResourceId(resource.id)?.resourceGroup?.toLowerCase() ?? '';
  return {
    resource,
    groupTags: groups?.get(group) ?? {},
    evidence: [digest, ...others.map((other) => other.digest)],
    readAt: Math.min(readAt, ...others.map((other) => other.readAt)),
  };
}

function unreadable(
  id: string,
  name: string | null,
  problems: readonly Problem[],
  readAt: number,
): SubscriptionInventory {
  return { id, name, status: 'unreadable', entries: [], problems, readAt };
}
