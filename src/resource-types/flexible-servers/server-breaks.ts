import type { Break } from '../define-resource-type.ts';

/** The ways to break a flexible server of either engine. */
export function serverBreaks(what: string): readonly Break[] {
  const replica = (location: string): unknown => ({
    id: `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/${what}/db-2`,
    location,
    properties: { replicationRole: 'Replica' },
  });
  return [
    ...['SameZone', 'Disabled'].map((mode) => ({
      as: `lies in one zone: ${mode}`,
      set: { server: { 'properties/highAvailability/mode': mode } },
      breaks: ['zone-redundant'],
    })),
    {
      as: 'accepts plain text',
      set: { parameters: { '0/properties/value': 'OFF' } },
      breaks: ['encryption-in-transit'],
    },
    {
      as: 'is to demand TLS after a restart',
      set: { parameters: { '0/properties/isConfigPendingRestart': true } },
      breaks: [],
      blinds: ['encryption-in-transit'],
    },
    {
      as: 'lets in every address',
      set: {
        server: { 'properties/network/publicNetworkAccess': 'Enabled' },
        firewallRules: { '': [ruleOf('0.0.0.1', '255.255.255.255')] },
      },
      breaks: ['network-isolation'],
    },
    {
      as: 'lets in every resource of Azure, whosever it is',
      set: {
        server: { 'properties/network/publicNetworkAccess': 'Enabled' },
        firewallRules: { '': [ruleOf('0.0.0.0', '0.0.0.0')] },
      },
      breaks: ['network-isolation'],
    },
    {
      as: 'lies in the United States',
      set: { server: { location: 'eastus' } },
      breaks: ['geo-redundant-backup', 'location', 'regional-redundancy'],
    },
    {
      as: 'has a replica in the United States',
      set: { replicas: { '': [replica('eastus')] } },
      breaks: ['location', 'regional-redundancy'],
    },
    {
      as: 'backs up into its own region alone',
      set: { server: { 'properties/backup/geoRedundantBackup': 'Disabled' } },
      breaks: ['geo-redundant-backup', 'regional-redundancy'],
    },
    {
      as: 'keeps backups for seven days',
      set: {
        server: {
          'properties/backup/backupRetentionDays': 7,
          'properties/backup/earliestRestoreDate': '2026-11-14T06:00:00Z',
        },
      },
      breaks: ['backup-retention', 'point-in-time-restore'],
    },
    {
      as: 'can be restored for three days only, whatever its retention says',
      set: { server: { 'properties/backup/earliestRestoreDate': '2026-11-18T06:00:00Z' } },
      breaks: ['backup-retention', 'point-in-time-restore'],
    },
    {
      as: 'names no restore point',
      set: { server: { 'properties/backup/earliestRestoreDate': undefined } },
      breaks: [],
      blinds: ['backup-interval', 'backup-retention', 'log-backup', 'point-in-time-restore'],
    },
    {
      as: 'was backed up three days ago for the last time',
      set: {
        backups: {
          '0/properties/completedTime': '2026-11-17T03:00:00Z',
          '1/properties/completedTime': '2026-11-18T03:00:00Z',
        },
      },
      breaks: ['backup-recent'],
    },
    {
      as: 'has no backup that Azure lists',
      set: { backups: { '': [] } },
      breaks: [],
      blinds: ['backup-recent'],
    },
    {
      as: 'is demanded to be backed up in full each hour, and its log each minute',
      set: {},
      breaks: ['full-backup', 'log-backup'],
      with: { 'full-backup': { every: 'PT1H' }, 'log-backup': { every: 'PT1M' } },
    },
    {
      as: 'is encrypted under the key of the service',
      set: { server: { 'properties/dataEncryption/type': 'SystemManaged' } },
      breaks: ['customer-keys'],
    },
    {
      as: 'has no key for its geo-redundant backups',
      set: { server: { 'properties/dataEncryption/geoBackupKeyURI': undefined } },
      breaks: [],
      blinds: ['customer-keys'],
    },
    {
      as: 'has no backup in a vault',
      set: { vaulted: { '': [] } },
      breaks: ['long-term-retention', 'monthly-retention'],
    },
    { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
  ];
}

/** A replica has the backups of what it copies, which lie there: where that is not said, nobody knows where. */
export function replicaBreaks(id: string, role: string): readonly Break[] {
  const source = {
    id: `${id}-source`,
    location: 'East US',
    properties: { backup: { geoRedundantBackup: 'Disabled' } },
  };
  const places = ['geo-redundant-backup', 'location', 'regional-redundancy'];
  const backups = [
    'backup-interval',
    'backup-recent',
    'backup-retention',
    'differential-backup',
    'log-backup',
    'point-in-time-restore',
  ];
  return [
    {
      as: 'is a replica of a server in the United States',
      set: {
        server: {
          location: 'East US 2',
          'properties/replicationRole': role,
          'properties/sourceServerResourceId': source.id,
        },
        servers: { '': [source] },
      },
      breaks: places,
    },
    {
      as: 'is a replica, and does not name what it copies',
      set: { server: { 'properties/replicationRole': role } },
      breaks: [],
      blinds: [...backups, ...places],
    },
    {
      as: 'says that it copies none, and names what it copies',
      set: { server: { 'properties/sourceServerResourceId': source.id } },
      breaks: [],
      blinds: [...backups, ...places],
    },
  ];
}

function ruleOf(startIpAddress: string, endIpAddress: string): unknown {
  return { properties: { startIpAddress, endIpAddress } };
}
