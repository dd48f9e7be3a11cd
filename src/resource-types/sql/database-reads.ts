import { availability } from '../availability.ts';
import { diagnosticSettings } from '../diagnostic-settings.ts';
import { subscriptionRegions } from '../subscription-regions.ts';
import { tierOf } from './dedicated-pool.ts';
import {
  childrenOfOwner,
  listOfDatabase,
  listOfOwner,
  settingOfDatabase,
  settingOfOwner,
} from './reads.ts';
import { longTermBackupsOf } from './reads-in-region.ts';

const TDE = 'Microsoft.Sql/servers/databases/transparentDataEncryption/read';

/** All databases of a server, `master` and dedicated SQL pools included. */
const databases = childrenOfOwner(
  {
    name: 'sqlDatabase',
    what: 'SQL databases of server',
    permission: 'Microsoft.Sql/servers/databases/read',
    source: 'Microsoft.Sql/servers/databases: Databases - List By Server',
    childType: 'microsoft.sql/servers/databases',
    parentType: 'microsoft.sql/servers',
  },
  (sql, { resourceGroup, name }, options) =>
    sql.databases.listByServer(resourceGroup, name, options),
  // Guess: it does not wake a paused database, Microsoft's table of triggers does not name it.
  (sql, { resourceGroup, name, child }, options) =>
    sql.databases.get(resourceGroup, name, child, options),
);

/** The server of a database: its region, where its long-term backups are asked for. */
const server = settingOfOwner(
  {
    name: 'sqlServerOfDatabase',
    what: 'SQL server',
    permission: 'Microsoft.Sql/servers/read',
    source: 'Microsoft.Sql/servers: Servers - Get',
  },
  (sql, { resourceGroup, name }, options) => sql.servers.get(resourceGroup, name, options),
);

/** The failover groups of a server. */
export const failoverGroups = listOfOwner(
  {
    name: 'sqlFailoverGroups',
    what: 'failover groups of SQL server',
    permission: 'Microsoft.Sql/servers/failoverGroups/read',
    source: 'Microsoft.Sql/servers/failoverGroups: Failover Groups - List By Server',
  },
  (sql, { resourceGroup, name }, options) =>
    sql.failoverGroups.listByServer(resourceGroup, name, options),
);

/** How a database of a logical server is read. */
export const databaseReads = {
  database: databases,
  encryption: settingOfDatabase(
    {
      name: 'sqlDatabaseTransparentDataEncryption',
      what: 'transparent data encryption of SQL database',
      permission: TDE,
      source:
        'Microsoft.Sql/servers/databases/transparentDataEncryption: Transparent Data Encryptions - Get',
      wakes: true,
    },
    (sql, { resourceGroup, name, child }, options) =>
      sql.transparentDataEncryptions.get(resourceGroup, name, child, 'current', options),
  ),
  protector: settingOfOwner(
    {
      name: 'sqlServerEncryptionProtector',
      what: 'encryption protector of SQL server',
      permission: 'Microsoft.Sql/servers/encryptionProtector/read',
      source: 'Microsoft.Sql/servers/encryptionProtector: Encryption Protectors - Get',
    },
    (sql, { resourceGroup, name }, options) =>
      sql.encryptionProtectors.get(resourceGroup, name, 'current', options),
  ),
  shortTerm: settingOfDatabase(
    {
      name: 'sqlShortTermRetention',
      what: 'point-in-time restore policy of SQL database',
      permission: 'Microsoft.Sql/servers/databases/backupShortTermRetentionPolicies/read',
      source:
        'Microsoft.Sql/servers/databases/backupShortTermRetentionPolicies: Backup Short Term Retention Policies - Get',
      when: (own) =>
        tierOf(own) === 'dedicated-pool' ? 'A dedicated SQL pool has no such policy' : undefined,
    },
    (sql, { resourceGroup, name, child }, options) =>
      sql.backupShortTermRetentionPolicies.get(resourceGroup, name, child, 'default', options),
  ),
  longTerm: settingOfDatabase(
    {
      name: 'sqlLongTermRetention',
      what: 'long-term retention policy of SQL database',
      permission: 'Microsoft.Sql/servers/databases/backupLongTermRetentionPolicies/read',
      source:
        'Microsoft.Sql/servers/databases/backupLongTermRetentionPolicies: Long Term Retention Policies - Get',
      when: (own) =>
        tierOf(own) === 'dedicated-pool' ? 'A dedicated SQL pool has no such policy' : undefined,
    },
    (sql, { resourceGroup, name, child }, options) =>
      sql.longTermRetentionPolicies.get(resourceGroup, name, child, 'default', options),
  ),
  longTermBackups: longTermBackupsOf(
    {
      name: 'sqlLongTermBackups',
      what: 'long-term backups of SQL server',
      permission: 'Microsoft.Sql/locations/longTermRetentionServers/longTermRetentionBackups/read',
      source:
        'Microsoft.Sql/locations/longTermRetentionServers/longTermRetentionBackups: Long Term Retention Backups - List By Server',
    },
    server,
    (sql, region, server, options) =>
      sql.longTermRetentionBackups.listByServer(region, server, options),
  ),
  recoverable: listOfOwner(
    {
      name: 'sqlRecoverableDatabases',
      what: 'recoverable databases of SQL server',
      permission: 'Microsoft.Sql/servers/recoverableDatabases/read',
      source: 'Microsoft.Sql/servers/recoverableDatabases: Recoverable Databases - List By Server',
    },
    (sql, { resourceGroup, name }, options) =>
      sql.recoverableDatabases.listByServer(resourceGroup, name, options),
  ),
  restorePoints: listOfDatabase(
    {
      name: 'sqlRestorePoints',
      what: 'restore points of SQL database',
      permission: 'Microsoft.Sql/servers/databases/restorePoints/read',
      source: 'Microsoft.Sql/servers/databases/restorePoints: Restore Points - List By Database',
      when: (own) =>
        tierOf(own) === 'dedicated-pool'
          ? undefined
          : 'Only a dedicated SQL pool is backed up by restore points',
    },
    (sql, { resourceGroup, name, child }, options) =>
      sql.restorePoints.listByDatabase(resourceGroup, name, child, options),
  ),
  // The list hangs on the server: so does the action that it needs.
  links: listOfOwner(
    {
      name: 'sqlReplicationLinks',
      what: 'replication links of SQL server',
      permission: 'Microsoft.Sql/servers/replicationLinks/read',
      source:
        'Microsoft.Sql/servers/databases/replicationLinks: Replication Links - List By Server',
    },
    (sql, { resourceGroup, name }, options) =>
      sql.replicationLinks.listByServer(resourceGroup, name, options),
  ),
  failoverGroups,
  regions: subscriptionRegions,
  settings: diagnosticSettings,
  availability,
};
