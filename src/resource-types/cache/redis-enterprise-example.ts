import type { Break, Good } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';

const ID = idOf('Microsoft.Cache/redisEnterprise', 'cache');

/** A cluster that keeps every promise that one can keep. */
export const GOOD: Good = {
  id: ID,
  bodies: {
    cluster: {
      location: 'West Europe',
      kind: 'v2',
      sku: { name: 'Balanced_B5' },
      properties: {
        provisioningState: 'Succeeded',
        minimumTlsVersion: '1.2',
        publicNetworkAccess: 'Disabled',
        encryption: {
          customerManagedKeyEncryption: {
            keyEncryptionKeyUrl: 'https://kv.vault.azure.net/keys/cmk/1',
          },
        },
      },
    },
    databases: [
      {
        id: `${ID}/databases/default`,
        name: 'default',
        properties: {
          provisioningState: 'Succeeded',
          clientProtocol: 'Encrypted',
          accessKeysAuthentication: 'Disabled',
          geoReplication: {
            groupNickname: 'caches',
            linkedDatabases: [
              { id: `${ID}/databases/default`, state: 'Linked' },
              { id: `${ID}-2/databases/default`, state: 'Linked' },
            ],
          },
        },
      },
    ],
  },
  unknown: ['backup-interval', 'backup-recent', 'backup-retention'],
  cannot: { 'geo-redundant-backup': 'Azure keeps no backup of a cache' },
  unbreakable: { 'encryption-at-rest': 'there is no setting' },
};

/** The ways to break a cluster. */
export const BREAKS: readonly Break[] = [
  {
    as: 'accepts TLS 1.0',
    set: { cluster: { 'properties/minimumTlsVersion': '1.0' } },
    breaks: ['encryption-in-transit'],
  },
  {
    as: 'has a database that talks plain text',
    set: { databases: { '0/properties/clientProtocol': 'Plaintext' } },
    breaks: ['encryption-in-transit'],
  },
  {
    as: 'has a database that does not say whether it talks plain text',
    set: { databases: { '0/properties/clientProtocol': undefined } },
    breaks: [],
    blinds: ['encryption-in-transit'],
  },
  {
    as: 'is open to the internet',
    set: { cluster: { 'properties/publicNetworkAccess': 'Enabled' } },
    breaks: ['network-isolation'],
  },
  {
    as: 'was made with a version that knew of no switch for its public endpoint',
    set: { cluster: { 'properties/publicNetworkAccess': null } },
    breaks: [],
    blinds: ['network-isolation'],
  },
  ...[undefined, {}].map((encryption) => ({
    as: encryption === undefined ? 'names no key' : 'names a key of nobody’s',
    set: { cluster: { 'properties/encryption/customerManagedKeyEncryption': encryption } },
    breaks: ['customer-keys'],
  })),
  {
    as: 'lies in the United States',
    set: { cluster: { location: 'eastus' } },
    breaks: ['location', 'regional-redundancy'],
  },
  {
    as: 'is linked to no other cluster',
    set: { databases: { '0/properties/geoReplication': undefined } },
    breaks: ['regional-redundancy'],
  },
  {
    as: 'is linked to another cluster that is not filled yet',
    set: { databases: { '0/properties/geoReplication/linkedDatabases/1/state': 'Linking' } },
    breaks: ['regional-redundancy'],
  },
];
