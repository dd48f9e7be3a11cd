import type { Cell } from '#traits/cell.ts';
import { type Place, placeOfResource } from '#traits/place.ts';
import { always } from '#traits/trait.ts';
import { lacks } from '../absence.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream, sendLogs } from '../diagnostic-settings.ts';
import { ENCRYPTED_BY_ITSELF, idOf, logsTo } from '../examples.ts';
import { itself, listBelow } from '../generic-reads.ts';
import { noBackup } from '../no-backup.ts';
import { outermost } from '../outermost.ts';
import { closePublicAccess, platformDoor, reachBy } from '../public-access.ts';

const TYPE = 'Microsoft.Purview/accounts';
const API_VERSION = '2021-12-01';
const AUDIT = { categoryGroup: 'audit' };
const ALONE = 'a catalogue lies in one region';

/** Source: type-classes §2. */
const EVENTS = {
  what: 'audit events',
  carry: ['security'],
  other: ['scanstatuslogevent', 'datasensitivitylogevent'],
} as const;

/** What data there is and what it is about; no row of it. Source: Microsoft.Purview/accounts, 2021-12-01; type-facts-data §6. */
export const purviewAccount = defineResourceType({
  type: 'Microsoft.Purview/accounts',
  holds: 'index',
  serves: 'clients',
  reads: {
    account: itself({
      name: 'purviewAccount',
      what: 'Purview account',
      type: TYPE,
      apiVersion: API_VERSION,
    }),
    // Guess: the members of a configuration; the type is left out of the definitions.
    hubs: listBelow({
      name: 'purviewEventHubs',
      what: 'event hubs of Purview account',
      type: `${TYPE}/kafkaConfigurations`,
      apiVersion: API_VERSION,
    }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(['primary', 'replica'], from('account')(placesOf)),
      only(['replica'], from('hubs')(hubPlaces)),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: always(
      'Purview always encrypts its catalogue, under keys of Microsoft; that cannot be switched off',
      'https://learn.microsoft.com/purview/concept-best-practices-security',
      '2026-11-28',
    ),
    endpoints: from('account')((own) => [
      {
        // TLS 1.2 at least: purview/concept-best-practices-security.
        ...platformDoor(own, 'catalogue', own.at('properties/endpoints/catalog')),
        reach: reachBy(own.at('properties/publicNetworkAccess')),
      },
    ]),
    // Guess: that a catalogue is scanned anew makes it no store that one would back up.
    backups: from('account')(
      noBackup('A catalogue is made anew by scans; Azure keeps no backup of it'),
    ),
    logs: from('settings')((settings) => [logStream(settings, EVENTS)]),
  },
  mend: {
    'network-isolation': closePublicAccess(),
    'access-logging': (resource) => sendLogs(resource, AUDIT),
  },
  good: {
    id: idOf(TYPE, 'catalogue'),
    bodies: {
      account: {
        location: 'northeurope',
        properties: {
          provisioningState: 'Succeeded',
          endpoints: { catalog: 'https://catalogue.purview.azure.com/catalog' },
          publicNetworkAccess: 'Disabled',
          managedResources: {
            storageAccount: idOf('Microsoft.Storage/storageAccounts', 'scan'),
            eventHubNamespace: idOf('Microsoft.EventHub/namespaces', 'atlas'),
          },
        },
      },
      hubs: [
        {
          name: 'changes',
          properties: {
            eventStreamingState: 'Enabled',
            eventHubResourceId: `${idOf('Microsoft.EventHub/namespaces', 'changes')}/eventhubs/out`,
          },
        },
      ],
      settings: logsTo(AUDIT),
    },
    unknown: ['customer-keys'],
    cannot: { 'geo-redundant-backup': ALONE, 'regional-redundancy': ALONE },
    unbreakable: ENCRYPTED_BY_ITSELF,
  },
  breaks: [
    {
      as: 'is open to the internet',
      set: { account: { 'properties/publicNetworkAccess': 'Enabled' } },
      breaks: ['network-isolation'],
    },
    {
      as: 'does not say whether it is open',
      set: { account: { 'properties/publicNetworkAccess': 'NotSpecified' } },
      breaks: [],
      blinds: ['network-isolation'],
    },
    {
      as: 'lies in the United States',
      set: { account: { location: 'eastus' } },
      breaks: ['location'],
    },
    {
      as: 'has a store that it does not name',
      set: { account: { 'properties/managedResources/storageAccount': 7 } },
      breaks: [],
      blinds: ['location'],
    },
    {
      as: 'tells what changes to a hub that it does not name',
      set: { hubs: { '0/properties/eventHubResourceId': undefined } },
      breaks: [],
      blinds: ['location'],
    },
    {
      as: 'tells no hub any more',
      set: { hubs: { '0/properties': { eventStreamingState: 'Disabled' } } },
      breaks: [],
    },
    { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
  ],
  leaves: {
    account: {
      'properties/accountStatus/**': 'how the last writing went',
      'properties/cloudConnectors/**': 'what it scans elsewhere',
      'properties/createdAt': 'nothing here goes by its age',
      'properties/createdBy*': 'who made it',
      'properties/endpoints/guardian': 'a further address of the same',
      'properties/endpoints/scan': 'a further address of the same',
      'properties/friendlyName': 'its name',
      'properties/managedEventHubState': 'whether the namespace that is named is there',
      'properties/managedResourceGroupName': 'where the resources that are named are',
      'properties/managedResources/resourceGroup': 'where the resources that are named are',
      'properties/managedResourcesPublicNetworkAccess':
        'the resources that are named say it themselves',
      'properties/privateEndpointConnections/**': 'private ways in, beside the public one',
      'sku/**': 'price and size',
      'identity/**': 'as whom it signs in elsewhere',
    },
  },
});

/** Older accounts have a storage account and a namespace of their own, in a group that Azure manages. */
function placesOf(own: Cell): readonly Place[] {
  const home: Place = { kind: 'primary', what: 'catalogue', region: own.at('location').text() };
  const stores = ['storageAccount', 'eventHubNamespace'].flatMap((name): readonly Place[] => {
    const path = `properties/managedResources/${name}`;
    return lacks(own, path)
      ? []
      : [placeOfResource('replica', `managed ${name}`, own.at(path).text())];
  });
  return [home, ...stores];
}

/** Hubs of the owner's that are told what changes in the catalogue, or that it is told by. */
function hubPlaces(hubs: Cell): readonly Place[] {
  const what = 'event hub of the catalogue';
  const rows = hubs.list();
  if (!rows.said) return [{ kind: 'replica', what, region: rows }];
  return rows.value
    .filter((row) => !row.at('properties/eventStreamingState').oneOf({ Disabled: true }).said)
    .map((row) =>
      placeOfResource('replica', what, outermost(row.at('properties/eventHubResourceId'))),
    );
}
