import { map } from '#traits/said.ts';
import { azCommand, azScope } from '../az-command.ts';
import { defineResourceType, from, type Mendable, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream } from '../diagnostic-settings.ts';
import { subscriptionRegions } from '../subscription-regions.ts';
import { backupsOf } from './protected-items.ts';
import { BREAKS } from './vault-breaks.ts';
import { GOOD } from './vault-good.ts';
import { vaultPlaces } from './vault-places.ts';
import { backupPolicies, protectedItems, storageConfig, vaults } from './vault-reads.ts';
import { vaultEncryption, vaultKeeping } from './vault-settings.ts';

/** A restore hands the data out. Source: Azure Backup, resource logs; there is no group `audit`. */
const JOBS = {
  what: 'backup and restore jobs',
  carry: ['addonazurebackupjobs', 'azurebackupreport'],
  other: [
    'addonazurebackupalerts',
    'addonazurebackuppolicy',
    'addonazurebackupprotectedinstance',
    'addonazurebackupstorage',
    'azuresiterecoveryevents',
    'azuresiterecoveryjobs',
    'azuresiterecoveryprotecteddiskdatachurn',
    'azuresiterecoveryrecoverypoints',
    'azuresiterecoveryreplicateditems',
    'azuresiterecoveryreplicationdatauploadrate',
    'azuresiterecoveryreplicationstats',
    'coreazurebackup',
  ],
} as const;

/** A Recovery Services vault. Source: Microsoft.RecoveryServices/vaults, 2026-07-01. */
export const recoveryServicesVault = defineResourceType({
  type: 'Microsoft.RecoveryServices/vaults',
  holds: 'copies',
  serves: 'clients',
  reads: {
    vault: vaults,
    config: storageConfig,
    regions: subscriptionRegions,
    items: protectedItems,
    policies: backupPolicies,
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(
        ['primary', 'backup'],
        from(
          'vault',
          'config',
          'regions',
          'items',
          'policies',
        )((own, config, regions, items, policies) =>
          vaultPlaces({ own, config, regions, items, policies }),
        ),
      ),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: from('vault')((own) => [vaultEncryption(own)]),
    endpoints: from('vault')((own) => [
      {
        what: 'backup vault',
        // HTTPS with TLS 1.2 or later only; there is no setting. Source: "Azure Backup security overview", 2025-02-24.
        oldestTls: own.means('1.2'),
        plainText: own.means('refused'),
        reach: map(
          own
            .at('properties/publicNetworkAccess')
            .oneOf({ Enabled: 'internet', Disabled: 'private' } as const),
          (is) => ({ is }),
        ),
      },
    ]),
    backups: from('items', 'policies')(backupsOf),
    keeping: from('vault')((own) => [vaultKeeping(own)]),
    logs: from('settings')((settings) => [logStream(settings, JOBS)]),
  },
  mend: {
    'regional-redundancy': toTwoRegions,
    'geo-redundant-backup': toTwoRegions,
    'cross-region-restore': ({ id, name }) =>
      `${azCommand`az backup vault backup-properties set --name ${name} --cross-region-restore-flag true`} ${azScope(id)}`,
    'deletion-protection': (
      { id, name },
      { immutability }: { readonly immutability?: 'locked' | 'unlocked' },
    ) =>
      immutability === undefined
        ? `${azCommand`az backup vault backup-properties set --name ${name} --soft-delete-feature-state Enable`} ${azScope(id)}`
        : `${azCommand`az backup vault update --name ${name} --immutability-state ${immutability === 'locked' ? 'Locked' : 'Unlocked'}`} ${azScope(id)}`,
    'network-isolation': ({ id, name }) =>
      `${azCommand`az backup vault update --name ${name} --public-network-access Disable`} ${azScope(id)}`,
    'access-logging': ({ id }) =>
      `${azCommand`az monitor diagnostic-settings create --name backup --resource ${id} --logs ${'[{"category":"AddonAzureBackupJobs","enabled":true}]'}`} --workspace "$WORKSPACE_ID"`,
  },
  good: GOOD,
  breaks: BREAKS,
  leaves: {
    vault: {
      'properties/provisioningState': 'the last write, not how it is kept',
      'properties/upgradeDetails/**': 'a move of the vault to a newer form',
      'properties/privateEndpointConnections/**':
        'further ways in; whether the public one is closed is what counts',
      'properties/privateEndpointStateForBackup': 'as the connections',
      'properties/privateEndpointStateForSiteRecovery': 'as the connections',
      'properties/encryption/kekIdentity/**': 'with which identity the key is fetched',
      'properties/moveDetails/**': 'where the vault was before; its location says where it is',
      'properties/moveState': 'as the details',
      'properties/backupStorageVersion': 'the form of the store',
      'properties/monitoringSettings/**': 'alerts of the vault: no claim speaks of them yet',
      'properties/costManagementSettings/**': 'how it is billed',
      'properties/restoreSettings/**':
        'into which subscriptions may be restored: no claim speaks of it',
      'properties/securitySettings/immutabilitySettings/configuration/durationInDays':
        'a time of its own is not understood as immutability, however long',
      'properties/securitySettings/softDeleteSettings/enhancedSecurityState':
        'a PIN for servers elsewhere: no claim speaks of it',
      'properties/securitySettings/multiUserAuthorization': 'no claim speaks of it',
      'properties/securitySettings/sourceScanConfiguration/**': 'malware in backups: no claim yet',
      'properties/secureScore': "Azure's own sum of the settings that are read",
      'properties/bcdrSecurityLevel': "Azure's own sum of the settings that are read",
      'properties/resourceGuardOperationRequests': 'part of requests, not of answers',
      'identity/**': 'which identity it acts with',
      'sku/**': 'there is one',
      'systemData/**': 'who wrote it, and when',
      etag: 'the version of the answer',
      tags: 'read with the inventory',
    },
    config: {
      'properties/storageType': 'the same as storageModelType, by an older name',
      'properties/storageTypeState': 'whether it can still be changed',
      'properties/dedupState': 'how it is stored',
      'properties/xcoolState': 'how it is stored',
      'systemData/**': 'who wrote it, and when',
      location: 'the region of the vault, which says it itself',
      eTag: 'the version of the answer',
      tags: 'of the vault',
    },
  },
});

/** Azure allows it only while nothing is protected yet. */
function toTwoRegions({ id, name }: Mendable): string {
  return `${azCommand`az backup vault backup-properties set --name ${name} --backup-storage-redundancy GeoRedundant`} ${azScope(id)}`;
}
