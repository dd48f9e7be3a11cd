import type { Cell } from '#traits/cell.ts';
import type { Encryption, EncryptionKey } from '#traits/encryption.ts';
import type { Endpoint } from '#traits/endpoint.ts';
import type { Place } from '#traits/place.ts';
import { andThen, map, type Said } from '#traits/said.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream } from '../diagnostic-settings.ts';
import { IN_ONE_ZONE, idOf, logsTo, ZONED_REGIONS } from '../examples.ts';
import { allOf, listBelow } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { noBackup } from '../no-backup.ts';
import { ownPlaces } from '../own-places.ts';
import { addressesIn, closePublicAccess, reachBy } from '../public-access.ts';
import { subscriptionRegions } from '../subscription-regions.ts';
import { zonesOfRegion } from '../zones.ts';

const TYPE = 'Microsoft.ContainerRegistry/registries';
const API_VERSION = '2025-11-01';
const PULLS = {
  what: 'pulls and pushes',
  carry: ['containerregistryloginevents', 'containerregistryrepositoryevents'],
  other: [],
} as const;

/**
 * A container registry: the images of what runs. Its replicas are all written to, and hold everything.
 * Source: Microsoft.ContainerRegistry/registries, 2025-11-01; azure-facts §7; type-facts-services §4.
 */
