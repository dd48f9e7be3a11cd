import { randomUUID } from 'node:crypto';
import type { ResourceGroup } from '../estate/estate-store.ts';
import { isJson, type Json } from '../json.ts';
import { type Answer, type Call, headerOf, requirePermission, requireVersion } from './call.ts';
import { findSubscription } from './core-resources.ts';
import { ArmError, badRequest, resourceGroupNotFound } from './errors.ts';
import { isRegion, regionName } from './regions.ts';
import { wantedBody } from './wanted-body.ts';

/** The type under which groups are in the change records. */
export const GROUP_TYPE = 'Microsoft.Resources/subscriptions/resourceGroups';

/** PUT, PATCH and DELETE of a resource group; undefined for a path of somebody else. Throws Azure's refusals. */
export function answerGroupWrite(call: Call): Answer | undefined {
  const match = /^\/subscriptions\/([^/]+)\/resourcegroups\/([^/]+)$/i.exec(call.path);
  if (match === null || !['PUT', 'PATCH', 'DELETE'].includes(call.method)) return undefined;
  requireVersion(call);
  const { id } = findSubscription(call, match[1] ?? '');
  const name = match[2] ?? '';
  const scope = `/subscriptions/${id}/resourceGroups/${name}`;
  const verb = call.method === 'DELETE' ? 'delete' : 'write';
  requirePermission(call, `${GROUP_TYPE}/${verb}`, scope);
  const existing = call.simulation.store.group(id, name);
  if (call.method === 'DELETE') return remove(call, existing, name);
  if (existing === undefined && call.method === 'PATCH') throw resourceGroupNotFound(name);
  const before = existing === undefined ? undefined : rowOf(existing);
  const group = existing ?? {
    subscriptionId: id,
    name,
    location: locationOf(call),
    tags: undefined,
  };
  const { tags } = wantedBody(call);
  if (isJson(tags)) {
    group.tags = Object.fromEntries(
      Object.entries(tags).map(([tag, value]) => [tag, String(value)]),
    );
  }
  call.simulation.store.addGroup(group);
  record(call, group, existing === undefined ? 'Create' : 'Update', before);
  return { status: existing === undefined ? 201 : 200, body: rowOf(group) };
}

function locationOf(call: Call): string {
  const { location } = wantedBody(call);
  if (typeof location !== 'string') {
    throw badRequest('LocationRequired', 'The location property is required for this definition.');
  }
  if (isRegion(location)) return regionName(location);
  throw badRequest(
    'LocationNotAvailableForResourceGroup',
    `The provided location '${location}' is not available for resource group.`,
  );
}

function remove(call: Call, group: ResourceGroup | undefined, name: string): Answer {
  if (group === undefined) throw resourceGroupNotFound(name);
  const { store } = call.simulation;
  const held = [...store.all()].find(
    (resource) =>
      resource.subscriptionId === group.subscriptionId &&
      resource.resourceGroup.toLowerCase() === group.name.toLowerCase(),
  );
  if (held !== undefined) {
    throw new ArmError(
      409,
      'ResourceGroupDeletionBlocked',
      `Deletion of resource group '${group.name}' failed as resources such as '${held.id}' still exist.`,
    );
  }
  store.removeGroup(group);
  record(call, group, 'Delete', rowOf(group));
  return { status: 200 };
}

function rowOf(group: ResourceGroup): Json {
  return {
    id: `/subscriptions/${group.subscriptionId}/resourceGroups/${group.name}`,
    name: group.name,
    type: 'Microsoft.Resources/resourceGroups',
    location: group.location,
    ...(group.tags === undefined ? {} : { tags: group.tags }),
    properties: { provisioningState: 'Succeeded' },
  };
}

function record(
  call: Call,
  group: ResourceGroup,
  kind: 'Create' | 'Update' | 'Delete',
  before: Json | undefined,
): void {
  const caller = headerOf(call, 'x-simulator-caller');
  call.simulation.changes.record({
    at: call.simulation.now(),
    subscriptionId: group.subscriptionId,
    resourceGroup: group.name,
    resourceId: `/subscriptions/${group.subscriptionId}/resourceGroups/${group.name}`,
    resourceType: GROUP_TYPE,
    kind,
    operation: `${GROUP_TYPE}/${kind === 'Delete' ? 'delete' : 'write'}`,
    caller: caller ?? call.principal.objectId,
    callerType: caller?.includes('@') === true ? 'User' : 'Application',
    client: headerOf(call, 'x-simulator-client') ?? call.principal.clientId,
    correlationId: headerOf(call, 'x-ms-correlation-request-id') ?? randomUUID(),
    before,
    after: kind === 'Delete' ? undefined : rowOf(group),
    inGraph: true,
  });
}
