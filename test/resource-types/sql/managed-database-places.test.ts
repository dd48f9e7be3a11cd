import { geoRedundantBackup } from '#checks/geo-redundant-backup.ts';
import { location } from '#checks/location.ts';
import { regionalRedundancy } from '#checks/regional-redundancy.ts';
import type { Break } from '#resource-types/define-resource-type.ts';
import { managedDatabase } from '#resource-types/sql/managed-database.ts';
import { typeCases } from '../../harness/type-cases.ts';

const INSTANCE =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Sql/managedInstances/mi';

const stored = (
  current: unknown,
  requested: unknown = current,
  region: unknown = 'northeurope',
): Break['set'] => ({
  database: { location: region },
  instance: {
    location: region,
    'properties/currentBackupStorageRedundancy': current,
    'properties/requestedBackupStorageRedundancy': requested,
  },
});
const longTerm = (properties: object): Break['set'] => ({
  kept: {
    '': [
      {
        id: '/subscriptions/s/providers/Microsoft.Sql/locations/northeurope/longTermRetentionManagedInstances/mi/x/y/z/b',
        properties: { databaseName: 'ORDERS', managedInstanceName: 'MI', ...properties },
      },
    ],
  },
});
const AROUND: Break['set'] = { settings: { '': [] }, kept: { '': [] } };

// northeurope is Ireland, its pair westeurope the Netherlands.
typeCases(location, managedDatabase, { with: { within: 'EU' }, set: AROUND }, [
  { when: 'both regions lie within', status: 'pass', set: stored('Geo') },
  {
    when: 'the pair lies outside (trap: only location is read)',
    status: 'fail',
    with: { within: 'IE' },
    set: stored('GeoZone'),
    reason: /westeurope/u,
  },
  {
    when: 'no copy leaves the region',
    status: 'pass',
    with: { within: 'IE' },
    set: stored('Zone'),
  },
  {
    when: 'geo-redundancy is only requested',
    status: 'fail',
    with: { within: 'IE' },
    set: stored('Local', 'Geo'),
  },
  {
    when: 'geo-redundancy is still current',
    status: 'fail',
    with: { within: 'IE' },
    set: stored('Geo', 'Local'),
  },
  { when: 'the own region lies outside', status: 'fail', set: stored('Local', 'Local', 'uksouth') },
  {
    when: 'the United Kingdom is in Europe',
    status: 'pass',
    with: { within: 'Europe' },
    set: stored('Geo', 'Geo', 'UK South'),
  },
  {
    when: 'any of several sets',
    status: 'pass',
    with: { within: ['IE', 'NL'] },
    set: stored('Geo'),
  },
  {
    when: 'Azure lists another pair than our table',
    status: 'fail',
    set: {
      ...stored('Geo'),
      regions: {
        '': [
          {
            name: 'northeurope',
            metadata: { regionType: 'Physical', pairedRegion: [{ name: 'uksouth' }] },
          },
        ],
      },
    },
  },
  {
    when: 'a long-term backup is still geo-redundant',
    status: 'fail',
    with: { within: 'IE' },
    set: { ...stored('Local'), ...longTerm({ backupStorageRedundancy: 'Geo' }) },
    reason: /long-term/u,
  },
  {
    when: 'one of another instance, or of another database, is another matter',
    status: 'pass',
    with: { within: 'IE' },
    set: {
      ...stored('Local'),
      ...longTerm({ backupStorageRedundancy: 'Geo', managedInstanceName: 'mi-2' }),
    },
  },
  {
    when: 'a long-term backup does not say',
    status: 'unknown',
    set: { ...stored('Local'), ...longTerm({}) },
  },
  { when: 'the region has no pair', status: 'unknown', set: stored('Geo', 'Geo', 'polandcentral') },
  {
    when: 'the region opened since',
    status: 'unknown',
    set: stored('Local', 'Local', 'atlantiscentral'),
  },
  {
    when: 'a global location says nothing',
    status: 'unknown',
    set: stored('Local', 'Local', 'global'),
  },
  { when: 'the location is null', status: 'unknown', set: stored('Local', 'Local', null) },
  {
    when: 'database and instance name two regions',
    status: 'unknown',
    set: { ...stored('Local'), database: { location: 'westeurope' } },
    reason: /two regions/u,
  },
  {
    when: 'they name one in two spellings',
    status: 'pass',
    set: { ...stored('Local'), database: { location: 'North Europe' } },
  },
  { when: 'the current redundancy is missing', status: 'unknown', set: stored(undefined, 'Local') },
  {
    when: 'the requested redundancy is missing',
    status: 'unknown',
    set: stored('Local', null),
  },
  { when: 'a redundancy of the future', status: 'unknown', set: stored('GeoTriple') },
]);

