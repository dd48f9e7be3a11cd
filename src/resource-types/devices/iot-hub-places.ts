import type { Cell } from '#traits/cell.ts';
import { type Place, placeOfResource } from '#traits/place.ts';
import { andThen, type Said, together } from '#traits/said.ts';
import { lacks } from '../absence.ts';
import { pairedCopy } from '../paired-copy.ts';

/** Lists of endpoints that messages are routed to, and what they are; the resource is named by its address. */
const ROUTED = [
  ['serviceBusQueues', 'Microsoft.ServiceBus/namespaces'],
  ['serviceBusTopics', 'Microsoft.ServiceBus/namespaces'],
  ['eventHubs', 'Microsoft.EventHub/namespaces'],
  ['storageContainers', 'Microsoft.Storage/storageAccounts'],
  ['cosmosDBSqlContainers', 'Microsoft.DocumentDB/databaseAccounts'],
] as const;

/**
 * Where a hub serves, and its pair, to which the registry, twins and commands are copied unless it keeps to its region; telemetry is not,
 * so that no redundancy rests on it. Source: IotHubs, 2023-06-30, locations and enableDataResidency; iot-hub/iot-hub-ha-dr.
 */
export function hubPlaces(own: Cell, regions: Cell): readonly Place[] {
  const what = 'copy of the registry';
  const stays = own
    .at('properties/enableDataResidency')
    .oneOf({ true: true, false: false }, { means: false, source: 'absent: copied to the pair' });
  const home: Place = { kind: 'primary', what: 'hub', region: own.at('location').text() };
  if (!stays.said) return [home, { kind: 'replica', what, region: stays }];
  if (lacks(own, 'properties/locations'))
    return stays.value ? [home] : [home, ...asPart(pairedCopy(own, regions, { what }))];
  const rows = own.at('properties/locations').list();
  if (!rows.said) return [home, { kind: 'replica', what, region: rows }];
  const places = rows.value.map((row): Place => {
    const role = row.at('role').oneOf({ primary: 'primary', secondary: 'second' } as const);
    const region = row.at('location').text();
    return role.said && role.value === 'primary'
      ? { kind: 'primary', what: 'hub, where it serves', region }
      : { kind: 'replica', what, region };
  });
  return [home, ...places.filter(({ kind }) => kind === 'primary' || !stays.value)];
}

function asPart(places: readonly Place[]): readonly Place[] {
  return places.map((place) => ({ ...place, kind: 'replica' }));
}

/** Where messages are routed to, and where devices put files: a part. */
export function routedPlaces(own: Cell): readonly Place[] {
  return [...ROUTED.flatMap(([list, type]) => endpointsIn(own, list, type)), ...uploadsOf(own)];
}

function endpointsIn(own: Cell, list: string, type: string): readonly Place[] {
  const what = `routed messages (${list})`;
  if (lacks(own, 'properties/routing')) return [];
  const endpoints = own.at('properties/routing/endpoints').at(list);
  const there = endpoints.isThere();
  const others = own.at('properties/routing/endpoints').members();
  if (there.said && !there.value && others.said) return [];
  const rows = endpoints.list();
  if (!rows.said) return [{ kind: 'replica', what, region: rows }];
  return rows.value.map((row) => placeOfResource('replica', what, resourceOf(row, type)));
}

/** Its id, from the address by which the hub signs in there as itself; with a key, the address is part of a secret. */
function resourceOf(row: Cell, type: string): Said<string> {
  const parts: { address: Said<string>; subscription: Said<string>; group: Said<string> } = {
    address: row.at('endpointUri').text(),
    subscription: row.at('subscriptionId').text(),
    group: row.at('resourceGroup').text(),
  };
  return andThen(
    together<{ address: string; subscription: string; group: string }>(parts),
    ({ address, subscription, group }): Said<string> => {
      const [, name] = /^[a-z]+:\/\/([^./:]+)\./iu.exec(address) ?? [];
      return name === undefined
        ? row.at('endpointUri').notUnderstood(`${address} names no resource of Azure`)
        : row
            .at('endpointUri')
            .means(
              `/subscriptions/${subscription}/resourceGroups/${group}/providers/${type}/${name}`,
            );
    },
  );
}

/** Files of devices go to an account that is named in a secret alone. */
function uploadsOf(own: Cell): readonly Place[] {
  const what = 'files of devices';
  if (lacks(own, 'properties/storageEndpoints')) return [];
  const stores = own.at('properties/storageEndpoints').members();
  if (!stores.said) return [{ kind: 'replica', what, region: stores }];
  return [...stores.value.values()].flatMap((store): readonly Place[] => {
    const none = store.at('containerName').oneOf({ '': true });
    if (none.said) return [];
    const region = store.notUnderstood('The account that devices put files into is not named');
    return [{ kind: 'replica', what, region }];
  });
}
