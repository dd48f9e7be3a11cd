import type { Break } from '../define-resource-type.ts';

/** The ways to break a backup vault. */
export const VAULT_BREAKS: readonly Break[] = [
  {
    as: 'lies in the United States',
    set: { vault: { location: 'eastus' } },
    breaks: ['geo-redundant-backup', 'location', 'regional-redundancy'],
  },
  {
    as: 'keeps one region',
    set: { vault: { 'properties/storageSettings/0/type': 'ZoneRedundant' } },
    breaks: ['geo-redundant-backup', 'regional-redundancy'],
  },
  {
    as: 'has a store in two regions and one in its own',
    set: {
      vault: {
        'properties/storageSettings/1': {
          datastoreType: 'OperationalStore',
          type: 'LocallyRedundant',
        },
      },
    },
    breaks: [],
    blinds: ['geo-redundant-backup', 'regional-redundancy'],
  },
  {
    as: 'is replicated to the United States',
    set: { vault: { 'properties/replicatedRegions': ['eastus'] } },
    breaks: ['location', 'regional-redundancy'],
  },
  {
    as: 'restores in its own region only',
    set: { vault: { 'properties/featureSettings/crossRegionRestoreSettings/state': 'Disabled' } },
    breaks: ['cross-region-restore'],
  },
  {
    as: 'lets deleted backups go at once',
    set: { vault: { 'properties/securitySettings/softDeleteSettings/state': 'Off' } },
    breaks: ['deletion-protection'],
  },
  {
    as: 'lets backups be deleted before their time',
    set: { vault: { 'properties/securitySettings/immutabilitySettings/state': 'Disabled' } },
    breaks: ['deletion-protection'],
    with: { 'deletion-protection': { immutability: 'locked' } },
  },
  {
    as: 'is encrypted under the platform’s own key',
    set: { vault: { 'properties/securitySettings/encryptionSettings': undefined } },
    breaks: ['customer-keys'],
  },
  {
    as: 'is at odds with itself about its key',
    set: { vault: { 'properties/securitySettings/encryptionSettings/state': 'Inconsistent' } },
    breaks: [],
    blinds: ['customer-keys'],
  },
  { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
];
