import type { GroupRead } from '../define-read.ts';
import { diagnosticSettings } from '../diagnostic-settings.ts';
import { parentKey } from '../resource-names.ts';
import {
  allOfSubscription,
  childrenOfOwner,
  listOfOwner,
  settingOfDatabase,
  settingOfOwner,
} from './reads.ts';
import { listInOwnRegion, longTermBackupsOf } from './reads-in-region.ts';

const INSTANCE = 'Microsoft.Sql/managedInstances';
const DATABASE = `${INSTANCE}/databases`;
const BACKUPS =
  'locations/longTermRetentionManagedInstances/longTermRetentionManagedInstanceBackups';

/** All managed instances of a subscription. */
export const instances = allOfSubscription(
  {
    name: 'sqlManagedInstance',
    what: 'SQL managed instances of subscription',
    permission: `${INSTANCE}/read`,
    source: `${INSTANCE}: Managed Instances - List`,
    childType: INSTANCE.toLowerCase(),
  },
  (sql, options) => sql.managedInstances.list(options),
);

/** The instance of a database: its backup redundancy is set there. */
export const instanceOfDatabase = settingOfOwner(
  {
    name: 'sqlManagedInstanceOfDatabase',
    what: 'SQL managed instance',
    permission: `${INSTANCE}/read`,
    source: `${INSTANCE}: Managed Instances - Get`,
  },
  (sql, { resourceGroup, name }, options) => sql.managedInstances.get(resourceGroup, name, options),
);

/** All databases of an instance, found and read with one list. */
export const databases = childrenOfOwner(
  {
    name: 'sqlManagedDatabase',
    what: 'databases of SQL managed instance',
    permission: `${DATABASE}/read`,
    source: `${DATABASE}: Managed Databases - List By Instance`,
    childType: DATABASE.toLowerCase(),
    parentType: INSTANCE.toLowerCase(),
  },
  (sql, { resourceGroup, name }, options) =>
    sql.managedDatabases.listByInstance(resourceGroup, name, options),
);

/** No list carries it. */
export const encryption = settingOfDatabase(
  {
    name: 'sqlManagedDatabaseTransparentDataEncryption',
    what: 'transparent data encryption of managed database',
    permission: `${DATABASE}/transparentDataEncryption/read`,
    source: `${DATABASE}/transparentDataEncryption: Managed Database Transparent Data Encryption - Get`,
  },
  (sql, { resourceGroup, name, child }, options) =>
    sql.managedDatabaseTransparentDataEncryption.get(
      resourceGroup,
      name,
      child,
      'current',
      options,
    ),
);

export const protector = settingOfOwner(
  {
    name: 'sqlManagedInstanceEncryptionProtector',
    what: 'encryption protector of SQL managed instance',
    permission: `${INSTANCE}/encryptionProtector/read`,
    source: `${INSTANCE}/encryptionProtector: Managed Instance Encryption Protectors - Get`,
  },
  (sql, { resourceGroup, name }, options) =>
    sql.managedInstanceEncryptionProtectors.get(resourceGroup, name, 'current', options),
);

export const shortTermPolicy = settingOfDatabase(
  {
    name: 'sqlManagedShortTermRetention',
    what: 'point-in-time restore policy of managed database',
    permission: `${DATABASE}/backupShortTermRetentionPolicies/read`,
    source: `${DATABASE}/backupShortTermRetentionPolicies: Managed Backup Short Term Retention Policies - Get`,
  },
  (sql, { resourceGroup, name, child }, options) =>
    sql.managedBackupShortTermRetentionPolicies.get(resourceGroup, name, child, 'default', options),
);

export const longTermPolicy = settingOfDatabase(
  {
    name: 'sqlManagedLongTermRetention',
    what: 'long-term retention policy of managed database',
    permission: `${DATABASE}/backupLongTermRetentionPolicies/read`,
    source: `${DATABASE}/backupLongTermRetentionPolicies: Managed Instance Long Term Retention Policies - Get`,
  },
  (sql, { resourceGroup, name, child }, options) =>
    sql.managedInstanceLongTermRetentionPolicies.get(
      resourceGroup,
      name,
      child,
      'default',
      options,
    ),
);

/** Which databases of an instance can be restored in another region, and from when. */
export const recoverable = listOfOwner(
  {
    name: 'sqlRecoverableManagedDatabases',
    what: 'recoverable databases of SQL managed instance',
    permission: `${INSTANCE}/recoverableDatabases/read`,
    source: `${INSTANCE}/recoverableDatabases: Recoverable Managed Databases - List By Instance`,
  },
  (sql, { resourceGroup, name }, options) =>
    sql.recoverableManagedDatabases.listByInstance(resourceGroup, name, options),
);

export const keptBackups = longTermBackupsOf(
  {
    name: 'sqlManagedLongTermBackups',
    what: 'long-term backups of SQL managed instance',
    permission: `Microsoft.Sql/${BACKUPS}/read`,
    source: `Microsoft.Sql/${BACKUPS}: Long Term Retention Managed Instance Backups - List By Instance`,
  },
  instanceOfDatabase,
  (sql, region, instance, options) =>
    sql.longTermRetentionManagedInstanceBackups.listByInstance(region, instance, options),
);

/** The failover groups in the region and the resource group of an instance: each end of a group lies with its instance. */
export const failoverGroups = listInOwnRegion(
  {
    name: 'sqlInstanceFailoverGroups',
    what: 'failover groups beside SQL managed instance',
    permission: 'Microsoft.Sql/locations/instanceFailoverGroups/read',
    source:
      'Microsoft.Sql/locations/instanceFailoverGroups: Instance Failover Groups - List By Location',
  },
  instanceOfDatabase,
  (sql, region, { resourceGroup }, options) =>
    sql.instanceFailoverGroups.listByLocation(resourceGroup, region, options),
);

/** Links to SQL Servers outside Azure or in machines. */
export const serverLinks = listOfOwner(
  {
    name: 'sqlDistributedAvailabilityGroups',
    what: 'links of SQL managed instance',
    permission: `${INSTANCE}/distributedAvailabilityGroups/read`,
    source: `${INSTANCE}/distributedAvailabilityGroups: Distributed Availability Groups - List By Instance`,
  },
  (sql, { resourceGroup, name }, options) =>
    sql.distributedAvailabilityGroups.listByInstance(resourceGroup, name, options),
);

/** The diagnostic settings of an instance, for each of its databases: an audit is the instance's own. */
export const instanceSettings: GroupRead = {
  ...diagnosticSettings,
  name: 'sqlManagedInstanceDiagnosticSettings',
  requestKey: parentKey,
  // Of its own: what several reads have in common is kept for the whole scan.
  read: (azure, id, signal) => diagnosticSettings.read(azure, id, signal),
};
