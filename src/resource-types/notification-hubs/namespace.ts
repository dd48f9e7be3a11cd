import type { Cell } from '#traits/cell.ts';
import type { Reach } from '#traits/endpoint.ts';
import type { Place } from '#traits/place.ts';
import { andThen, type Said } from '#traits/said.ts';
import { always } from '#traits/trait.ts';
import { lacks } from '../absence.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream, sendLogs } from '../diagnostic-settings.ts';
import { ENCRYPTED_BY_ITSELF, idOf, logsTo } from '../examples.ts';
import { itself } from '../generic-reads.ts';
import { noBackup } from '../no-backup.ts';
import { pairedCopy } from '../paired-copy.ts';
import { addressesIn, closePublicAccess, platformDoor, reachBy } from '../public-access.ts';
import { subscriptionRegions } from '../subscription-regions.ts';
import { zonesByFlag } from '../zones.ts';

const TYPE = 'Microsoft.NotificationHubs/namespaces';
const AUDIT = { categoryGroup: 'audit' };
const ALONE = 'registrations lie in one region';

/** What is done with hubs and registrations. Source: type-classes §2. */
const OPERATIONS = { what: 'operations', carry: ['operationallogs'], other: [] } as const;

/** Which devices get which messages. Source: Microsoft.NotificationHubs/namespaces, 2023-09-01; type-facts-services §2. */
export const notificationHubs = defineResourceType({
  type: 'Microsoft.NotificationHubs/namespaces',
  holds: 'messages',
  serves: 'clients',
  reads: {
    namespace: itself({
      name: 'notificationHubs',
      what: 'Notification Hubs namespace',
      type: TYPE,
      apiVersion: '2023-09-01',
    }),
    regions: subscriptionRegions,
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(['primary', 'replica'], from('namespace', 'regions')(placesOf)),
      only(['log'], from('settings')(logPlaces)),
    ],
    // Guess: AES-256, as all that lies in Azure Storage; no page on Notification Hubs names the cipher.
    encryption: always(
      'Notification Hubs always encrypts registrations and messages, under keys of Microsoft; that cannot be switched off',
      'https://learn.microsoft.com/azure/notification-hubs/notification-hubs-push-notification-security',
      '2026-11-28',
    ),
    endpoints: from('namespace')((own) => [
      {
        ...platformDoor(own, 'namespace', own.at('properties/serviceBusEndpoint')),
        reach: reachOf(own),
      },
    ]),
    zones: from('namespace')((own) => [
      zonesByFlag(own.at('properties/zoneRedundancy'), 'namespace'),
    ]),
    // Guess: that devices register anew makes it no store that one would back up.
    backups: from('namespace')(
      noBackup('Devices register anew by themselves; Azure keeps no backup of registrations'),
    ),
    logs: from('settings')((settings) => [logStream(settings, OPERATIONS)]),
  },
  mend: {
    'network-isolation': closePublicAccess(),
    'access-logging': (resource) => sendLogs(resource, AUDIT),
  },
  good: {
    id: idOf(TYPE, 'push'),
    bodies: {
      namespace: {
        location: 'North Europe',
        sku: { name: 'Standard' },
        properties: {
          provisioningState: 'Succeeded',
          serviceBusEndpoint: 'https://push.servicebus.windows.net:443/',
          publicNetworkAccess: 'Enabled',
          networkAcls: {
            ipRules: [{ ipMask: '203.0.113.0/24', rights: ['Send'] }],
            publicNetworkRule: { rights: [] },
          },
          replicationRegion: 'NorthEurope',
          zoneRedundancy: 'Enabled',
        },
      },
      regions: [],
      settings: logsTo(AUDIT),
    },
    unknown: ['customer-keys'],
    cannot: { 'geo-redundant-backup': ALONE, 'regional-redundancy': ALONE },
    unbreakable: ENCRYPTED_BY_ITSELF,
  },
  breaks: [
    {
      as: 'lies in one zone',
      set: { namespace: { 'properties/zoneRedundancy': 'Disabled' } },
      breaks: ['zone-redundant'],
    },
    {
      as: 'lets everybody send',
      set: { namespace: { 'properties/networkAcls/publicNetworkRule/rights': ['Send'] } },
      breaks: ['network-isolation'],
    },
    {
      as: 'never had rules',
      set: { namespace: { 'properties/networkAcls': undefined } },
      breaks: ['network-isolation'],
    },
    {
      as: 'lies in the United States',
      set: { namespace: { location: 'East US' } },
      breaks: ['location'],
    },
    {
      as: 'is replicated to the United States',
      set: { namespace: { 'properties/replicationRegion': 'WestUs2' } },
      breaks: ['location'],
    },
    {
      as: 'is replicated to a region that Azure added since',
      set: { namespace: { 'properties/replicationRegion': 'Elsewhere' } },
      breaks: [],
      blinds: ['location'],
    },
    { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
  ],
  leaves: {
    namespace: {
      'properties/name': 'its name',
      'properties/status': 'whether it works',
      'properties/enabled': 'whether it works',
      'properties/critical': 'what it is worth to its owner',
      'properties/subscriptionId': 'its name',
      'properties/region': 'as its location',
      'properties/metricId': 'its name for figures',
      'properties/createdAt': 'nothing here goes by its age',
      'properties/updatedAt': 'the change records say that for each write',
      'properties/namespaceType': 'what kind it is',
      'properties/networkAcls/ipRules/*/rights': 'what they may do who are let in',
      'properties/pnsCredentials/**': 'secrets, which no reader is sent',
      'properties/scaleUnit': 'price and size',
      'properties/dataCenter': 'its location says where',
      'properties/privateEndpointConnections/**': 'private ways in, beside the public one',
      'sku/**': 'price and size',
    },
  },
});

/** What is set up is copied, registrations are not: a part, on which no redundancy rests. Source: reliability-notification-hubs. */
function placesOf(own: Cell, regions: Cell): readonly Place[] {
  const home: Place = { kind: 'primary', what: 'namespace', region: own.at('location').text() };
  const what = 'copy of what is set up';
  const pair = (): readonly Place[] =>
    pairedCopy(own, regions, { what }).map((place) => ({ ...place, kind: 'replica' }));
  if (lacks(own, 'properties/replicationRegion')) return [home, ...pair()];
  const member = own.at('properties/replicationRegion');
  const to = member.oneOf(REPLICATED_TO);
  if (!to.said) return [home, { kind: 'replica', what, region: to }];
  if (to.value === 'nowhere') return [home];
  if (to.value === 'pair') return [home, ...pair()];
  return [home, { kind: 'replica', what, region: member.means(to.value) }];
}

const REPLICATED_TO = {
  Default: 'pair',
  None: 'nowhere',
  AustraliaEast: 'australiaeast',
  BrazilSouth: 'brazilsouth',
  NorthEurope: 'northeurope',
  SouthAfricaNorth: 'southafricanorth',
  SouthEastAsia: 'southeastasia',
  WestUs2: 'westus2',
} as const;

/** What the rest of the internet may do is a rule of its own. */
function reachOf(own: Cell): Said<Reach> {
  return reachBy(own.at('properties/publicNetworkAccess'), () => {
    if (lacks(own, 'properties/networkAcls')) return own.at('properties').means({ is: 'internet' });
    const rules = own.at('properties/networkAcls');
    const rights = rules.at('publicNetworkRule/rights');
    return andThen(
      rights.list(),
      (words): Said<Reach> =>
        words.length > 0
          ? rights.means({ is: 'internet' })
          : addressesIn(rules.at('ipRules').list(), 'ipMask'),
    );
  });
}
