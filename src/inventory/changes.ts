import type { AzureReader } from '#azure/azure-reader.ts';
import type { Clock } from '#domain/clock.ts';
import { type Instant, toInstant } from '#domain/instant.ts';
import type { Reading } from '#domain/reading.ts';
import { idKey } from '#domain/resource-id.ts';
import { readActivityLog } from './activity-log.ts';
import { eachByItself } from './each-by-itself.ts';
import { readResourceChanges } from './resource-changes.ts';
import type { ObservedChange } from './scope-answers.ts';

/** Who Resource Graph names when it does not know. */
const NOBODY: ReadonlySet<string> = new Set(['', 'System', 'Unknown', 'Unspecified']);

/**
 * What was written since, per subscription (in lower case, each once), each to be waited for by itself: from both records or not at
 * all, for the one misses child settings, the other what Azure changed by itself, and a change that neither shows would be carried
 * forward as unchanged.
 */
export function readChanges(
  context: { readonly azure: AzureReader; readonly clock: Clock },
  subscriptionIds: readonly string[],
  since: Instant,
  signal: AbortSignal,
): ReadonlyMap<string, Promise<Reading<readonly ObservedChange[]>>> {
  const { azure, clock } = context;
  const between = { from: since, to: toInstant(clock.now()) };
  // One question for all; it is asked of the tenant, and no subscription can slow it.
  const graphed = readResourceChanges(azure, subscriptionIds, since, signal);
  return eachByItself(
    new Map(subscriptionIds.map((id) => [id, graphed] as const)),
    async (id, asked): Promise<Reading<readonly ObservedChange[]>> => {
      const [graph, log] = await Promise.all([asked, readActivityLog(azure, id, between, signal)]);
      if (graph.status === 'unavailable') return graph;
      if (log.status === 'unavailable') return log;
      const value = mergeChanges(graph.value.get(id) ?? [], log.value);
      const evidence = [...graph.evidence, ...log.evidence];
      const readAt = Math.min(graph.readAt, log.readAt);
      return { status: 'collected', value, evidence, readAt };
    },
  );
}

/**
 * One change where both records tell of the same write (same resource, same correlation): Resource Graph's values, and the activity
 * log's author where Resource Graph names nobody. In the order of time.
 */
export function mergeChanges(
  graph: readonly ObservedChange[],
  log: readonly ObservedChange[],
): readonly ObservedChange[] {
  const logged = new Map<string, ObservedChange>();
  for (const change of log) logged.set(actKey(change), logged.get(actKey(change)) ?? change);
  const matched = new Set<string>();
  const merged = graph.map((change) => {
    const other = change.correlationId === null ? undefined : logged.get(actKey(change));
    if (other === undefined) return change;
    matched.add(actKey(change));
    const author = NOBODY.has(change.by) ? { by: other.by, byType: other.byType } : {};
    return {
      ...change,
      ...author,
      operation: change.operation ?? other.operation,
      client: change.client ?? other.client,
      evidence: [...change.evidence, ...other.evidence],
    };
  });
  const alone = log.filter(
    (change) => change.correlationId === null || !matched.has(actKey(change)),
  );
  return [...merged, ...alone].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function actKey(change: ObservedChange): string {
  return `${idKey(change.resourceId)} ${change.correlationId?.toLowerCase() ?? ''}`;
}
