import { azCommand, azScope } from '#domain/az-command.ts';
import { map } from '#traits/said.ts';
import { beside } from '#traits/trait.ts';
import { defineResourceType, from, type Mendable, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream } from '../diagnostic-settings.ts';
import { subscriptionRegions } from '../subscription-regions.ts';
import { backupsOf } from './protected-items.ts';
import { BREAKS } from './vault-breaks.ts';
import { GOOD } from './vault-good.ts';
import { LEAVES } from './vault-leaves.ts';
import { vaultPlaces } from './vault-places.ts';
import { backupPolicies, protectedItems, storageConfig, vaults } from './vault-reads.ts';
import { vaultEncryption, vaultKeeping } from './vault-settings.ts';

const VOUCHED = 'Microsoft vouches for it: there is no setting';

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
    zones: beside('what it keeps are copies, whose redundancy geo-redundant-backup asks after'),
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
  good: {
    ...GOOD,
    unbreakable: { 'encryption-at-rest': VOUCHED, 'encryption-in-transit': VOUCHED },
  },
  breaks: BREAKS,
  leaves: LEAVES,
});

/** Azure allows it only while nothing is protected yet. */
function toTwoRegions({ id, name }: Mendable): string {
  return `${azCommand`az backup vault backup-properties set --name ${name} --backup-storage-redundancy GeoRedundant`} ${azScope(id)}`;
}
