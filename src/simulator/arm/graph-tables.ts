import type { Resource } from '../estate/resource.ts';
import { isJson, type Json, textOr } from '../json.ts';
import { resourceTypeOf } from '../types/registry.ts';
import type { Simulation } from './call.ts';
import { type Change, changeRow } from './change-feed.ts';
import { GROUP_TYPE } from './group-writes.ts';
import { wholeBody } from './render.ts';

/** Rows of Resource Graph, by table. */
export type GraphTables = Record<string, readonly Json[]>;

interface Kept {
  readonly version: number;
  readonly until: number;
  readonly tables: GraphTables;
}

/** Freshly computed backup times make rows stale even when nobody wrote anything. */
const LONGEST_KEPT_MS = 60_000;

const KEPT = new WeakMap<Simulation, Kept>();

/** The tables as Resource Graph shows them now: a change is not in `resources` before the lag is over. */
export function graphTables(simulation: Simulation): GraphTables {
  const now = simulation.now();
  const kept = KEPT.get(simulation);
  if (
    kept !== undefined &&
    kept.version === simulation.store.version &&
    now.getTime() < kept.until
  ) {
    return kept.tables;
  }
  const { changes, estate, store } = simulation;
  const isOfGroup = (change: Change): boolean => change.resourceType === GROUP_TYPE;
  const shown = changes.visible(now).filter((change) => change.inGraph);
  const pending = changes.pending(now).filter((change) => change.inGraph && !isOfGroup(change));
  const rowOfChange = (change: Change): Json => changeRow(change, estate.tenant);
  const tables = {
    resources: withoutPending(resourceRows(simulation), pending, estate.tenant),
    resourcecontainers: containerRows(simulation),
    resourcechanges: shown.filter((change) => !isOfGroup(change)).map(rowOfChange),
    resourcecontainerchanges: shown.filter(isOfGroup).map(rowOfChange),
  };
  const next = changes.pending(now).map((change) => changes.visibleFrom(change));
  const until = Math.min(now.getTime() + LONGEST_KEPT_MS, ...next);
  KEPT.set(simulation, { version: store.version, until, tables });
  return tables;
}

function resourceRows(simulation: Simulation): Json[] {
  const moment = simulation.moment();
  const rows: Json[] = [];
  for (const resource of simulation.store.all()) {
    if (!resourceTypeOf(resource.type).isTracked) continue;
    rows.push(graphRow(resource, wholeBody(resource, moment), moment.tenantId));
  }
  return rows;
}

/** Puts back what the not yet visible changes took away or altered: the first of them knows the state before. */
function withoutPending(
  rows: readonly Json[],
  pending: readonly Change[],
  tenantId: string,
): readonly Json[] {
  if (pending.length === 0) return rows;
  const earliest = new Map<string, Json | undefined>();
  for (const change of pending) {
    const key = change.resourceId.toLowerCase();
    if (earliest.has(key)) continue;
    const row =
      change.before === undefined
        ? undefined
        : rowOf(change.before, change.subscriptionId, change.resourceGroup, tenantId);
    earliest.set(key, row);
  }
  const untouched = rows.filter((row) => !earliest.has(String(row['id']).toLowerCase()));
  return [...untouched, ...[...earliest.values()].filter((row) => row !== undefined)];
}

function graphRow(resource: Resource, whole: Json, tenantId: string): Json {
  return rowOf(whole, resource.subscriptionId, resource.resourceGroup, tenantId);
}

function rowOf(whole: Json, subscriptionId: string, resourceGroup: string, tenantId: string): Json {
  return {
    id: whole['id'],
    name: whole['name'],
    type: String(whole['type']).toLowerCase(),
    tenantId,
    kind: whole['kind'] ?? '',
    location: textOr(whole['location'], '').toLowerCase().replaceAll(' ', ''),
    resourceGroup: resourceGroup.toLowerCase(),
    subscriptionId,
    managedBy: whole['managedBy'] ?? '',
    sku: whole['sku'] ?? null,
    plan: null,
    properties: whole['properties'] ?? null,
    tags: isJson(whole['tags']) ? whole['tags'] : null,
    identity: whole['identity'] ?? null,
    zones: whole['zones'] ?? null,
    extendedLocation: null,
  };
}

function containerRows({ estate, store }: Simulation): Json[] {
  const blank = {
    kind: '',
    managedBy: '',
    sku: null,
    plan: null,
    identity: null,
    zones: null,
    extendedLocation: null,
  };
  const subscriptions = estate.subscriptions.map((subscription) => ({
    ...blank,
    id: `/subscriptions/${subscription.id}`,
    name: subscription.displayName,
    type: 'microsoft.resources/subscriptions',
    tenantId: estate.tenant,
    location: '',
    resourceGroup: '',
    subscriptionId: subscription.id,
    properties: {
      state: subscription.state,
      managementGroupAncestorsChain: ancestorsOf(
        estate.managementGroups,
        subscription.id,
        estate.tenant,
      ),
    },
    tags: null,
  }));
  const groups = [...store.groups.values()].map((group) => ({
    ...blank,
    id: `/subscriptions/${group.subscriptionId}/resourceGroups/${group.name}`,
    name: group.name,
    type: 'microsoft.resources/subscriptions/resourcegroups',
    tenantId: estate.tenant,
    location: group.location,
    resourceGroup: group.name.toLowerCase(),
    subscriptionId: group.subscriptionId,
    properties: { provisioningState: 'Succeeded' },
    tags: group.tags ?? null,
  }));
  return [...subscriptions, ...groups];
}

/** Nearest first, up to the tenant's root group. */
function ancestorsOf(
  groups: readonly {
    readonly id: string;
    readonly displayName?: string | undefined;
    readonly parent?: string | undefined;
    readonly subscriptions: readonly string[];
  }[],
  subscriptionId: string,
  tenant: string,
): Json[] {
  const chain: Json[] = [];
  let at = groups.find((group) => group.subscriptions.includes(subscriptionId));
  while (at !== undefined && chain.length < groups.length) {
    chain.push({ name: at.id, displayName: at.displayName ?? at.id });
    const parent: string | undefined = at.parent;
    at = groups.find((group) => group.id === parent);
  }
  return [...chain, { name: tenant, displayName: 'Tenant Root Group' }];
}
