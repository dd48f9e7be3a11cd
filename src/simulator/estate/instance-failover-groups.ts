import { displayNameOf, regionName } from '../arm/regions.ts';
import type { Json } from '../json.ts';
import type { EstateStore } from './estate-store.ts';
import { addPair, childOf } from './geo-replication.ts';
import { EstateError } from './read-estate.ts';
import type { Resource } from './resource.ts';
import type { ResourceSpec } from './schema.ts';

const INSTANCE = 'Microsoft.Sql/managedInstances';

interface End {
  readonly id: string;
  readonly location: string | undefined;
}

/**
 * Makes the failover groups that a managed instance's description asks for: each end lies in the resource group and the region of its
 * instance, and all databases of the primary are on the other instance as well. A partner that is no part of the estate is told by its
 * id, with its `location`; there is one end then.
 */
export function addInstanceFailoverGroups(
  store: EstateStore,
  subscriptionId: string,
  spec: ResourceSpec,
  start: Date,
): void {
  if (spec.failoverGroups === undefined) return;
  const here = instanceOf(store, subscriptionId, spec.name);
  if (here === undefined) throw new EstateError(`${spec.name}: no managed instance of this name`);
  for (const { name, partner, location } of spec.failoverGroups) {
    const there = instanceOf(store, subscriptionId, partner);
    if (there === undefined && location === undefined) {
      throw new EstateError(`${partner}: no managed instance of this name to pair`);
    }
    const own = groupOf(name, here, there ?? { id: partner, location }, 'Primary');
    if (there === undefined) {
      store.add(own);
      continue;
    }
    const other = groupOf(name, there, here, 'Secondary');
    addPair(store, [own, other], start);
    copyDatabases(store, [here, there], [own, other]);
  }
}

function instanceOf(
  store: EstateStore,
  subscriptionId: string,
  name: string,
): Resource | undefined {
  return store
    .ofType(subscriptionId, INSTANCE)
    .find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
}

function groupOf(name: string, here: Resource, there: End, role: string): Resource {
  const scope = `/subscriptions/${here.subscriptionId}/resourceGroups/${here.resourceGroup}`;
  const pair = role === 'Primary' ? [here.id, there.id] : [there.id, here.id];
  return {
    ...childOf(here, 'instanceFailoverGroups', name, {
      properties: {
        secondaryType: 'Geo',
        readWriteEndpoint: {
          failoverPolicy: 'Automatic',
          failoverWithDataLossGracePeriodMinutes: 60,
        },
        readOnlyEndpoint: { failoverPolicy: 'Disabled' },
        replicationRole: role,
        replicationState: 'CATCH_UP',
        partnerRegions: [
          {
            location: displayNameOf(there.location),
            replicationRole: role === 'Primary' ? 'Secondary' : 'Primary',
          },
        ],
        managedInstancePairs: [
          { primaryManagedInstanceId: pair[0], partnerManagedInstanceId: pair[1] },
        ],
      },
    }),
    id: `${scope}/providers/Microsoft.Sql/locations/${regionName(here.location ?? '')}/instanceFailoverGroups/${name}`,
    type: 'Microsoft.Sql/locations/instanceFailoverGroups',
  };
}

/** Guess: the copy answers with the settings of its primary. */
function copyDatabases(
  store: EstateStore,
  [primary, secondary]: readonly [Resource, Resource],
  [own, other]: readonly [Resource, Resource],
): void {
  for (const source of store.childrenOf(primary, `${INSTANCE}/databases`)) {
    const copy = childOf(secondary, 'databases', source.name, inGroup(source.given, other.id));
    copy.settings = source.settings === undefined ? undefined : new Map(source.settings);
    copy.simulated = source.simulated;
    source.given = inGroup(source.given, own.id);
    store.add(copy);
  }
}

function inGroup(given: Json, failoverGroupId: string): Json {
  const properties: unknown = given['properties'];
  return {
    ...given,
    properties: { ...(typeof properties === 'object' ? properties : {}), failoverGroupId },
  };
}
