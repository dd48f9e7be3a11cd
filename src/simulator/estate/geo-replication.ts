import { displayNameOf } from '../arm/regions.ts';
import { addDuration } from '../duration.ts';
import type { Json } from '../json.ts';
import { stableGuid } from '../stable-id.ts';
import type { EstateStore } from './estate-store.ts';
import { EstateError } from './read-estate.ts';
import type { Resource } from './resource.ts';
import type { ResourceSpec } from './schema.ts';

/** Makes the geo-secondaries, replication links and failover groups (both ends of each) that a server's description asks for. */
export function addGeoReplication(
  store: EstateStore,
  subscriptionId: string,
  spec: ResourceSpec,
  start: Date,
): void {
  if (spec.failoverGroups === undefined && spec.geoReplicas === undefined) return;
  const server = findServer(store, subscriptionId, spec.name);
  for (const { partner, databases } of spec.geoReplicas ?? []) {
    const other = findServer(store, subscriptionId, partner);
    for (const name of databases) addReplica(store, server, other, name, start, undefined);
  }
  for (const group of spec.failoverGroups ?? []) {
    const other = findServer(store, subscriptionId, group.partner);
    const pair = addFailoverGroup(store, server, other, group, start);
    for (const name of group.databases ?? []) addReplica(store, server, other, name, start, pair);
  }
}

function findServer(store: EstateStore, subscriptionId: string, name: string): Resource {
  const servers = store.ofType(subscriptionId, 'Microsoft.Sql/servers');
  const server = servers.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
  if (server === undefined) throw new EstateError(`${name}: no SQL server of this name to pair`);
  return server;
}

/** A resource below another one, in its place and as old. */
export function childOf(parent: Resource, segment: string, name: string, given: Json): Resource {
  return {
    id: `${parent.id}/${segment}/${name}`,
    type: `${parent.type}/${segment}`,
    name,
    subscriptionId: parent.subscriptionId,
    resourceGroup: parent.resourceGroup,
    parent,
    location: parent.location,
    created: parent.created,
    changed: parent.created,
    given,
    simulated: undefined,
    settings: undefined,
    mirror: undefined,
  };
}

function addFailoverGroup(
  store: EstateStore,
  primary: Resource,
  secondary: Resource,
  group: NonNullable<ResourceSpec['failoverGroups']>[number],
  start: Date,
): readonly [Resource, Resource] {
  const end = (here: Resource, there: Resource, role: string, otherRole: string): Resource =>
    childOf(here, 'failoverGroups', group.name, {
      properties: {
        readWriteEndpoint: {
          failoverPolicy: 'Automatic',
          failoverWithDataLossGracePeriodMinutes: 60,
        },
        readOnlyEndpoint: { failoverPolicy: 'Disabled' },
        replicationRole: role,
        replicationState: 'CATCH_UP',
        partnerServers: [
          { id: there.id, location: displayNameOf(there.location), replicationRole: otherRole },
        ],
        databases: (group.databases ?? []).map((name) => `${here.id}/databases/${name}`),
      },
    });
  const pair = [
    end(primary, secondary, 'Primary', 'Secondary'),
    end(secondary, primary, 'Secondary', 'Primary'),
  ] as const;
  addPair(store, pair, start);
  return pair;
}

function addReplica(
  store: EstateStore,
  primary: Resource,
  secondary: Resource,
  name: string,
  start: Date,
  groups: readonly [Resource, Resource] | undefined,
): void {
  const source = store.get(`${primary.id}/databases/${name}`);
  if (source === undefined) throw new EstateError(`${name}: no database of this name to replicate`);
  const copy = childOf(secondary, 'databases', source.name, {
    ...source.given,
    properties: {
      ...(typeof source.given['properties'] === 'object' ? source.given['properties'] : {}),
      createMode: undefined,
      elasticPoolId: undefined,
      secondaryType: 'Geo',
      failoverGroupId: groups?.[1].id,
    },
  });
  const properties: unknown = source.given['properties'];
  source.given = {
    ...source.given,
    properties: {
      ...(typeof properties === 'object' ? properties : {}),
      failoverGroupId: groups?.[0].id,
    },
  };
  copy.settings = source.settings === undefined ? undefined : new Map(source.settings);
  copy.simulated = source.simulated;
  store.add(copy);
  const link = (here: Resource, there: Resource, role: string, otherRole: string): Resource =>
    childOf(here, 'replicationLinks', stableGuid(`link ${source.id}`), {
      properties: {
        partnerServer: there.parent?.name,
        partnerDatabase: there.name,
        partnerDatabaseId: there.id,
        partnerLocation: displayNameOf(there.location),
        role,
        partnerRole: otherRole,
        replicationMode: 'ASYNC',
        startTime: here.created.toISOString(),
        percentComplete: 100,
        replicationState: 'CATCH_UP',
        isTerminationAllowed: true,
        linkType: 'GEO',
      },
    });
  addPair(
    store,
    [link(source, copy, 'Primary', 'Secondary'), link(copy, source, 'Secondary', 'Primary')],
    start,
  );
}

/** Adds both ends of a pair, each of which goes when the other goes. */
export function addPair(
  store: EstateStore,
  [one, other]: readonly [Resource, Resource],
  start: Date,
): void {
  const made = addDuration(start, 'P400D', -1) ?? start;
  one.mirror = other.id;
  other.mirror = one.id;
  one.changed = made;
  other.changed = made;
  store.add(one);
  store.add(other);
}
