import type { AzureReader } from '#azure/azure-reader.ts';
import { type Reading, type UnavailableCode, unavailable } from '#domain/reading.ts';
import { type GraphRow, queryGraph } from './graph-query.ts';
import { type ListedResource, parseInventoryRow } from './inventory-row.ts';

/** Resource Graph's advice for one query; more subscriptions are slower and hit its limits. */
const SUBSCRIPTIONS_PER_QUERY = 300;

const SHORT: ReadonlySet<UnavailableCode> = new Set(['Throttled', 'Timeout', 'NetworkError']);

const QUERY =
  'resources | project id, name, type, location, kind, tags, sku, subscriptionId, resourceGroup | order by id asc';

/**
 * The resources of each subscription as Resource Graph knows them, by subscription id; each is answered for as soon as it is known. A
 * query that fails for many subscriptions is repeated for each alone, so that one does not spoil the others; not when time or quota
 * is short, where that would cost more of it.
 */
export function readGraphInventory(
  azure: AzureReader,
  subscriptionIds: readonly string[],
  signal: AbortSignal,
): ReadonlyMap<string, Promise<Reading<readonly ListedResource[]>>> {
  const readings = new Map<string, Promise<Reading<readonly ListedResource[]>>>();
  for (let from = 0; from < subscriptionIds.length; from += SUBSCRIPTIONS_PER_QUERY) {
    const batch = subscriptionIds.slice(from, from + SUBSCRIPTIONS_PER_QUERY);
    const asked = queryOf(azure, batch, signal);
    for (const id of batch) readings.set(id, ownOf(id, asked, batch.length === 1));
  }
  return readings;

  async function ownOf(
    id: string,
    asked: ReturnType<typeof queryOf>,
    isAlone: boolean,
  ): Promise<Reading<readonly ListedResource[]>> {
    const together = await asked;
    const isFinal = together.status === 'collected' || isAlone || SHORT.has(together.code);
    const own = isFinal ? together : await queryOf(azure, [id], signal);
    return own.status === 'unavailable' ? own : rowsOf(id, own.value, own.readAt);
  }
}

async function queryOf(
  azure: AzureReader,
  subscriptions: readonly string[],
  signal: AbortSignal,
): Promise<Reading<readonly GraphRow[]>> {
  const ask = { operation: 'inventory by Resource Graph', query: QUERY, subscriptions };
  const reading = await queryGraph(azure, ask, signal);
  const changedMeanwhile = reading.status === 'unavailable' && reading.code === 'Incomplete';
  return changedMeanwhile ? await queryGraph(azure, ask, signal) : reading;
}

function rowsOf(
  id: string,
  rows: readonly GraphRow[],
  readAt: number,
): Reading<readonly ListedResource[]> {
  const listed: ListedResource[] = [];
  const own = rows.filter(({ row }) => String(row['subscriptionId']).toLowerCase() === id);
  const evidence = [...new Set((own.length > 0 ? own : rows).map(({ digest }) => digest))];
  for (const { row, digest, readAt: at } of own) {
    const parsed = parseInventoryRow(row, digest, at);
    if (parsed === undefined) {
      return unavailable(
        'MalformedAnswer',
        'inventory by Resource Graph: a row names no resource',
        { evidence },
      );
    }
    listed.push(parsed);
  }
  return { status: 'collected', value: listed, evidence, readAt };
}
