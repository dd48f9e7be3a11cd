import { z } from 'zod';
import type { AzureReader } from '#azure/azure-reader.ts';
import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import { type Digest, type Reading, unavailable } from '#domain/reading.ts';
import { parseResourceId } from '#domain/resource-id.ts';
import { queryGraph } from './graph-query.ts';
import type { ObservedChange } from './scope-answers.ts';

/** Source: Resource Graph table `resourcechanges`; azure-facts §3. Kept for 14 days; child settings never show in it. */
const ChangeRow = z.object({
  subscriptionId: z.string(),
  properties: z.object({
    targetResourceId: z.string(),
    changeType: z.string(),
    changes: z
      // A property that came has no previous value, one that went has no new one.
      .record(
        z.string(),
        z.object({ previousValue: z.unknown().optional(), newValue: z.unknown().optional() }),
      )
      .nullish(),
    changeAttributes: z.object({
      timestamp: z.string(),
      correlationId: z.string().nullish(),
      changedBy: z.string().nullish(),
      changedByType: z.string().nullish(),
      clientType: z.string().nullish(),
      operation: z.string().nullish(),
    }),
  }),
});

const KINDS: Readonly<Record<string, ObservedChange['kind']>> = {
  Create: 'create',
  Update: 'update',
  Delete: 'delete',
};

/** What Resource Graph saw written in these subscriptions at or after `since`, by subscription id in lower case. */
export async function readResourceChanges(
  azure: AzureReader,
  subscriptions: readonly string[],
  since: Instant,
  signal: AbortSignal,
): Promise<Reading<ReadonlyMap<string, readonly ObservedChange[]>>> {
  const from = toMilliseconds(since);
  if (from === undefined) throw new TypeError(`Not an instant: ${since}`);
  const operation = 'resource changes';
  const query = [
    'resourcechanges',
    'extend changedAt = todatetime(properties.changeAttributes.timestamp)',
    `where changedAt >= datetime(${toInstant(from)})`,
    'project id, subscriptionId, properties',
    'order by id asc',
  ].join(' | ');
  const reading = await queryGraph(azure, { operation, query, subscriptions }, signal);
  if (reading.status === 'unavailable') return reading;
  const changes = new Map<string, ObservedChange[]>();
  for (const { row, digest, answeredAt } of reading.value) {
    const parsed = ChangeRow.safeParse(row);
    const at = parsed.success
      ? toMilliseconds(parsed.data.properties.changeAttributes.timestamp)
      : undefined;
    const target = parsed.success
      ? parseResourceId(parsed.data.properties.targetResourceId)
      : undefined;
    const isOfAnother =
      parsed.success &&
      target !== undefined &&
      target.subscriptionId !== parsed.data.subscriptionId.toLowerCase();
    // What will have been written is no record of what was.
    const isYetToCome = at !== undefined && at > answeredAt + 3_600_000;
    if (!parsed.success || at === undefined || isOfAnother || isYetToCome) {
      return unavailable('MalformedAnswer', `${operation}: a row is no change`, {
        evidence: reading.evidence,
      });
    }
    const id = parsed.data.subscriptionId.toLowerCase();
    changes.set(id, [...(changes.get(id) ?? []), toChange(parsed.data, at, digest)]);
  }
  return { ...reading, value: changes };
}

function toChange(
  { properties }: z.infer<typeof ChangeRow>,
  at: number,
  digest: Digest,
): ObservedChange {
  const { changeAttributes: attributes, changes } = properties;
  const values = Object.entries(changes ?? {}).map(
    ([path, { previousValue, newValue }]) =>
      [path, { from: previousValue ?? null, to: newValue ?? null }] as const,
  );
  return {
    resourceId: properties.targetResourceId,
    kind: KINDS[properties.changeType] ?? 'unknown',
    at: toInstant(at),
    by: attributes.changedBy ?? 'Unknown',
    byType: attributes.changedByType ?? null,
    client: attributes.clientType ?? null,
    operation: attributes.operation ?? null,
    correlationId: attributes.correlationId ?? null,
    values: Object.fromEntries(values),
    source: 'resourcechanges',
    evidence: [digest],
  };
}
