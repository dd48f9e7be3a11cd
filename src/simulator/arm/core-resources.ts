import type { SubscriptionSpec } from '../estate/schema.ts';
import { defined, type Json } from '../json.ts';
import {
  type Answer,
  type Call,
  ok,
  requireListing,
  requirePermission,
  requireVersion,
} from './call.ts';
import { answerDenyAssignments } from './deny-assignments.ts';
import { ArmError, resourceGroupNotFound, subscriptionNotFound } from './errors.ts';
import { pageOf } from './paging.ts';
import { listLocations } from './regions.ts';
import { inShapeOf } from './shapes.ts';

const READ = 'Microsoft.Resources/subscriptions/read';
const GROUPS_READ = 'Microsoft.Resources/subscriptions/resourceGroups/read';

/** The subscription of a path. Throws Azure's 404 for one that does not exist or that the identity has nothing in. */
export function findSubscription(call: Call, id: string): SubscriptionSpec {
  const found = call.simulation.estate.subscriptions.find(
    (subscription) => subscription.id.toLowerCase() === id.toLowerCase(),
  );
  if (found === undefined || !call.simulation.permissions.touches(`/subscriptions/${found.id}`)) {
    throw subscriptionNotFound(id);
  }
  return found;
}

/** Subscriptions, tenants, locations, resource groups and one's own permissions; undefined for a path of somebody else. */
export function answerCore(call: Call): Answer | undefined {
  if (call.method !== 'GET') return undefined;
  const segments = call.path.slice(1).split('/').map(decodeURIComponent);
  const [first = '', id = '', what = '', name] = segments;
  if (first.toLowerCase() === 'tenants' && segments.length === 1) return answerTenants(call);
  if (first.toLowerCase() !== 'subscriptions') return undefined;
  if (segments.length === 1) return answerSubscriptions(call);
  const scope = call.path.slice(1).toLowerCase();
  if (/^subscriptions\/[^/]+$/.test(scope)) return answerSubscription(call, id);
  if (/^subscriptions\/[^/]+\/locations$/.test(scope)) return answerLocations(call, id);
  if (/^subscriptions\/[^/]+\/resourcegroups(\/[^/]+)?$/.test(scope) && what !== '') {
    return answerGroups(call, id, name);
  }
  if (/^subscriptions\/.+\/providers\/microsoft\.authorization\/permissions$/.test(scope)) {
    return answerPermissions(call, id);
  }
  if (/^subscriptions\/[^/]+\/providers\/microsoft\.authorization\/denyassignments$/.test(scope)) {
    return answerDenyAssignments(call, findSubscription(call, id).id);
  }
  return undefined;
}

function subscriptionRow(call: Call, subscription: SubscriptionSpec): Json {
  return {
    id: `/subscriptions/${subscription.id}`,
    authorizationSource: 'RoleBased',
    managedByTenants: [],
    subscriptionId: subscription.id,
    tenantId: call.simulation.estate.tenant,
    displayName: subscription.displayName,
    state: subscription.state,
    subscriptionPolicies: {
      locationPlacementId: 'Public_2014-09-01',
      quotaId: 'EnterpriseAgreement_2014-09-01',
      spendingLimit: 'Off',
    },
  };
}

function answerSubscriptions(call: Call): Answer {
  requireVersion(call);
  const { estate, permissions } = call.simulation;
  const rows = estate.subscriptions
    .filter(({ id }) => permissions.allows(READ, `/subscriptions/${id}`))
    .map((subscription) => subscriptionRow(call, subscription));
  const page = pageOf(call, rows, 1000);
  return ok({ ...page, count: { type: 'Total', value: rows.length } });
}

function answerSubscription(call: Call, id: string): Answer {
  requireVersion(call);
  const subscription = findSubscription(call, id);
  requirePermission(call, READ, `/subscriptions/${subscription.id}`);
  return ok(subscriptionRow(call, subscription));
}

function answerLocations(call: Call, id: string): Answer {
  requireVersion(call);
  const subscription = findSubscription(call, id);
  const scope = `/subscriptions/${subscription.id}`;
  requirePermission(call, 'Microsoft.Resources/subscriptions/locations/read', scope);
  return ok({ value: listLocations(subscription.id) });
}

function answerTenants(call: Call): Answer {
  requireVersion(call);
  const { tenant } = call.simulation.estate;
  const row = {
    id: `/tenants/${tenant}`,
    tenantId: tenant,
    countryCode: 'FI',
    displayName: 'Simulated',
    domains: ['simulated.example.com'],
    tenantCategory: 'Home',
    defaultDomain: 'simulated.example.com',
    tenantType: 'AAD',
  };
  return ok({ value: [row] });
}

function answerGroups(call: Call, id: string, name: string | undefined): Answer {
  const version = requireVersion(call);
  const subscription = findSubscription(call, id);
  const { store, permissions } = call.simulation;
  const scopeOf = (group: string): string =>
    `/subscriptions/${subscription.id}/resourceGroups/${group}`;
  const rowOf = (group: { name: string; location: string; tags: unknown }): Json =>
    inShapeOf(
      'Microsoft.Resources/resourceGroups',
      version,
      defined({
        id: scopeOf(group.name),
        name: group.name,
        type: 'Microsoft.Resources/resourceGroups',
        location: group.location,
        tags: group.tags,
        properties: { provisioningState: 'Succeeded' },
      }),
    );
  if (name !== undefined) {
    requirePermission(call, GROUPS_READ, scopeOf(name));
    const group = store.group(subscription.id, name);
    if (group === undefined) throw resourceGroupNotFound(name);
    return ok(rowOf(group));
  }
  requireListing(call, GROUPS_READ, `/subscriptions/${subscription.id}`);
  const rows = [...store.groups.values()]
    .filter((group) => group.subscriptionId === subscription.id)
    .filter((group) => permissions.allows(GROUPS_READ, scopeOf(group.name)))
    .map(rowOf);
  return ok(pageOf(call, rows, 1000));
}

function answerPermissions(call: Call, id: string): Answer {
  requireVersion(call);
  const subscription = findSubscription(call, id);
  const at = call.path.toLowerCase().lastIndexOf('/providers/');
  const scope = call.path.slice(0, at);
  const group = /\/resourcegroups\/([^/]+)$/i.exec(scope)?.[1];
  if (group !== undefined && call.simulation.store.group(subscription.id, group) === undefined) {
    throw resourceGroupNotFound(group);
  }
  const permissions = call.simulation.permissions.effective(scope);
  if (permissions.length === 0) {
    throw new ArmError(403, 'AuthorizationFailed', `No permission at the scope '${scope}'.`);
  }
  requirePermission(call, 'Microsoft.Authorization/permissions/read', scope);
  return ok({
    value: permissions.map(({ actions, notActions }) => ({
      actions,
      notActions,
      dataActions: [],
      notDataActions: [],
    })),
  });
}
