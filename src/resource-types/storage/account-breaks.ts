import type { Break } from '../define-resource-type.ts';
import { good } from './account-good.ts';
import { everyBackup, recoveryBreaks } from './recovery-breaks.ts';

const plain = ['encryption-in-transit'];
const copies = ['geo-redundant-backup', 'location', 'regional-redundancy'];

/** Every way that a storage account can fall short. */
export const breaks: readonly Break[] = [
  {
    as: 'it lies in one zone of its region',
    set: { account: { 'sku/name': 'Standard_GRS' } },
    breaks: ['zone-redundant'],
  },
  { as: 'TLS 1.1 is accepted', set: account('minimumTlsVersion', 'TLS1_1'), breaks: plain },
  { as: 'no TLS version is demanded', set: account('minimumTlsVersion', undefined), breaks: plain },
  { as: 'plain HTTP is accepted', set: account('supportsHttpsTrafficOnly', false), breaks: plain },
  {
    as: 'NFS 3.0 is on, which is never encrypted',
    set: account('isNfsV3Enabled', true),
    breaks: plain,
  },
  {
    as: 'a domain of its own, which Azure serves over plain HTTP',
    set: account('customDomain', { name: 'files.example.com' }),
    breaks: plain,
  },
  {
    as: 'SMB without encryption is let in',
    set: files('smb/encryptionInTransit', { required: false }),
    breaks: plain,
  },
  {
    as: 'NFS without encryption is let in',
    set: files('nfs', { encryptionInTransit: { required: false } }),
    breaks: plain,
  },
  {
    as: 'an SMB cipher that is not known',
    set: files('smb/channelEncryption', 'NONE'),
    breaks: [],
    blinds: plain,
  },
  {
    as: 'every network is let in',
    set: account('networkAcls/defaultAction', 'Allow'),
    breaks: ['network-isolation'],
  },
  {
    as: 'half of the internet is let in',
    set: account('networkAcls/ipRules', [{ value: '0.0.0.0/1' }]),
    breaks: ['network-isolation'],
  },
  {
    as: 'every network is let at its classic logs',
    set: account('networkAcls/bypass', 'Logging, AzureServices'),
    breaks: ['network-isolation'],
  },
  {
    as: 'a network security perimeter decides',
    set: account('publicNetworkAccess', 'SecuredByPerimeter'),
    breaks: [],
    blinds: ['network-isolation'],
  },
  {
    as: 'a service is not encrypted',
    set: account('encryption/services/queue', { enabled: false, keyType: 'Account' }),
    breaks: ['encryption-at-rest'],
  },
  {
    as: 'whose key it is, is not understood',
    set: account('encryption/keySource', 'Microsoft.Elsewhere'),
    breaks: [],
    blinds: ['customer-keys', 'encryption-at-rest'],
  },
  {
    as: 'its data is served from the United States',
    set: account('primaryLocation', 'eastus'),
    breaks: ['location', 'regional-redundancy'],
  },
  {
    as: 'its second copy is in the United States',
    set: account('secondaryLocation', 'eastus'),
    breaks: copies,
  },
  {
    as: 'its second copy is in the region of the original',
    set: account('secondaryLocation', 'North Europe'),
    breaks: ['geo-redundant-backup', 'regional-redundancy'],
  },
  {
    as: 'it keeps one region only',
    set: { account: { sku: { name: 'Standard_ZRS' }, 'properties/secondaryLocation': undefined } },
    breaks: ['geo-redundant-backup', 'regional-redundancy'],
  },
  {
    as: 'how many regions it keeps is not understood',
    set: { account: { sku: { name: 'Standard_XGRS' } } },
    breaks: [],
    blinds: [...copies, 'zone-redundant'],
  },
  {
    as: 'it lies in an edge zone',
    set: { account: { extendedLocation: { name: 'losangeles', type: 'EdgeZone' } } },
    breaks: [],
    blinds: copies,
  },
  {
    as: 'its blobs are replicated to the United States',
    set: { replication: { '0/properties': { sourceAccount: good.id, destinationAccount: 'far' } } },
    breaks: ['location', 'regional-redundancy'],
  },
  {
    as: 'reads of its blobs are not recorded',
    set: {
      blobSettings: {
        '0/properties/logs': [
          { category: 'StorageRead', enabled: false },
          { category: 'StorageWrite', enabled: true },
          { category: 'StorageDelete', enabled: true },
        ],
      },
    },
    breaks: ['access-logging'],
  },
  {
    as: 'Azure manages its key',
    set: account('encryption/keySource', 'Microsoft.Storage'),
    breaks: ['customer-keys'],
  },
  {
    as: 'a table lies under the key of the table service',
    set: {
      account: { 'properties/encryption/services/table': { enabled: true, keyType: 'Service' } },
      tables: { '0': { name: 'events' } },
    },
    breaks: [...everyBackup, 'customer-keys'],
  },
  {
    as: "blobs may lie under a scope's key, which is Azure's",
    set: { scopes: { '0/properties': { source: 'Microsoft.Storage' } } },
    breaks: [],
    blinds: ['customer-keys'],
  },
  {
    as: 'it was down for a day',
    set: { availability: { 'value/0/timeseries/0/data/7/average': 0 } },
    breaks: ['platform-availability'],
  },
  ...recoveryBreaks,
];

function account(path: string, value: unknown): Break['set'] {
  return { account: { [`properties/${path}`]: value } };
}

function files(path: string, value: unknown): Break['set'] {
  return { files: { [`properties/protocolSettings/${path}`]: value } };
}
