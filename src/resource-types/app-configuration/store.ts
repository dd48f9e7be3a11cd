import { azCommand } from '#domain/az-command.ts';
import type { Cell } from '#traits/cell.ts';
import type { Reach } from '#traits/endpoint.ts';
import type { Place } from '#traits/place.ts';
import { andThen, type Said } from '#traits/said.ts';
import { lacks } from '../absence.ts';
import { keyAt } from '../customer-key.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream, sendLogs } from '../diagnostic-settings.ts';
import { ENCRYPTED_BY_ITSELF, IN_ONE_ZONE, idOf, logsTo, ZONED_REGIONS } from '../examples.ts';
import { itself, listBelow } from '../generic-reads.ts';
import { neverBackedUp } from '../no-backup.ts';
import { closePublicAccess, keysBy, platformDoor, reachBy } from '../public-access.ts';
import { subscriptionRegions } from '../subscription-regions.ts';
import { zonesOfRegion } from '../zones.ts';

const TYPE = 'Microsoft.AppConfiguration/configurationStores';
const API_VERSION = '2024-06-01';
const AUDIT = { categoryGroup: 'audit' };
const PEOPLE = { 'deletion-protection': { of: ['code'] } };

/** Who asked for what. Source: type-classes §2. */
const REQUESTS = { what: 'requests', carry: ['httprequest'], other: ['audit'] } as const;

/**
 * Settings of what runs, secrets among them perhaps. Each replica is a full copy that can be written. Source: configurationStores,
 * 2024-06-01; type-facts-data §8; azure-app-configuration/concept-geo-replication.
 */
