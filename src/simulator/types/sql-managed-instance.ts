import { pairOf } from '../arm/regions.ts';
import { memberOf } from '../json.ts';
import { stableGuid } from '../stable-id.ts';
import { givenOver, type ResourceType, type SettingType } from './resource-type.ts';
import { backupRedundancy, earliestRestore } from './sql-backups.ts';
import { SQL_VERSIONS } from './sql-server.ts';
import { encryptionProtector, entraOnlyAuthentication, longTermRetention } from './sql-settings.ts';

/** The protector of an instance has no location. */
const instanceProtector: SettingType = {
  ...encryptionProtector,
  compose: (instance, given, moment) => {
    const { kind, properties } = encryptionProtector.compose(instance, given, moment) ?? {};
    return { kind, properties };
  },
};

/** A managed instance: backup redundancy is set on it, not on its databases. */
export const managedInstance: ResourceType = {
  type: 'Microsoft.Sql/managedInstances',
  isTracked: true,
  versions: SQL_VERSIONS,
  settings: [instanceProtector, entraOnlyAuthentication],
  pageSize: 100,
  compose: (instance, moment) => {
    const redundancy = backupRedundancy(instance, moment);
    const composed = givenOver(
      instance,
      {
        location: instance.location,
        sku: { name: 'GP_Gen5', tier: 'GeneralPurpose', family: 'Gen5', capacity: 4 },
      },
      {
        provisioningState: 'Succeeded',
        fullyQualifiedDomainName: `${instance.name}.${stableGuid(instance.id).slice(0, 12).replace('-', '')}.database.windows.net`,
        administratorLogin: 'sqladmin',
        subnetId: `/subscriptions/${instance.subscriptionId}/resourceGroups/${instance.resourceGroup}/providers/Microsoft.Network/virtualNetworks/vnet/subnets/sqlmi`,
        state: 'Ready',
        licenseType: 'LicenseIncluded',
        vCores: 4,
        storageSizeInGB: 256,
        collation: 'SQL_Latin1_General_CP1_CI_AS',
        publicDataEndpointEnabled: false,
        proxyOverride: 'Proxy',
        timezoneId: 'UTC',
        privateEndpointConnections: [],
        minimalTlsVersion: '1.2',
        zoneRedundant: false,
      },
    );
    return {
      ...composed,
      properties: {
        ...memberOf(composed, 'properties'),
        currentBackupStorageRedundancy: redundancy.current,
        requestedBackupStorageRedundancy: redundancy.requested,
      },
    };
  },
};

/** A failover group of an instance, kept at each of its ends; it lies below a region, and goes with the instance. */
export const instanceFailoverGroup: ResourceType = {
  type: 'Microsoft.Sql/locations/instanceFailoverGroups',
  isTracked: false,
  versions: SQL_VERSIONS,
  settings: [],
  pageSize: 100,
  compose: (group) => givenOver(group, {}, {}),
};

/** A link of an instance to a SQL Server elsewhere. */
export const distributedAvailabilityGroup: ResourceType = {
  type: 'Microsoft.Sql/managedInstances/distributedAvailabilityGroups',
  isTracked: false,
  versions: SQL_VERSIONS,
  settings: [],
  pageSize: 100,
  compose: (group) =>
    givenOver(
      group,
      {},
      {
        distributedAvailabilityGroupName: group.name,
        replicationMode: 'Async',
        partnerLinkRole: 'Primary',
        instanceLinkRole: 'Secondary',
        seedingMode: 'Automatic',
      },
    ),
};

/** Transparent data encryption of an instance's database: on unless turned off. */
const instanceDatabaseEncryption: SettingType = {
  segment: 'transparentDataEncryption',
  name: 'current',
  compose: (_, given) => ({ properties: { state: 'Enabled', ...given?.properties } }),
};

/** Days only: an instance has no interval for differential backups to set. */
const instanceShortTermRetention: SettingType = {
  segment: 'backupShortTermRetentionPolicies',
  name: 'default',
  compose: (_, given) => ({ properties: { retentionDays: 7, ...given?.properties } }),
};

/** A database of a managed instance. */
export const managedDatabase: ResourceType = {
  type: 'Microsoft.Sql/managedInstances/databases',
  isTracked: true,
  versions: SQL_VERSIONS,
  settings: [instanceDatabaseEncryption, instanceShortTermRetention, longTermRetention],
  pageSize: 100,
  compose: (database, moment) =>
    givenOver(
      database,
      { location: database.location },
      {
        collation: 'SQL_Latin1_General_CP1_CI_AS',
        status: 'Online',
        creationDate: database.created.toISOString(),
        earliestRestorePoint: earliestRestore(database, moment).toISOString(),
        defaultSecondaryLocation: pairOf(database.location),
        catalogCollation: 'DATABASE_DEFAULT',
      },
    ),
};
