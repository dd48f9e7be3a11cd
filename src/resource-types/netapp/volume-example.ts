import type { Good } from '../define-resource-type.ts';
import { idOf, logsTo } from '../examples.ts';

const ACCOUNT = idOf('Microsoft.NetApp/netAppAccounts', 'files');
const SNAPSHOTS = `${ACCOUNT}/snapshotPolicies/nightly`;
const BACKUPS = `${ACCOUNT}/backupPolicies/nightly`;
export const ACCESS_LOG = { category: 'ANFFileAccess' };

const RULE = {
  ruleIndex: 1,
  unixReadOnly: false,
  unixReadWrite: false,
  kerberos5ReadOnly: false,
  kerberos5ReadWrite: false,
  kerberos5iReadOnly: false,
  kerberos5iReadWrite: false,
  kerberos5pReadOnly: false,
  kerberos5pReadWrite: true,
  nfsv41: true,
};

/** A volume that keeps every promise that one can keep. */
export const GOOD: Good = {
  id: `${ACCOUNT}/capacityPools/pool/volumes/home`,
  bodies: {
    volume: {
      location: 'northeurope',
      properties: {
        provisioningState: 'Succeeded',
        protocolTypes: ['NFSv4.1'],
        kerberosEnabled: true,
        exportPolicy: { rules: [RULE] },
        encryptionKeySource: 'Microsoft.KeyVault',
        encrypted: true,
        fileAccessLogs: 'Enabled',
        dataProtection: {
          snapshot: { snapshotPolicyId: SNAPSHOTS },
          backup: {
            backupPolicyId: BACKUPS,
            backupVaultId: `${ACCOUNT}/backupVaults/vault`,
            policyEnforced: true,
          },
          replication: {
            endpointType: 'Src',
            replicationSchedule: 'hourly',
            mirrorState: 'Mirrored',
            destinationReplications: [
              { region: 'westeurope', replicationType: 'CrossRegionReplication' },
            ],
          },
        },
      },
    },
    pool: { properties: { provisioningState: 'Succeeded', encryptionType: 'Double' } },
    account: {
      properties: {
        provisioningState: 'Succeeded',
        encryption: {
          keyVaultProperties: { keyVaultUri: 'https://kv.vault.azure.net', keyName: 'cmk' },
        },
      },
    },
    snapshots: [{ properties: { created: '2026-11-21T02:00:00Z' } }],
    snapshotPolicies: [
      {
        id: SNAPSHOTS,
        properties: {
          provisioningState: 'Succeeded',
          enabled: true,
          hourlySchedule: { minute: 0, snapshotsToKeep: 24 },
        },
      },
    ],
    backupPolicies: [
      {
        id: BACKUPS,
        properties: {
          provisioningState: 'Succeeded',
          enabled: true,
          dailyBackupsToKeep: 30,
          weeklyBackupsToKeep: 0,
          monthlyBackupsToKeep: 12,
        },
      },
    ],
    settings: logsTo(ACCESS_LOG),
  },
  cannot: {
    'geo-redundant-backup': 'backups lie in the region of the volume; a replica is none',
  },
  unbreakable: { 'network-isolation': 'it has addresses of a private network alone' },
};