export const configurationStore = defineResourceType({
  type: 'Microsoft.AppConfiguration/configurationStores',
  holds: 'code',
  serves: 'clients',
  reads: {
    store: itself({
      name: 'configurationStore',
      what: 'configuration store',
      type: TYPE,
      apiVersion: API_VERSION,
    }),
    replicas: listBelow({
      name: 'configurationReplicas',
      what: 'replicas of configuration store',
      type: `${TYPE}/replicas`,
      apiVersion: API_VERSION,
    }),
    regions: subscriptionRegions,
    settings: diagnosticSettings,
  },
  traits: {
    // Source: Microsoft, "Reliability in Azure App Configuration": every store, in every region with zones.
    zones: from(
      'store',
      'regions',
    )((own, regions) => [zonesOfRegion(own.at('location').text(), regions, 'configuration store')]),
    places: [
      only(
        ['primary'],
        from('store')((own) => [homeOf(own)]),
      ),
      only(['replica'], from('replicas')(replicaPlaces)),
      only(['log'], from('settings')(logPlaces)),
    ],
    // AES-256, with a key of each store's own. Source: azure-app-configuration/concept-customer-managed-keys.
    encryption: from('store')((own) => [
      {
        what: 'configuration store',
        state: own.means('on'),
        key: keyAt(own, 'properties/encryption/keyVaultProperties/keyIdentifier'),
      },
    ]),
    endpoints: from('store')((own) => [
      {
        ...platformDoor(own, 'configuration store', own.at('properties/endpoint')),
        reach: reachOf(own),
        keys: keysBy(own.at('properties/disableLocalAuth')),
      },
    ]),
    backups: from('store')((own) =>
      neverBackedUp(
        own,
        'Azure keeps former settings and deleted stores for some days, but no backup to restore from',
      ),
    ),
    keeping: from('store')((own) => [
      {
        what: 'configuration store',
        recoverableDays: recoverableDays(own),
        purge: own
          .at('properties/enablePurgeProtection')
          .oneOf({ true: 'refused', false: 'allowed' } as const),
      },
    ]),
    logs: from('settings')((settings) => [logStream(settings, REQUESTS)]),
  },
  mend: {
    'network-isolation': closePublicAccess(),
    'deletion-protection': ({ id }) =>
      azCommand`az resource update --ids ${id} --set properties.enablePurgeProtection=true`,
    'access-logging': (resource) => sendLogs(resource, AUDIT),
  },
  good: {
    id: idOf(TYPE, 'settings'),
    bodies: {
      store: {
        location: 'northeurope',
        sku: { name: 'standard' },
        properties: {
          provisioningState: 'Succeeded',
          endpoint: 'https://settings.azconfig.io',
          encryption: {
            keyVaultProperties: { keyIdentifier: 'https://kv.vault.azure.net/keys/cmk' },
          },
          publicNetworkAccess: 'Disabled',
          disableLocalAuth: true,
          softDeleteRetentionInDays: 7,
          enablePurgeProtection: true,
        },
      },
      replicas: [
        {
          name: 'west',
          location: 'westeurope',
          properties: {
            endpoint: 'https://settings-west.azconfig.io',
            provisioningState: 'Succeeded',
          },
        },
      ],
      regions: ZONED_REGIONS,
      settings: logsTo(AUDIT),
    },
    unbreakable: ENCRYPTED_BY_ITSELF,
  },
  breaks: [
    ...IN_ONE_ZONE,
    {
      as: 'is open to the internet',
      set: { store: { 'properties/publicNetworkAccess': 'Enabled' } },
      breaks: ['network-isolation'],
    },
    {
      as: 'says nothing of the internet and has no private endpoint',
      set: { store: { 'properties/publicNetworkAccess': undefined } },
      breaks: ['network-isolation'],
    },
    {
      as: 'says nothing of the internet and has a private endpoint',
      set: {
        store: {
          'properties/publicNetworkAccess': undefined,
          'properties/privateEndpointConnections': [{ name: 'pe' }],
        },
      },
      breaks: [],
      blinds: ['network-isolation'],
    },
    {
      as: 'is encrypted under Azure’s own key',
      set: { store: { 'properties/encryption': { keyVaultProperties: null } } },
      breaks: ['customer-keys'],
    },
    {
      as: 'lies in the United States',
      set: { store: { location: 'eastus' } },
      breaks: ['location'],
    },
    {
      as: 'has a replica in the United States',
      set: { replicas: { '0/location': 'eastus' } },
      breaks: ['location'],
    },
    {
      as: 'lets what was deleted be removed for good',
      set: { store: { 'properties/enablePurgeProtection': false } },
      with: PEOPLE,
      breaks: ['deletion-protection'],
    },
    {
      as: 'is of the tier that keeps nothing that was deleted',
      set: { store: { 'sku/name': 'free' } },
      with: PEOPLE,
      breaks: ['deletion-protection'],
    },
    { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
  ],
  leaves: {
    store: {
      'properties/creationDate': 'nothing here goes by its age',
      'properties/encryption/keyVaultProperties/identityClientId': 'as whom it fetches the key',
      'properties/privateEndpointConnections/**': 'private ways in: that there are any is read',
      'properties/defaultKeyValueRevisionRetentionPeriodInSeconds':
        'for how long former settings stay: no claim speaks of it',
      'properties/dataPlaneProxy/**':
        'whether Azure Resource Manager may hand out settings: to whom roles let',
      'identity/**': 'as whom it signs in elsewhere',
    },
    replicas: { 'properties/endpoint': 'its address' },
  },
});

function homeOf(own: Cell): Place {
  return { kind: 'primary', what: 'configuration store', region: own.at('location').text() };
}

function replicaPlaces(replicas: Cell): readonly Place[] {
  const what = 'replica of the store';
  const rows = replicas.list();
  if (!rows.said) return [{ kind: 'replica', what, region: rows }];
  return rows.value.map((row): Place => {
    const isReady = row.at('properties/provisioningState').oneOf({
      Succeeded: true,
      Creating: false,
      Deleting: false,
      Failed: false,
      Canceled: false,
    });
    return { kind: 'replica', what, region: row.at('location').text(), isReady };
  });
}

/** Left to Azure, the public endpoint closes with the first private one. Guess: "automatic" is said by sending nothing. */
function reachOf(own: Cell): Said<Reach> {
  const access = own.at('properties/publicNetworkAccess');
  if (!lacks(own, 'properties/publicNetworkAccess')) return reachBy(access);
  return lacks(own, 'properties/privateEndpointConnections/0')
    ? own.at('properties').means({ is: 'internet' })
    : access.notUnderstood('Whether the public endpoint closed with a private one is not said');
}

/** The free tier keeps nothing. Source: azure-app-configuration/concept-soft-delete. */
function recoverableDays(own: Cell): Said<number> {
  return andThen(own.at('sku/name').text(), (tier) =>
    tier.toLowerCase() === 'free'
      ? own.at('sku/name').means(0)
      : own.at('properties/softDeleteRetentionInDays').number(),
  );
}