const group = (properties: object, pairs: readonly unknown[] = [pairWith('mi-2')]) => ({
  groups: {
    '': [
      {
        name: 'fg',
        properties: {
          replicationRole: 'Primary',
          replicationState: 'CATCH_UP',
          partnerRegions: [{ location: 'West Europe', replicationRole: 'Secondary' }],
          managedInstancePairs: pairs,
          ...properties,
        },
      },
    ],
  },
});
function pairWith(name: string, own: string = INSTANCE.toUpperCase()) {
  return {
    primaryManagedInstanceId: own,
    partnerManagedInstanceId: INSTANCE.replace(/mi$/u, name),
  };
}
const ABROAD = { partnerRegions: [{ location: 'East US', replicationRole: 'Secondary' }] };

typeCases(location, managedDatabase, { with: { within: 'EU' }, set: AROUND }, [
  { when: 'a failover group copies it inside', status: 'pass', set: group({}) },
  {
    when: 'a failover group copies it to another continent (trap: never asked for)',
    status: 'fail',
    set: group(ABROAD),
    reason: /East US/u,
  },
  {
    when: 'the group is of another instance',
    status: 'pass',
    set: group(ABROAD, [pairWith('mi-2', INSTANCE.replace(/mi$/u, 'other'))]),
  },
  {
    when: 'the partner region says one thing, the partner itself another',
    status: 'fail',
    set: group({}),
    locate: async (id) =>
      await Promise.resolve({
        is: 'out-of-scope',
        why: 'its subscription is not in the scope',
        evidence: [],
        location: id.endsWith('/mi-2') ? 'eastus' : 'northeurope',
        at: [],
      }),
    reason: /partner in failover group fg in eastus/u,
  },
  {
    when: 'the group names no region',
    status: 'unknown',
    set: group({ partnerRegions: [] }),
  },
  { when: 'the group does not say whom it pairs', status: 'unknown', set: group(ABROAD, []) },
  { when: 'a pair names nobody', status: 'unknown', set: group(ABROAD, [{}]) },
  {
    when: 'the database calls itself a member, and its instance lists no group',
    status: 'unknown',
    set: { database: { 'properties/failoverGroupId': `${INSTANCE}/fg` } },
  },
  {
    when: 'it is linked to a SQL Server somewhere',
    status: 'unknown',
    set: {
      links: {
        '': [
          {
            properties: {
              partnerEndpoint: 'TCP://sql.example.com:5022',
              databases: [{ databaseName: 'Orders' }],
            },
          },
        ],
      },
    },
    reason: /does not say where SQL Server at TCP:\/\/sql.example.com:5022 lies/u,
  },
  {
    when: 'another database is linked',
    status: 'pass',
    set: {
      links: { '': [{ properties: { databases: [{ databaseName: 'customers' }] } }] },
    },
  },
  {
    when: 'its audit goes to another continent',
    status: 'fail',
    set: {
      settings: {
        '': [
          {
            properties: {
              workspaceId: `${INSTANCE}-log`,
              logs: [{ category: 'SQLSecurityAuditEvents', enabled: true }],
            },
          },
        ],
      },
    },
    locate: async () =>
      await Promise.resolve({
        is: 'out-of-scope',
        why: '',
        evidence: [],
        location: 'eastus',
        at: [],
      }),
  },
]);

typeCases(geoRedundantBackup, managedDatabase, {}, [
  { when: 'geo-redundant', status: 'pass', set: stored('Geo') },
  { when: 'geo-zone-redundant (trap: a missing name)', status: 'pass', set: stored('GeoZone') },
  { when: 'local', status: 'fail', set: stored('Local') },
  { when: 'zone-redundant', status: 'fail', set: stored('Zone') },
  { when: 'requested is not current', status: 'fail', set: stored('Local', 'Geo') },
  { when: 'still current, another requested', status: 'pass', set: stored('Geo', 'Local') },
  { when: 'the current one is missing', status: 'unknown', set: stored(undefined, 'Geo') },
  { when: 'the current one is null', status: 'unknown', set: stored(null, 'Geo') },
  { when: 'a value of the future', status: 'unknown', set: stored('GeoTriple') },
  {
    when: 'all properties are missing',
    status: 'unknown',
    set: { instance: { properties: null } },
  },
]);

typeCases(regionalRedundancy, managedDatabase, { set: stored('Local') }, [
  { when: 'a copy in another region is up to date', status: 'pass', set: group({}) },
  { when: 'it is being made', status: 'fail', set: group({ replicationState: 'SEEDING' }) },
  {
    when: 'its state is of the future',
    status: 'unknown',
    set: group({ replicationState: 'SOON' }),
  },
  {
    when: 'the copy is in the same region',
    status: 'fail',
    set: group({ partnerRegions: [{ location: 'North Europe' }] }),
  },
]);
