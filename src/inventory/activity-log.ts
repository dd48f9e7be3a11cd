import { z } from 'zod';
import type { Answer, AzureReader } from '#azure/azure-reader.ts';
import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import { type Digest, type Reading, unavailable } from '#domain/reading.ts';
import type { ObservedChange } from './scope-answers.ts';

const Named = z.object({ value: z.string().nullish() }).nullish();

/** Source: Activity Logs - List, 2015-04-01; azure-facts §9. Kept for 90 days; child settings show in it. */
const Event = z.object({
  resourceId: z.string().nullish(),
  operationName: Named,
  status: Named,
  subStatus: Named,
  eventTimestamp: z.string(),
  caller: z.string().nullish(),
  correlationId: z.string().nullish(),
  authorization: z.object({ action: z.string().nullish(), scope: z.string().nullish() }).nullish(),
  claims: z.record(z.string(), z.unknown()).nullish(),
});
type Event = z.infer<typeof Event>;

const NAME_CLAIM = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name';

/** What succeeded in writing, deleting or acting in a subscription between two instants. */
export async function readActivityLog(
  azure: AzureReader,
  subscriptionId: string,
  between: { readonly from: Instant; readonly to: Instant },
  signal: AbortSignal,
): Promise<Reading<readonly ObservedChange[]>> {
  const operation = `activity log of subscription ${subscriptionId}`;
  const permission = 'Microsoft.Insights/eventtypes/values/read';
  const filter = `eventTimestamp ge '${between.from}' and eventTimestamp le '${between.to}'`;
  const reading = await azure.pages({ operation, permission, signal }, (clients) =>
    clients.monitor(subscriptionId).activityLogs.list(filter),
  );
  if (reading.status === 'unavailable') return reading;
  const changes: ObservedChange[] = [];
  for (const page of reading.value) {
    for (const row of valuesOf(page)) {
      const event = Event.safeParse(row);
      const at = event.success ? toMilliseconds(event.data.eventTimestamp) : undefined;
      // What will have been written is no record of what was.
      const isYetToCome = at !== undefined && at > (page.answeredAt ?? page.receivedAt) + 3_600_000;
      if (!event.success || at === undefined || isYetToCome) {
        return unavailable('MalformedAnswer', `${operation}: a row is no event`, {
          evidence: reading.evidence,
        });
      }
      const change = toChange(event.data, toInstant(at), page.digest);
      if (change !== undefined) changes.push(change);
    }
  }
  return { ...reading, value: changes };
}

/** Undefined for what did not (or not yet) succeed and for what wrote nothing, such as health and policy events. */
function toChange(event: Event, at: Instant, digest: Digest): ObservedChange | undefined {
  const operation = event.authorization?.action ?? event.operationName?.value ?? '';
  const resourceId = event.resourceId ?? event.authorization?.scope ?? '';
  const isWrite = /\/(write|delete|action)$/iu.test(operation);
  if (!isWrite || resourceId === '' || event.status?.value?.toLowerCase() !== 'succeeded')
    return undefined;
  return {
    resourceId,
    kind: kindOf(operation, event.subStatus?.value),
    at,
    by: event.caller ?? textClaim(event, NAME_CLAIM) ?? textClaim(event, 'appid') ?? 'Unknown',
    byType: callerType(event),
    client: textClaim(event, 'appid') ?? null,
    operation,
    correlationId: event.correlationId ?? null,
    values: {},
    source: 'activity-log',
    evidence: [digest],
  };
}

function kindOf(operation: string, subStatus: string | null | undefined): ObservedChange['kind'] {
  const verb = operation.split('/').at(-1)?.toLowerCase();
  if (verb === 'delete') return 'delete';
  if (verb !== 'write') return 'unknown';
  return subStatus?.toLowerCase() === 'created' ? 'create' : 'update';
}

/** `idtyp` is `user` or `app`; older tokens have none, but an application's caller is its id and no address. */
function callerType(event: Event): string | null {
  const type = textClaim(event, 'idtyp');
  if (type !== undefined) return type.toLowerCase() === 'app' ? 'Application' : 'User';
  if (event.caller === undefined || event.caller === null) return null;
  return event.caller.includes('@') ? 'User' : 'Application';
}

function textClaim(event: Event, name: string): string | undefined {
  const value = event.claims?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function valuesOf(page: Answer): readonly unknown[] {
  const value: unknown =
    typeof page.body === 'object' && page.body !== null ? Reflect.get(page.body, 'value') : [];
  return Array.isArray(value) ? value : [];
}