export const containerRegistry = defineResourceType({
  type: 'Microsoft.ContainerRegistry/registries',
  holds: 'code',
  serves: 'clients',
  reads: {
    registry: allOf({
      name: 'containerRegistry',
      what: 'container registry',
      type: TYPE,
      apiVersion: API_VERSION,
    }),
    replications: listBelow({
      name: 'containerRegistryReplications',
      what: 'replications of container registry',
      type: `${TYPE}/replications`,
      apiVersion: API_VERSION,
    }),
    regions: subscriptionRegions,
    settings: diagnosticSettings,
  },
  traits: {
    // Whatever the member says. Source: Microsoft, "Zone redundancy in Azure Container Registry": of all tiers, in every region with zones.
    zones: from(
      'registry',
      'regions',
    )((own, regions) => [zonesOfRegion(own.at('location').text(), regions, 'registry')]),
    places: [
      only(['primary', 'replica'], from('registry', 'replications')(placesOf)),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: from('registry')((own) => [encryptionOf(own)]),
    endpoints: from('registry')((own) => [doorOf(own)]),
    backups: from('registry')(noBackup('Azure keeps no backup of a container registry')),
    logs: from('settings')((settings) => [logStream(settings, PULLS)]),
  },
  mend: {
    'network-isolation': closePublicAccess(),
  },
  good: {
    id: idOf(TYPE, 'images'),
    bodies: {
      registry: {
        location: 'westeurope',
        sku: { name: 'Premium', tier: 'Premium' },
        properties: {
          adminUserEnabled: false,
          publicNetworkAccess: 'Disabled',
          networkRuleSet: { defaultAction: 'Deny', ipRules: [] },
          encryption: {
            status: 'enabled',
            keyVaultProperties: { keyIdentifier: 'https://kv.vault.azure.net/keys/images' },
          },
        },
      },
      replications: [
        {
          name: 'northeurope',
          location: 'northeurope',
          properties: { regionEndpointEnabled: true },
        },
      ],
      regions: ZONED_REGIONS,
      settings: logsTo({ categoryGroup: 'audit' }),
    },
    unbreakable: {
      'encryption-at-rest': 'there is no setting',
      'encryption-in-transit': 'there is no setting',
    },
  },
  breaks: [
    ...IN_ONE_ZONE,
    {
      as: 'lies in the United States',
      set: { registry: { location: 'eastus' } },
      breaks: ['location'],
    },
    {
      as: 'has a replica in the United States, which answers nobody',
      set: {
        replications: { '0/location': 'eastus', '0/properties/regionEndpointEnabled': false },
      },
      breaks: ['location'],
    },
    {
      as: 'is open to the internet',
      set: {
        registry: {
          'properties/publicNetworkAccess': 'Enabled',
          'properties/networkRuleSet/defaultAction': 'Allow',
        },
      },
      breaks: ['network-isolation'],
    },
    {
      as: 'is open to the internet by a rule',
      set: {
        registry: {
          'properties/publicNetworkAccess': 'Enabled',
          'properties/networkRuleSet/ipRules': [{ action: 'Allow', value: '0.0.0.0/0' }],
        },
      },
      breaks: ['network-isolation'],
    },
    {
      as: 'is open, in a tier without rules',
      set: {
        registry: {
          'properties/publicNetworkAccess': 'Enabled',
          'properties/networkRuleSet': undefined,
        },
      },
      breaks: ['network-isolation'],
    },
    {
      as: 'is encrypted under a key of Azure',
      set: { registry: { 'properties/encryption': { status: 'disabled' } } },
      breaks: ['customer-keys'],
    },
    { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
  ],
  leaves: {
    registry: {
      ...leaving('its address', 'loginServer dataEndpointHostNames dataEndpointEnabled'),
      ...leaving('when it was made, and how it fares', 'creationDate status/**'),
      ...leaving(
        'how long images are kept, and which may leave: no claim speaks of it yet',
        'policies/**',
      ),
      ...leaving('services of Azure that pass the rules', 'networkRuleBypass*'),
      ...leaving('doors of networks of its owner', 'privateEndpointConnections/**'),
      ...leaving(
        'always on, whatever the member says (Microsoft, "Zone redundancy in Azure Container Registry")',
        'zoneRedundancy',
      ),
      ...leaving(
        'who may pull: no claim speaks of it yet',
        'anonymousPullEnabled roleAssignmentMode',
      ),
      ...leaving(
        'as whom it reads its key, and when that was renewed',
        `encryption/keyVaultProperties/versionedKeyIdentifier encryption/keyVaultProperties/identity
        encryption/keyVaultProperties/keyRotationEnabled encryption/keyVaultProperties/lastKeyRotationTimestamp`,
      ),
      ...leaving('a rule can do nothing but allow', 'networkRuleSet/ipRules/*/action'),
      'sku/**': 'price and size',
      'identity/**': 'as whom it signs in elsewhere',
    },
    replications: {
      ...leaving('how it fares', 'status/**'),
      ...leaving('whether it answers; the images are there all the same', 'regionEndpointEnabled'),
      ...leaving(
        'always on, whatever the member says (Microsoft, "Zone redundancy in Azure Container Registry")',
        'zoneRedundancy',
      ),
    },
  },
});

/** The list of replicas has the registry's own region as well. */
function placesOf(own: Cell, replications: Cell): readonly Place[] {
  const what = 'replica of the registry';
  const rows = replications.list();
  return [
    ...ownPlaces(own, 'container registry'),
    ...(rows.said
      ? rows.value.map(
          (row): Place => ({ kind: 'replica', what, region: row.at('location').text() }),
        )
      : [{ kind: 'replica', what, region: rows } as const]),
  ];
}

/** Always; Guess: by AES-256, for images lie in Azure Storage. Source: "Customer-managed keys for Azure Container Registry". */
function encryptionOf(own: Cell): Encryption {
  const encryption = own.at('properties/encryption');
  const whose = encryption.at('status').oneOf({ enabled: true, disabled: false });
  const key = andThen(
    whose,
    (isOwn): Said<EncryptionKey> =>
      isOwn
        ? map(encryption.at('keyVaultProperties/keyIdentifier').text(), (address) => ({
            of: 'customer',
            address,
          }))
        : map(whose, () => ({ of: 'platform' })),
  );
  return { what: 'images', state: own.means('on'), key };
}

/** HTTPS alone; TLS 1.0 and 1.1 ended on 2020-01-13. Source: container-registry-faq. Tiers below Premium have no rules. */
function doorOf(own: Cell): Endpoint {
  const rules = own.at('properties/networkRuleSet');
  const action = rules
    .at('defaultAction')
    .oneOf<'allow' | 'deny'>({ Allow: 'allow', Deny: 'deny' });
  const isThere = rules.isThere();
  const reach = reachBy(own.at('properties/publicNetworkAccess'), () =>
    isThere.said && !isThere.value
      ? map(isThere, () => ({ is: 'internet' }))
      : andThen(action, (word) =>
          word === 'allow'
            ? map(action, () => ({ is: 'internet' }))
            : addressesIn(rules.at('ipRules').list(), 'value'),
        ),
  );
  return {
    what: 'container registry',
    oldestTls: own.means('1.2'),
    plainText: own.means('refused'),
    reach,
    keys: own
      .at('properties/adminUserEnabled')
      .oneOf<'accepted' | 'refused'>({ true: 'accepted', false: 'refused' }),
  };
}
