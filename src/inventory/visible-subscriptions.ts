import { z } from 'zod';
import type { Answer, AzureReader } from '#azure/azure-reader.ts';
import { AzureAccessError } from '#domain/errors.ts';
import { type Reading, type Unavailable, unavailable } from '#domain/reading.ts';

/** A subscription as the identity sees it. Source: Subscriptions - List, 2022-12-01. */
const Subscription = z.object({
  subscriptionId: z.string(),
  displayName: z.string().nullish(),
  /** Enabled, Warned, PastDue, Disabled, Deleted. */
  state: z.string().nullish(),
});
export type Subscription = z.infer<typeof Subscription>;

const READ = 'Microsoft.Resources/subscriptions/read';

/** The visible subscriptions, and how far Azure's clock was ahead of ours when it named them (milliseconds; negative: behind). */
export type VisibleSubscriptions = Reading<ReadonlyMap<string, Subscription>> & {
  readonly azureOffsetMs?: number;
};

/** All subscriptions in which the identity has any role, by id in lower case; the list says nothing of others. */
export async function listSubscriptions(
  azure: AzureReader,
  signal: AbortSignal,
): Promise<VisibleSubscriptions> {
  const operation = 'visible subscriptions';
  const reading = await azure.pages({ operation, permission: READ, signal }, (clients) =>
    clients.subscriptions().subscriptions.list(),
  );
  if (reading.status === 'unavailable') return reading;
  const parsed = z
    .array(z.object({ value: z.array(Subscription) }))
    .safeParse(reading.value.map(({ body }) => body));
  if (!parsed.success) {
    return unavailable('MalformedAnswer', `${operation}: a row is no subscription`, {
      evidence: reading.evidence,
    });
  }
  const rows = parsed.data.flatMap((page) => page.value);
  const value = new Map(rows.map((row) => [row.subscriptionId.toLowerCase(), row]));
  const { answeredAt, receivedAt } = reading.value[0] ?? {};
  return answeredAt === undefined || receivedAt === undefined
    ? { ...reading, value }
    : { ...reading, value, azureOffsetMs: answeredAt - receivedAt };
}

/** One subscription, asked for by itself: the list leaves out what the identity may not see. */
export async function readSubscription(
  azure: AzureReader,
  id: string,
  signal: AbortSignal,
): Promise<Reading<Subscription>> {
  const operation = `subscription ${id}`;
  const reading: Reading<Answer> = await azure.one(
    { operation, permission: READ, signal },
    (clients) => clients.subscriptions().subscriptions.get(id),
  );
  if (reading.status === 'unavailable') return reading;
  const parsed = Subscription.safeParse(reading.value.body);
  return parsed.success
    ? { ...reading, value: parsed.data }
    : unavailable('MalformedAnswer', `${operation}: the answer is no subscription`, {
        evidence: reading.evidence,
      });
}

/**
 * Throws an AzureAccessError when the first question failed in a way that dooms all others: no sign-in, no connection, or nothing but
 * gateways that answer. What Azure answered to the list alone (a 500, a 403) is left to the questions that follow: a second, smaller
 * one shows which it was.
 */
export async function refuseWithoutAccess(
  azure: AzureReader,
  reading: Unavailable,
  signal: AbortSignal,
): Promise<void> {
  const isTokenRefused = /Authentication|Token/u.test(reading.azureCode ?? '');
  if (reading.evidence.length === 0 || isTokenRefused) {
    const isNetwork = reading.code === 'NetworkError' || reading.code === 'Timeout';
    const settings = isNetwork
      ? 'azure.cloud and azure.proxy'
      : 'azure.credential, azure.cloud and the AZURE_* variables';
    throw notReached(reading, `. Where to look: ${settings}`);
  }
  if (!SILENT.has(reading.code)) return;
  const operation = 'tenants of the identity';
  const second = await azure.one({ operation, permission: READ, signal }, (clients) =>
    clients.generic.get('/tenants', TENANTS_VERSION),
  );
  if (second.status === 'collected' || !SILENT.has(second.code)) return;
  const mend =
    ". Nothing that was asked was answered by Azure: check azure.cloud (addresses), Azure's own health, and what stands before it (proxy, gateway)";
  throw notReached(reading, mend);
}

/** With these nothing of Azure was heard: gateways answer 5xx and pages. */
const SILENT: ReadonlySet<string> = new Set([
  'ServerError',
  'MalformedAnswer',
  'NetworkError',
  'Timeout',
]);

/** Source: Tenants - List, 2022-12-01. */
const TENANTS_VERSION = '2022-12-01';

function notReached({ detail }: Unavailable, mend: string): AzureAccessError {
  return new AzureAccessError('AZURE_NOT_REACHED', `Cannot read Azure: ${detail}${mend}.`);
}
