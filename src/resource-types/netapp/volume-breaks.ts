import type { Break } from '../define-resource-type.ts';

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
