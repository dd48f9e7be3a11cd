import type { Cell } from '#traits/cell.ts';
import type { Endpoint, Reach, TlsVersion } from '#traits/endpoint.ts';
import { andThen, everyOne, map, type Said } from '#traits/said.ts';
import { defineResourceType, from } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { allOf } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { ownPlaces } from '../own-places.ts';
import { zonesByFlag } from '../zones.ts';

const TYPE = 'Microsoft.Web/hostingEnvironments';

/**
 * An App Service environment: machines of one customer's on which apps run, with one front end for all of them.
 * Source: Microsoft.Web/hostingEnvironments, 2025-03-01; type-facts-services §3.
 */
export const hostingEnvironment = defineResourceType({
  type: 'Microsoft.Web/hostingEnvironments',
  holds: 'nothing',
  serves: 'clients',
  reads: {
    environment: allOf({
      name: 'appServiceEnvironment',
      what: 'App Service environment',
      type: TYPE,
      apiVersion: '2025-03-01',
    }),
  },
  traits: {
    places: from('environment')((own) => ownPlaces(own, 'App Service environment')),
    zones: from('environment')((own) => [
      zonesByFlag(own.at('properties/zoneRedundant'), 'App Service environment'),
    ]),
    endpoints: from('environment')((own) => [
      doorOf(own, 'apps of the environment', { None: true, Publishing: true, Web: false }),
      doorOf(own, 'deployment of the environment', { None: true, Web: true, Publishing: false }),
    ]),
  },
  mend: {},
  good: {
    id: idOf(TYPE, 'ase'),
    bodies: {
      environment: {
        kind: 'ASEV3',
        location: 'West Europe',
        properties: {
          status: 'Ready',
          zoneRedundant: true,
          internalLoadBalancingMode: 'Web, Publishing',
          clusterSettings: [{ name: 'DisableTls1.0', value: '1' }],
        },
      },
    },
  },
  breaks: [
    {
      as: 'lies in one zone',
      set: { environment: { 'properties/zoneRedundant': false } },
      breaks: ['zone-redundant'],
    },
    {
      as: 'accepts TLS 1.0 for every app',
      set: { environment: { 'properties/clusterSettings': [] } },
      breaks: ['encryption-in-transit'],
    },
    {
      as: 'accepts TLS 1.0 by a setting',
      set: { environment: { 'properties/clusterSettings/0/value': '0' } },
      breaks: ['encryption-in-transit'],
    },
    {
      as: 'is open to the internet',
      set: { environment: { 'properties/internalLoadBalancingMode': 'None' } },
      breaks: ['network-isolation'],
    },
    {
      as: 'takes deployments from the internet',
      set: { environment: { 'properties/internalLoadBalancingMode': 'Web' } },
      breaks: ['network-isolation'],
    },
    {
      as: 'lies in the United States',
      set: { environment: { location: 'East US' } },
      breaks: ['location'],
      with: { location: { speaksOf: 'processing' } },
    },
  ],
  leaves: {
    environment: {
      ...leaving('how it fares', 'status suspended upgradePreference upgradeAvailability'),
      ...leaving(
        'its addresses',
        'virtualNetwork/** dnsSuffix customDnsSuffixConfiguration/** userWhitelistedIpRanges ipsslAddressCount',
      ),
      ...leaving('each of its apps says whether it takes FTP', 'networkingConfiguration/**'),
      ...leaving(
        'price and size',
        'multi* maximumNumberOfMachines frontEndScaleFactor hasLinuxWorkers dedicatedHostCount',
      ),
      kind: 'which generation it is of',
    },
  },
});

/**
 * `DisableTls1.0` switches 1.0 and 1.1 off for all apps; without it the front end accepts them. Whether HTTP is accepted each app says.
 * Source: App Service, "Custom configuration settings for App Service Environments".
 */
function doorOf(own: Cell, what: string, isOpen: Readonly<Record<string, boolean>>): Endpoint {
  const mode = own.at('properties/internalLoadBalancingMode');
  const reach = map(
    mode.oneOf({ ...isOpen, 'Web, Publishing': false }),
    (open): Reach => ({ is: open ? 'internet' : 'private' }),
  );
  return { what, oldestTls: oldestOf(own), plainText: own.means('refused'), reach };
}

function oldestOf(own: Cell): Said<TlsVersion> {
  const settings = own.at('properties/clusterSettings');
  const isThere = settings.isThere();
  if (isThere.said && !isThere.value) return map(isThere, () => '1.0');
  return andThen(settings.list(), (rows) =>
    andThen(everyOne(rows.map((row) => row.at('name').text())), (names): Said<TlsVersion> => {
      const row = rows[names.findIndex((name) => name.toLowerCase() === 'disabletls1.0')];
      if (row === undefined) return settings.means('1.0');
      const value = row.at('value');
      // A text, though it looks like a number.
      return andThen(value.text(), (text): Said<TlsVersion> => {
        if (text === '1') return value.means('1.2');
        return text === '0' ? value.means('1.0') : value.notUnderstood('DisableTls1.0 is neither');
      });
    }),
  );
}
