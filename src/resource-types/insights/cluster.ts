import type { Cell } from '#traits/cell.ts';
import type { Encryption } from '#traits/encryption.ts';
import { beside } from '#traits/trait.ts';
import { lacks } from '../absence.ts';
import { keyIn } from '../customer-key.ts';
import { defineResourceType, from } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { allOf } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { neverBackedUp } from '../no-backup.ts';
import { clusterPlaces } from './workspace-places.ts';

const TYPE = 'Microsoft.OperationalInsights/clusters';

/**
 * A cluster of log workspaces: their logs lie in it, under a key of the customer's own where it has one. Source:
 * Microsoft.OperationalInsights/clusters, 2026-03-01; type-facts-data §9.
 */
export const logCluster = defineResourceType({
  type: 'Microsoft.OperationalInsights/clusters',
  holds: 'telemetry',
  serves: 'nobody',
  reads: {
    cluster: allOf({
      name: 'logCluster',
      what: 'log cluster',
      type: TYPE,
      apiVersion: '2026-03-01',
    }),
  },
  traits: {
    places: from('cluster')(clusterPlaces),
    encryption: from('cluster')((own) => [encryptionOf(own)]),
    backups: from('cluster')((own) =>
      neverBackedUp(own, 'Logs can be exported, but Azure keeps no backup of them'),
    ),
    logs: beside('logs are asked for in its workspaces, which write who does'),
  },
  mend: {},
  good: {
    id: idOf(TYPE, 'cluster'),
    bodies: {
      cluster: {
        location: 'northeurope',
        properties: {
          provisioningState: 'Succeeded',
          clusterId: '00000000-0000-0000-0000-00000000000c',
          isDoubleEncryptionEnabled: true,
          keyVaultProperties: {
            keyVaultUri: 'https://kv.vault.azure.net',
            keyName: 'cmk',
            keyVersion: '',
          },
          replication: { enabled: true, location: 'westeurope', provisioningState: 'Succeeded' },
        },
      },
    },
  },
  breaks: [
    {
      as: 'lies in the United States',
      set: { cluster: { location: 'eastus' } },
      breaks: ['location'],
    },
    {
      as: 'is replicated to the United States',
      set: { cluster: { 'properties/replication/location': 'eastus' } },
      breaks: ['location'],
    },
    {
      as: 'is encrypted under Azure’s own key',
      set: { cluster: { 'properties/keyVaultProperties': undefined } },
      breaks: ['customer-keys'],
    },
    {
      as: 'is encrypted once, where twice is claimed',
      set: { cluster: { 'properties/isDoubleEncryptionEnabled': false } },
      with: { 'encryption-at-rest': { layers: 2 } },
      breaks: ['encryption-at-rest'],
    },
  ],
  leaves: {
    cluster: {
      ...leaving(
        'what it is called and how it fares',
        'createdDate lastModifiedDate replication/createdDate replication/lastModifiedDate',
      ),
      ...leaving('price and size', 'billingType capacityReservationProperties/**'),
      ...leaving('its workspaces, judged by themselves', 'associatedWorkspaces/**'),
      ...leaving(
        'zones of one region: no claim speaks of them yet',
        'isAvailabilityZonesEnabled replication/isAvailabilityZonesEnabled',
      ),
      ...leaving(
        'of the key that is named',
        'keyVaultProperties/keyVersion keyVaultProperties/keyRsaSize',
      ),
      'sku/**': 'price and size',
      'identity/**': 'as whom it fetches the key',
    },
  },
});

/** Always; the last 14 days are kept in memory and on fast disks under a key of Microsoft’s. Source: azure-monitor/logs/customer-managed-keys. */
function encryptionOf(own: Cell): Encryption {
  const second = own
    .at('properties/isDoubleEncryptionEnabled')
    .oneOf<'on' | 'off'>({ true: 'on', false: 'off' });
  const key = lacks(own, 'properties/keyVaultProperties')
    ? own.at('properties').means({ of: 'platform' } as const)
    : keyIn(own.at('properties/keyVaultProperties'), 'keyVaultUri', 'keyName');
  return { what: 'log cluster', state: own.means('on'), key, second };
}
