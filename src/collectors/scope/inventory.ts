import type { AzureReader } from '#azure/azure-reader.ts';
import type { Clock } from '#domain/clock.ts';
import type { Reading } from '#domain/reading.ts';
import { parseResourceId } from '#domain/resource-id.ts';
import type { Problem, ScanMode } from '#domain/scan.ts';
import type { InventoryEntry, SubscriptionInventory } from '#facts/scope-reader.ts';
import { compareLists } from './compare-lists.ts';
import type { DirectRead } from './direct-read.ts';
import type { ListedResource } from './inventory-row.ts';
import { toProblem } from './problems.ts';
import { proveReadAccess, readGroupTags, readResourceList } from './subscription-lists.ts';
import { readSubscription, type Subscription } from './visible-subscriptions.ts';

export interface InventoryContext {
  readonly azure: AzureReader;
  readonly clock: Clock;
  readonly direct: DirectRead;
  /** Actions that must be covered for the whole subscription before an empty list means that there is nothing. */
  readonly needed: readonly string[];
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
  graph: Reading<readonly ListedResource[]>,
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
  const groups = valueOf('resource groups', await readGroupTags(azure, id, signal));
  const graphed = valueOf('inventory by Resource Graph', graph);
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
  const rows: Rows[] = [...agreed.values()];
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
