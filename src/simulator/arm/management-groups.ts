import type { ManagementGroup } from '../estate/schema.ts';
import type { Json } from '../json.ts';
import { type Answer, type Call, ok, requirePermission, requireVersion } from './call.ts';
import { ArmError } from './errors.ts';
import { pageOf } from './paging.ts';

const TYPE = 'Microsoft.Management/managementGroups';

/** Management groups: list, one with its children, descendants, subscriptions; undefined for a path of somebody else. */
export function answerManagementGroups(call: Call): Answer | undefined {
  const match =
    /^\/providers\/microsoft\.management\/managementgroups(?:\/([^/]+))?(?:\/(descendants|subscriptions))?$/i.exec(
      call.path,
    );
  if (match === null || call.method !== 'GET') return undefined;
  requireVersion(call);
  const { estate, permissions } = call.simulation;
  const [, id, what] = match;
  if (id === undefined) {
    const visible = estate.managementGroups.filter((group) =>
      permissions.allows(`${TYPE}/read`, idOf(group.id)),
    );
    return ok(
      pageOf(
        call,
        visible.map((group) => groupRow(call, group)),
        100,
      ),
    );
  }
  const group = estate.managementGroups.find(
    (candidate) => candidate.id.toLowerCase() === decodeURIComponent(id).toLowerCase(),
  );
  if (group === undefined || !permissions.touches(idOf(group.id))) {
    throw new ArmError(
      404,
      'NotFound',
      `The management group '${id}' cannot be found. Please check the spelling of the management group name or the id.`,
    );
  }
  const action = what === undefined ? `${TYPE}/read` : `${TYPE}/${what}/read`;
  requirePermission(call, action, idOf(group.id));
  if (what?.toLowerCase() === 'descendants') {
    return ok(pageOf(call, descendants(call, group), 100));
  }
  if (what !== undefined) {
    const rows = group.subscriptions.map((subscription) => subscriptionRow(call, subscription));
    return ok(pageOf(call, rows, 100));
  }
  const expands = (call.query.get('$expand') ?? '').toLowerCase() === 'children';
  const recurses = call.query.get('$recurse') === 'true';
  const row = groupRow(call, group);
  const children = expands ? { children: childrenOf(call, group, recurses) } : {};
  const properties = typeof row['properties'] === 'object' ? row['properties'] : {};
  return ok({ ...row, properties: { ...properties, ...detailsOf(call, group), ...children } });
}

function idOf(group: string): string {
  return `/providers/${TYPE}/${group}`;
}

function groupRow(call: Call, group: ManagementGroup): Json {
  return {
    id: idOf(group.id),
    type: TYPE,
    name: group.id,
    properties: {
      tenantId: call.simulation.estate.tenant,
      displayName: group.displayName ?? group.id,
    },
  };
}

function detailsOf(call: Call, group: ManagementGroup): Json {
  const parent = group.parent ?? call.simulation.estate.tenant;
  return {
    details: {
      version: 1,
      parent: { id: idOf(parent), name: parent, displayName: parent },
    },
  };
}

function nameOf(call: Call, subscription: string): string {
  const found = call.simulation.estate.subscriptions.find(({ id }) => id === subscription);
  return found?.displayName ?? subscription;
}

function below(call: Call, group: ManagementGroup): ManagementGroup[] {
  return call.simulation.estate.managementGroups.filter(({ parent }) => parent === group.id);
}

function childrenOf(call: Call, group: ManagementGroup, recurses: boolean): Json[] {
  const groups = below(call, group).map((child) => ({
    type: TYPE,
    id: idOf(child.id),
    name: child.id,
    displayName: child.displayName ?? child.id,
    ...(recurses ? { children: childrenOf(call, child, true) } : {}),
  }));
  const subscriptions = group.subscriptions.map((id) => ({
    type: '/subscriptions',
    id: `/subscriptions/${id}`,
    name: id,
    displayName: nameOf(call, id),
  }));
  return [...groups, ...subscriptions];
}

function descendants(call: Call, group: ManagementGroup): Json[] {
  const parent = { id: idOf(group.id) };
  const subscriptions = group.subscriptions.map((id) => ({
    id: `/subscriptions/${id}`,
    type: '/subscriptions',
    name: id,
    properties: { displayName: nameOf(call, id), parent },
  }));
  const groups = below(call, group).flatMap((child) => [
    {
      id: idOf(child.id),
      type: TYPE,
      name: child.id,
      properties: { displayName: child.displayName ?? child.id, parent },
    },
    ...descendants(call, child),
  ]);
  return [...groups, ...subscriptions];
}

function subscriptionRow(call: Call, id: string): Json {
  return {
    id: `/subscriptions/${id}`,
    type: 'Microsoft.Management/managementGroups/subscriptions',
    name: id,
    properties: { tenant: call.simulation.estate.tenant, displayName: nameOf(call, id) },
  };
}
