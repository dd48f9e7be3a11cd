import type { Break, Good } from '../define-resource-type.ts';
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

function volumeWith(members: Readonly<Record<string, unknown>>): Break['set'] {
  const set = Object.entries(members).map(([name, value]) => [`properties/${name}`, value]);
  return { volume: Object.fromEntries(set) };
}

/** The ways to break a volume. */
export const BREAKS: readonly Break[] = [
  {
    as: 'speaks NFS 3',
    set: volumeWith({ protocolTypes: ['NFSv3'] }),
    breaks: ['encryption-in-transit'],
  },
  {
    as: 'does not say which protocol it speaks',
    set: volumeWith({ protocolTypes: undefined }),
    breaks: ['encryption-in-transit'],
  },
  {
    as: 'speaks NFS 4.1 without Kerberos',
    set: volumeWith({ kerberosEnabled: false }),
    breaks: ['encryption-in-transit'],
  },
  {
    as: 'lets in by Kerberos that signs alone',
    set: volumeWith({ 'exportPolicy/rules/0/kerberos5iReadWrite': true }),
    breaks: ['encryption-in-transit'],
  },
  {
    as: 'speaks SMB, not encrypted',
    set: volumeWith({ protocolTypes: ['CIFS'], smbEncryption: false }),
    breaks: ['encryption-in-transit'],
  },
  {
    as: 'speaks SMB, encrypted',
    set: volumeWith({ protocolTypes: ['CIFS'], smbEncryption: true }),
    breaks: [],
  },
  {
    as: 'speaks a protocol that is new',
    set: volumeWith({ protocolTypes: ['S3'] }),
    breaks: [],
    blinds: ['encryption-in-transit'],
  },
  { as: 'is not encrypted', set: volumeWith({ encrypted: false }), breaks: ['encryption-at-rest'] },
  {
    as: 'is encrypted under the key of the service',
    set: volumeWith({ encryptionKeySource: 'Microsoft.NetApp' }),
    breaks: ['customer-keys'],
  },
  {
    as: 'is encrypted once, where twice is claimed',
    set: { pool: { 'properties/encryptionType': 'Single' } },
    breaks: ['encryption-at-rest'],
    with: { 'encryption-at-rest': { layers: 2 } },
  },
  {
    as: 'lies in the United States',
    set: { volume: { location: 'eastus' } },
    breaks: ['location', 'regional-redundancy'],
  },
  {
    as: 'is replicated to the United States',
    set: volumeWith({ 'dataProtection/replication/destinationReplications/0/region': 'eastus' }),
    breaks: ['location', 'regional-redundancy'],
  },
  {
    as: 'is replicated outside of Azure',
    set: volumeWith({
      'dataProtection/replication/remotePath': { externalHostName: 'cluster', serverName: 's' },
    }),
    breaks: [],
    blinds: ['location', 'regional-redundancy'],
  },
  {
    as: 'is replicated no more',
    set: volumeWith({ 'dataProtection/replication/mirrorState': 'Broken' }),
    breaks: ['regional-redundancy'],
  },
  {
    as: 'is replicated nowhere',
    set: volumeWith({ 'dataProtection/replication': undefined }),
    breaks: ['regional-redundancy'],
  },
  {
    as: 'has no policy for snapshots or backups, nor a snapshot',
    set: {
      ...volumeWith({ 'dataProtection/snapshot': undefined, 'dataProtection/backup': undefined }),
      snapshots: { '': [] },
    },
    breaks: ['backup-interval', 'backup-recent', 'backup-retention'],
  },
  {
    as: 'keeps what its policies take for a day',
    set: {
      backupPolicies: {
        '0/properties/dailyBackupsToKeep': 2,
        '0/properties/monthlyBackupsToKeep': 0,
      },
    },
    breaks: ['backup-retention'],
  },
  {
    as: 'has policies that are switched off',
    set: {
      snapshotPolicies: { '0/properties/enabled': false },
      backupPolicies: { '0/properties/enabled': false },
    },
    breaks: ['backup-interval', 'backup-retention'],
  },
  {
    as: 'has snapshots that are days old',
    set: { snapshots: { '0/properties/created': '2026-11-17T02:00:00Z' } },
    breaks: ['backup-recent'],
  },
  {
    as: 'has no snapshot',
    set: { snapshots: { '': [] } },
    breaks: [],
    blinds: ['backup-recent'],
  },
  {
    as: 'writes no log of access',
    set: volumeWith({ fileAccessLogs: 'Disabled' }),
    breaks: ['access-logging'],
  },
  { as: 'sends its log nowhere', set: { settings: { '': [] } }, breaks: ['access-logging'] },
];
