import type { Resource } from '../estate/resource.ts';
import { defined, type Json, memberOf } from '../json.ts';
import { stableGuid } from '../stable-id.ts';
import type { ProviderPath } from './arm-path.ts';
import { type Answer, type Call, ok, requireListing, requireVersion } from './call.ts';
import { findSubscription } from './core-resources.ts';

const TYPE = 'Microsoft.DocumentDB/databaseAccounts';
const DAY = 86_400_000;

/**
 * What Azure can restore of Cosmos DB in a subscription: each account with continuous backup, and where its backups lie. Undefined for a
 * path of somebody else. Throws Azure's refusals.
 */
export function answerRestorableAccounts(call: Call, path: ProviderPath): Answer | undefined {
  const isAsked =
    call.method === 'GET' &&
    path.namespace.toLowerCase() === 'microsoft.documentdb' &&
    path.pairs.length === 0 &&
    path.listed?.toLowerCase() === 'restorabledatabaseaccounts';
  if (!isAsked) return undefined;
  requireVersion(call);
  const subscription = findSubscription(call, path.subscriptionId ?? '');
  const permission = 'Microsoft.DocumentDB/restorableDatabaseAccounts/read';
  requireListing(call, permission, `/subscriptions/${subscription.id}`);
  const { now } = call.simulation.moment();
  const rows = call.simulation.store
    .ofType(subscription.id, TYPE)
    .flatMap((account) => rowOf(account, now));
  return ok({ value: rows });
}

function rowOf(account: Resource, now: Date): readonly Json[] {
  const properties = memberOf(account.given, 'properties');
  const policy = memberOf(properties, 'backupPolicy');
  if (policy['type'] !== 'Continuous') return [];
  const days = memberOf(policy, 'continuousModeProperties')['tier'] === 'Continuous7Days' ? 7 : 30;
  const oldest = Math.max(account.created.getTime(), now.getTime() - days * DAY);
  const locations = Array.isArray(properties['locations']) ? properties['locations'] : [];
  const name = stableGuid(account.id);
  return [
    {
      id: `/subscriptions/${account.subscriptionId}/providers/Microsoft.DocumentDB/locations/${account.location}/restorableDatabaseAccounts/${name}`,
      name,
      type: 'Microsoft.DocumentDB/locations/restorableDatabaseAccounts',
      location: account.location,
      properties: defined({
        accountName: account.name,
        apiType: 'Sql',
        creationTime: account.created.toISOString(),
        oldestRestorableTime: new Date(oldest).toISOString(),
        restorableLocations: locations.map((row: unknown) => ({
          locationName:
            typeof row === 'object' && row !== null ? Reflect.get(row, 'locationName') : undefined,
          regionalDatabaseAccountInstanceId: stableGuid(`${account.id} ${JSON.stringify(row)}`),
          creationTime: account.created.toISOString(),
        })),
      }),
    },
  ];
}
