import { badRequest } from '../arm/errors.ts';
import { displayNameOf, pairOf } from '../arm/regions.ts';
import type { Resource } from '../estate/resource.ts';
import { type Json, memberOf, textOr } from '../json.ts';
import { stableGuid } from '../stable-id.ts';
import { sleepMembers } from './auto-pause.ts';
import { givenOver, type Moment, type ResourceType } from './resource-type.ts';
import { backupRedundancy, earliestRestore } from './sql-backups.ts';
import {
  auditing,
  databaseEncryption,
  encryptionProtector,
  entraOnlyAuthentication,
  isSystemDatabase,
  longTermRetention,
  securityAlerts,
  shortTermRetention,
  tierOf,
} from './sql-settings.ts';

/** What @azure/arm-sql 10, the Azure CLI and older tools send; the provider accepts every one of them for all its types. */
export const SQL_VERSIONS: readonly string[] = [
  '2014-04-01',
  '2015-05-01-preview',
  '2017-03-01-preview',
  '2017-10-01-preview',
  '2018-06-01-preview',
  '2019-06-01-preview',
  '2020-02-02-preview',
  '2020-08-01-preview',
  '2020-11-01-preview',
  '2021-02-01-preview',
  '2021-05-01-preview',
  '2021-08-01-preview',
  '2021-11-01-preview',
  '2021-11-01',
  '2022-02-01-preview',
  '2022-05-01-preview',
  '2022-08-01-preview',
  '2022-11-01-preview',
  '2023-02-01-preview',
  '2023-05-01-preview',
  '2023-08-01-preview',
  '2023-08-01',
  '2024-05-01-preview',
  '2024-11-01-preview',
  '2025-01-01',
];

const TLS = ['None', '1.0', '1.1', '1.2', '1.3'];

/** A logical server. Without a written minimum the answer is `None`, as for servers made before there was a default. */
export const sqlServer: ResourceType = {
  type: 'Microsoft.Sql/servers',
  isTracked: true,
  versions: SQL_VERSIONS,
  settings: [encryptionProtector, entraOnlyAuthentication, auditing, securityAlerts],
  pageSize: 100,
  compose: (server) =>
    givenOver(
      server,
      { location: server.location, kind: 'v12.0' },
      {
        administratorLogin: 'sqladmin',
        version: '12.0',
        state: 'Ready',
        fullyQualifiedDomainName: `${server.name}.database.windows.net`,
        privateEndpointConnections: [],
        minimalTlsVersion: 'None',
        publicNetworkAccess: 'Enabled',
        restrictOutboundNetworkAccess: 'Disabled',
      },
    ),
  check: (server) => {
    const tls = memberOf(server.given, 'properties')['minimalTlsVersion'];
    if (tls === undefined || TLS.includes(textOr(tls, ''))) return undefined;
    return badRequest(
      'InvalidMinimalTlsVersion',
      `The minimal TLS version must be one of ${TLS.join()}.`,
    );
  },
};

/** A database of a logical server, `master` included. */
export const sqlDatabase: ResourceType = {
  type: 'Microsoft.Sql/servers/databases',
  isTracked: true,
  versions: SQL_VERSIONS,
  settings: [databaseEncryption, shortTermRetention, longTermRetention, auditing, securityAlerts],
  pageSize: 100,
  compose: composeDatabase,
  adapt: (body, version) => {
    if (version !== '2014-04-01') return body;
    const properties = memberOf(body, 'properties');
    const tier = memberOf(body, 'sku')['tier'];
    return {
      ...body,
      location: displayNameOf(String(body['location'])),
      properties: {
        ...properties,
        edition: tier,
        maxSizeBytes: String(properties['maxSizeBytes']),
        requestedServiceObjectiveName: undefined,
      },
    };
  },
};

function skuOf(database: Resource): Json {
  const given = memberOf(database.given, 'sku');
  if (isSystemDatabase(database)) return { name: 'System', tier: 'System', capacity: 0 };
  const pool = memberOf(database.given, 'properties')['elasticPoolId'];
  if (pool !== undefined) return { name: 'ElasticPool', tier: tierOf(database), capacity: 0 };
  return { name: 'GP_Gen5', tier: tierOf(database), family: 'Gen5', capacity: 2, ...given };
}

function kindOf(database: Resource, sku: Json): string {
  if (isSystemDatabase(database)) return 'v12.0,system';
  const tier = tierOf(database);
  const parts = ['v12.0', 'user'];
  if (tier === 'DataWarehouse') parts.push('datawarehouse');
  else if (!['Basic', 'Standard', 'Premium'].includes(tier)) parts.push('vcore');
  if (tier === 'Hyperscale') parts.push('hyperscale');
  if (String(sku['name']).startsWith('GP_S_')) parts.push('serverless');
  if (sku['name'] === 'ElasticPool') parts.push('pool');
  return parts.join(',');
}

function composeDatabase(database: Resource, moment: Moment): Json {
  const sku = skuOf(database);
  const objective = isSystemDatabase(database)
    ? 'System0'
    : sku['name'] === 'ElasticPool'
      ? 'ElasticPool'
      : [sku['name'], sku['capacity']].join('_');
  const redundancy = backupRedundancy(database, moment);
  const properties: Json = {
    collation: 'SQL_Latin1_General_CP1_CI_AS',
    maxSizeBytes: 34_359_738_368,
    status: 'Online',
    databaseId: stableGuid(database.id),
    creationDate: database.created.toISOString(),
    currentServiceObjectiveName: objective,
    requestedServiceObjectiveName: objective,
    defaultSecondaryLocation: pairOf(database.location),
    catalogCollation: 'SQL_Latin1_General_CP1_CI_AS',
    zoneRedundant: false,
    readScale: 'Disabled',
    currentSku: sku,
    isLedgerOn: false,
    isInfraEncryptionEnabled: false,
    maintenanceConfigurationId: `/subscriptions/${database.subscriptionId}/providers/Microsoft.Maintenance/publicMaintenanceConfigurations/SQL_Default`,
  };
  if (!isSystemDatabase(database)) {
    properties['earliestRestoreDate'] = earliestRestore(database, moment).toISOString();
  }
  const composed = givenOver(
    database,
    { location: database.location, kind: kindOf(database, sku) },
    properties,
  );
  const redundancyMembers = {
    currentBackupStorageRedundancy: redundancy.current,
    requestedBackupStorageRedundancy: redundancy.requested,
  };
  return {
    ...composed,
    sku,
    properties: {
      ...memberOf(composed, 'properties'),
      ...redundancyMembers,
      ...sleepMembers(database, moment),
    },
  };
}

/** An elastic pool: size only, its databases hold the settings. */
export const elasticPool: ResourceType = {
  type: 'Microsoft.Sql/servers/elasticPools',
  isTracked: true,
  versions: SQL_VERSIONS,
  settings: [],
  pageSize: 100,
  compose: (pool) =>
    givenOver(
      pool,
      {
        location: pool.location,
        kind: 'vcore,pool',
        sku: { name: 'GP_Gen5', tier: 'GeneralPurpose', family: 'Gen5', capacity: 4 },
      },
      {
        state: 'Ready',
        creationDate: pool.created.toISOString(),
        maxSizeBytes: 34_359_738_368,
        perDatabaseSettings: { minCapacity: 0, maxCapacity: 4 },
        zoneRedundant: false,
        licenseType: 'LicenseIncluded',
      },
    ),
};
