import { z } from 'zod';
import { covers, type GrantedActions } from '#azure/actions.ts';
import type { Answer, AzureReader } from '#azure/azure-reader.ts';
import { type Reading, unavailable } from '#domain/reading.ts';
import { type ListedResource, parseInventoryRow } from './inventory-row.ts';
import { HIDES_NOTHING } from './withheld-actions.ts';

/** Source: Permissions - List For Subscription, 2022-04-01. */
const PERMISSIONS_VERSION = '2022-04-01';
const PermissionsPage = z.object({
  value: z.array(
    z.object({
      actions: z.array(z.string()).nullish(),
      notActions: z.array(z.string()).nullish(),
    }),
  ),
});

/** Source: Resource Groups - List, 2025-04-01. */
const GroupsPage = z.object({
  value: z.array(z.object({ name: z.string(), tags: z.record(z.string(), z.string()).nullish() })),
});

/** The resource list of a subscription: the second count of what there is. Source: Resources - List, 2025-04-01. */
export async function readResourceList(
  azure: AzureReader,
  subscriptionId: string,
  signal: AbortSignal,
): Promise<Reading<readonly ListedResource[]>> {
  const operation = `resource list of subscription ${subscriptionId}`;
  const permission = 'Microsoft.Resources/subscriptions/resources/read';
  const reading = await azure.pages({ operation, permission, signal }, (clients) =>
    clients.resources(subscriptionId).resources.list(),
  );
  if (reading.status === 'unavailable') return reading;
  const listed: ListedResource[] = [];
  for (const page of reading.value) {
    for (const row of valuesOf(page)) {
      const parsed = parseInventoryRow(row, page.digest, page.receivedAt);
      if (parsed === undefined) {
        return unavailable('MalformedAnswer', `${operation}: a row names no resource`, {
          evidence: reading.evidence,
        });
      }
      listed.push(parsed);
    }
  }
  return { ...reading, value: listed };
}

/** Tags of every resource group, by name in lower case. */
export async function readGroupTags(
  azure: AzureReader,
  subscriptionId: string,
  signal: AbortSignal,
): Promise<Reading<ReadonlyMap<string, Readonly<Record<string, string>>>>> {
  const operation = `resource groups of subscription ${subscriptionId}`;
  const permission = 'Microsoft.Resources/subscriptions/resourceGroups/read';
  const reading = await azure.pages({ operation, permission, signal }, (clients) =>
    clients.resources(subscriptionId).resourceGroups.list(),
  );
  if (reading.status === 'unavailable') return reading;
  const parsed = z.array(GroupsPage).safeParse(reading.value.map(({ body }) => body));
  if (!parsed.success) {
    return unavailable('MalformedAnswer', `${operation}: a row is no resource group`, {
      evidence: reading.evidence,
    });
  }
  const groups = parsed.data.flatMap((page) => page.value);
  return {
    ...reading,
    value: new Map(groups.map(({ name, tags }) => [name.toLowerCase(), tags ?? {}])),
  };
}

/**
 * Proves that what the lists leave out is not there: they answer 200 with fewer rows for what the identity may not read. Collected
 * when every needed action is covered for the whole subscription, but for what hides no resource (log data, keys); deny assignments are not in
 * Azure's answer, they are read by themselves.
 */
export async function proveReadAccess(
  azure: AzureReader,
  subscriptionId: string,
  needed: readonly string[],
  signal: AbortSignal,
): Promise<Reading<null>> {
  const operation = `own permissions in subscription ${subscriptionId}`;
  const permission = 'Microsoft.Authorization/permissions/read';
  const path = `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/permissions`;
  const reading = await azure.pages({ operation, permission, signal }, (clients) =>
    clients.generic.list(path, PERMISSIONS_VERSION),
  );
  if (reading.status === 'unavailable') return reading;
  const { evidence } = reading;
  const parsed = z.array(PermissionsPage).safeParse(reading.value.map(({ body }) => body));
  if (!parsed.success)
    return unavailable('MalformedAnswer', `${operation}: a row is no permission`, { evidence });
  const granted: readonly GrantedActions[] = parsed.data
    .flatMap((page) => page.value)
    .map(({ actions, notActions }) => ({ actions: actions ?? [], notActions: notActions ?? [] }));
  const missing = needed.find((action) => !covers(granted, action, HIDES_NOTHING));
  if (missing === undefined) return { ...reading, value: null };
  const detail = `The identity may not read everything in subscription ${subscriptionId}, so what is not listed may still be there. Grant ${missing} on the subscription (the role Reader has it, and so has what \`posture permissions\` prints).`;
  return unavailable('AuthorizationFailed', detail, { permission: missing, evidence });
}

function valuesOf(page: Answer): readonly unknown[] {
  const value: unknown =
    typeof page.body === 'object' && page.body !== null ? Reflect.get(page.body, 'value') : [];
  return Array.isArray(value) ? value : [];
}
