import type { Cell } from '#traits/cell.ts';
import type { Place } from '#traits/place.ts';
import { findRegion } from '#traits/regions.ts';
import { lacks } from '../absence.ts';
import { keyIn } from '../customer-key.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces } from '../diagnostic-settings.ts';
import { idOf } from '../examples.ts';
import { itself, listBelow } from '../generic-reads.ts';
import { runtimePlaces } from '../integration-runtimes.ts';
import { neverBackedUp } from '../no-backup.ts';
import { pairedCopy } from '../paired-copy.ts';
import { subscriptionRegions } from '../subscription-regions.ts';

const TYPE = 'Microsoft.DataFactory/factories';
const API_VERSION = '2018-06-01';

/** Regions from which nothing is copied. Source: data-factory/concepts-data-redundancy. */
const ALONE: readonly string[] = ['brazilsouth', 'southeastasia'];

/**
 * Pipelines and how to reach what they move; data passes through where its runtimes work, and is no one's who asks. Source:
 * Microsoft.DataFactory/factories, 2018-06-01; type-facts-data §6.
 */
export const dataFactory = defineResourceType({
  type: 'Microsoft.DataFactory/factories',
  holds: 'code',
  serves: 'nobody',
  reads: {
    factory: itself({
      name: 'dataFactory',
      what: 'data factory',
      type: TYPE,
      apiVersion: API_VERSION,
    }),
    runtimes: listBelow({
      name: 'dataFactoryRuntimes',
      what: 'integration runtimes of data factory',
      type: `${TYPE}/integrationRuntimes`,
      apiVersion: API_VERSION,
    }),
    regions: subscriptionRegions,
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(['primary', 'copy'], from('factory', 'regions')(placesOf)),
      only(['replica'], from('runtimes')(runtimePlaces)),
      only(['log'], from('settings')(logPlaces)),
    ],
    // Source: data-factory/enable-customer-managed-key.
    encryption: from('factory')((own) => [
      {
        what: 'data factory',
        state: own.means('on'),
        key: lacks(own, 'properties/encryption/vaultBaseUrl')
          ? own.at('properties').means({ of: 'platform' })
          : keyIn(own.at('properties/encryption'), 'vaultBaseUrl', 'keyName'),
      },
    ]),
    backups: from('factory')((own) =>
      neverBackedUp(own, 'Pipelines are kept in Git or nowhere: Azure keeps no backup of them'),
    ),
    // It logs what ran, and not who reached what. Source: type-classes §2.
    logs: from('factory')((own) => [
      { what: 'who reached what', state: own.means('not-written'), to: [] },
    ]),
  },
  mend: {},
  good: {
    id: idOf(TYPE, 'nightly'),
    bodies: {
      factory: {
        location: 'northeurope',
        properties: {
          provisioningState: 'Succeeded',
          encryption: { vaultBaseUrl: 'https://kv.vault.azure.net', keyName: 'cmk' },
        },
      },
      runtimes: [
        {
          name: 'here',
          properties: {
            type: 'Managed',
            typeProperties: { computeProperties: { location: 'North Europe' } },
          },
        },
      ],
      regions: [],
      settings: [],
    },
    cannot: { 'access-logging': 'it logs what ran, and not who reached what' },
    unbreakable: { 'encryption-at-rest': 'there is no setting' },
  },
  breaks: [
    {
      as: 'lies in the United States',
      set: { factory: { location: 'eastus' } },
      breaks: ['location'],
    },
    {
      as: 'works in the United States',
      set: { runtimes: { '0/properties/typeProperties/computeProperties/location': 'East US' } },
      breaks: ['location'],
    },
    ...[
      { as: 'works where the data is, wherever that is', location: 'AutoResolve' },
      { as: 'does not say where it works', location: undefined },
    ].map(({ as, location }) => ({
      as,
      set: { runtimes: { '0/properties/typeProperties/computeProperties/location': location } },
      breaks: [],
      blinds: ['location'],
    })),
    {
      as: 'works on a machine of its owner, wherever that is',
      set: { runtimes: { '0/properties/type': 'SelfHosted' } },
      breaks: [],
      blinds: ['location'],
    },
    {
      as: 'is encrypted under Azure’s own key',
      set: { factory: { 'properties/encryption': undefined } },
      breaks: ['customer-keys'],
    },
  ],
  leaves: {
    factory: {
      'properties/createTime': 'nothing here goes by its age',
      'properties/version': 'its version',
      'properties/purviewConfiguration/**': 'which catalogue knows of it',
      'properties/repoConfiguration/**':
        'the Git of the owner that pipelines are written in: no data',
      'properties/globalParameters/**': 'values of pipelines',
      'properties/encryption/keyVersion': 'of the key that is named',
      'properties/encryption/identity/**': 'as whom it fetches the key',
      'properties/publicNetworkAccess': 'whom its runtimes of the owner’s own may call by',
      'identity/**': 'as whom it signs in elsewhere',
    },
  },
});

/** What is set up is copied to the pair. Source: data-factory/concepts-data-redundancy. */
function placesOf(own: Cell, regions: Cell): readonly Place[] {
  const region = own.at('location').text();
  const home: Place = { kind: 'primary', what: 'data factory', region };
  const name = region.said ? findRegion(region.value)?.name : undefined;
  if (name !== undefined && ALONE.includes(name)) return [home];
  return [home, ...pairedCopy(own, regions, { what: 'copy in the paired region' })];
}
