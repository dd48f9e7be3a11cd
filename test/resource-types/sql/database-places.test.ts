import { geoRedundantBackup } from '#checks/geo-redundant-backup.ts';
import { location } from '#checks/location.ts';
import { regionalRedundancy } from '#checks/regional-redundancy.ts';
import type { Locate } from '#evaluation/whereabouts.ts';
import { sqlDatabase } from '#resource-types/sql/database.ts';
import { typeCases } from '../../harness/type-cases.ts';
import { HYPERSCALE, MASTER, POOL } from './database-tiers.ts';

const ID = sqlDatabase.good.id;
const ALONE = {
  links: { '': [] },
  failoverGroups: { '': [] },
  longTermBackups: { '': [] },
  settings: { '': [] },
};
const stored = (
  current: unknown,
  requested: unknown = current,
  where: unknown = 'northeurope',
  more: object = {},
) => ({
  database: {
    location: where,
    'properties/currentBackupStorageRedundancy': current,
    'properties/requestedBackupStorageRedundancy': requested,
    ...more,
  },
});
const link = (partnerLocation: unknown, more: object = {}) => ({
  id: `${ID}/replicationLinks/a`,
  properties: {
    role: 'Primary',
    linkType: 'GEO',
    replicationState: 'CATCH_UP',
    partnerServer: 'sql-2',
    partnerLocation,
    ...more,
  },
});
const linked = (...links: readonly unknown[]) => ({ links: { '': links } });

typeCases(location, sqlDatabase, { with: { within: 'EU', of: ['backup'] }, set: ALONE }, [
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
  { when: 'the region has no pair', status: 'unknown', set: stored('Geo', 'Geo', 'polandcentral') },
  { when: 'the region opened since', status: 'unknown', set: stored('Local', 'Local', 'atlantis') },
  { when: 'a global location', status: 'unknown', set: stored('Local', 'Local', 'global') },
  { when: 'the location is null', status: 'unknown', set: stored('Local', 'Local', null) },
  { when: 'the current redundancy is missing', status: 'unknown', set: stored(undefined, 'Local') },
  { when: 'the requested one is missing', status: 'unknown', set: stored('Local', null) },
  { when: 'a redundancy of the future', status: 'unknown', set: stored('GeoTriple') },
  { when: 'master', status: 'not-applicable', set: { database: MASTER } },
]);

const longTerm = (members: object, id = 'northeurope') => ({
  longTermBackups: {
    '': [
      {
        id: `/subscriptions/1/providers/Microsoft.Sql/locations/${id}/longTermRetentionServers/sql/longTermRetentionDatabases/orders/longTermRetentionBackups/b`,
        properties: { serverName: 'sql', databaseName: 'orders', ...members },
      },
    ],
  },
});
typeCases(
  location,
  sqlDatabase,
  { with: { within: 'IE', of: ['long-term-backup'] }, set: { ...ALONE, ...stored('Local') } },
  [
    {
      when: 'it stays in the region',
      status: 'pass',
      set: longTerm({ backupStorageRedundancy: 'Zone' }),
    },
    {
      when: 'it is still geo-redundant',
      status: 'fail',
      set: longTerm({ backupStorageRedundancy: 'Geo' }),
    },
    {
      when: 'geo-redundancy is requested of it',
      status: 'fail',
      set: longTerm({
        backupStorageRedundancy: 'Local',
        requestedBackupStorageRedundancy: 'Geo',
      }),
    },
    {
      when: 'it does not say',
      status: 'unknown',
      set: longTerm({ backupStorageRedundancy: null }),
    },
    {
      when: 'it lies where its server once was',
      status: 'fail',
      set: longTerm({ backupStorageRedundancy: 'Local' }, 'eastus'),
    },
    {
      when: 'of a dropped database of its name: data as well',
      status: 'fail',
      set: longTerm({
        backupStorageRedundancy: 'Geo',
        databaseDeletionTime: '2026-01-01T00:00:00Z',
      }),
    },
    {
      when: 'another database’s does not count',
      status: 'not-applicable',
      set: longTerm({ backupStorageRedundancy: 'Geo', databaseName: 'x' }),
    },
    {
      when: 'whose it is is not said',
      status: 'unknown',
      set: longTerm({ backupStorageRedundancy: 'Geo', databaseName: null }),
    },
  ],
);

typeCases(location, sqlDatabase, { with: { within: 'EU', of: ['replica'] }, set: ALONE }, [
  { when: 'within, as a display name', status: 'pass', set: linked(link('West Europe')) },
  { when: 'it lies outside', status: 'fail', set: linked(link('UK South')), reason: /sql-2/u },
  {
    when: 'one of several lies outside',
    status: 'fail',
    set: linked(link('westeurope'), link('eastus', { partnerServer: 'b' })),
  },
  {
    when: 'one that is still seeding counts',
    status: 'fail',
    set: linked(link('eastus', { replicationState: 'SEEDING' })),
  },
  { when: 'the location is null', status: 'unknown', set: linked(link(null)) },
  { when: 'the location is not known', status: 'unknown', set: linked(link('Atlantis')) },
  { when: 'there is no replica', status: 'not-applicable' },
  {
    when: 'only another database has one',
    status: 'not-applicable',
    set: linked({ ...link('eastus'), id: `${ID}2/replicationLinks/a` }),
  },
  {
    when: 'it is in a failover group, but no link is listed',
    status: 'unknown',
    set: { database: { 'properties/failoverGroupId': '/x' } },
  },
  {
    when: 'it is a secondary, but no link is listed',
    status: 'unknown',
    set: { database: { 'properties/secondaryType': 'Geo' } },
  },
]);

const grouped = (partnerServers: unknown, databases: unknown = [ID]) => ({
  failoverGroups: { '': [{ name: 'fg', properties: { partnerServers, databases } }] },
});
const partner = (place: unknown) => [{ id: '/x/servers/sql-2', location: place }];
typeCases(location, sqlDatabase, { with: { within: 'EU', of: ['partner'] }, set: ALONE }, [
  { when: 'within, as a display name', status: 'pass', set: grouped(partner('North Europe')) },
  {
    when: 'the partner lies outside',
    status: 'fail',
    set: grouped(partner('East US')),
    reason: /sql-2 of failover group fg/u,
  },
  { when: 'its location is null', status: 'unknown', set: grouped(partner(null)) },
  { when: 'a group names no partner', status: 'unknown', set: grouped([]) },
  { when: 'there is no group', status: 'not-applicable' },
  {
    when: 'it is not in the group',
    status: 'not-applicable',
    set: grouped(partner('East US'), [`${ID}2`]),
  },
  {
    when: 'a group that holds nobody yet is there for it as well',
    status: 'fail',
    set: grouped(partner('East US'), []),
  },
  {
    when: 'whom the group holds is not said',
    status: 'fail',
    set: grouped(partner('East US'), null),
  },
]);

const IN_EAST_US: Locate = async () =>
  await Promise.resolve({ is: 'in-scope', evidence: [], location: 'eastus', at: [] });
const logging = (log: object, more: object = {}) => ({
  settings: { '': [{ properties: { workspaceId: '/w', logs: [log], ...more } }] },
});
typeCases(location, sqlDatabase, { with: { within: 'EU', of: ['log'] }, set: ALONE }, [
  { when: 'the workspace is within', status: 'pass', set: logging({ enabled: true }) },
  {
    when: 'the workspace is in the United States, whatever is sent there',
    status: 'fail',
    set: logging({ category: 'QueryStoreRuntimeStatistics', enabled: true }),
    locate: IN_EAST_US,
  },
  {
    when: 'nothing is sent there',
    status: 'not-applicable',
    set: logging({ enabled: false }),
    locate: IN_EAST_US,
  },
]);

const redundant = { with: { within: 'EEA' }, set: { ...ALONE, ...stored('Local') } };
typeCases(regionalRedundancy, sqlDatabase, redundant, [
  { when: 'a replica in another region within', status: 'pass', set: linked(link('westeurope')) },
  {
    when: 'it is itself the secondary',
    status: 'pass',
    set: linked(link('westeurope', { role: 'Secondary' })),
  },
  { when: 'a standby', status: 'pass', set: linked(link('westeurope', { linkType: 'STANDBY' })) },
  { when: 'a geo-redundant backup within', status: 'pass', set: stored('Geo') },
  { when: 'a geo-zone-redundant one', status: 'pass', set: stored('GeoZone') },
  { when: 'one region only', status: 'fail' },
  { when: 'the replica lies outside', status: 'fail', set: linked(link('UK South')) },
  { when: 'the replica is in the same region', status: 'fail', set: linked(link('North Europe')) },
  {
    when: 'a named replica shares the storage',
    status: 'fail',
    set: { ...linked(link('northeurope', { linkType: 'NAMED' })) },
  },
  {
    when: 'a database copy is no replica',
    status: 'fail',
    set: linked(link('westeurope', { role: 'Source' })),
  },
  {
    when: 'it is still seeding',
    status: 'fail',
    set: linked(link('westeurope', { replicationState: 'SEEDING' })),
  },
  {
    when: 'replication is suspended',
    status: 'fail',
    set: linked(link('westeurope', { replicationState: 'SUSPENDED' })),
  },
  {
    when: 'the state is of the future',
    status: 'unknown',
    set: linked(link('westeurope', { replicationState: 'DREAMING' })),
  },
  {
    when: 'the link does not say its type',
    status: 'unknown',
    set: linked(link('westeurope', { linkType: null })),
  },
  { when: 'the partner’s region is missing', status: 'unknown', set: linked(link(null)) },
  {
    when: 'a replica within and a backup outside',
    status: 'fail',
    with: { within: ['IE', 'SE'] },
    set: { ...stored('Geo'), ...linked(link('swedencentral')) },
  },
  {
    when: 'a replica outside that is still seeding',
    status: 'fail',
    set: { ...stored('Geo'), ...linked(link('eastus', { replicationState: 'SEEDING' })) },
  },
  {
    when: 'the database itself lies outside',
    status: 'fail',
    set: { ...stored('Local', 'Local', 'uksouth'), ...linked(link('westeurope')) },
  },
  { when: 'the region has no pair', status: 'unknown', set: stored('Geo', 'Geo', 'polandcentral') },
  { when: 'the redundancy is missing', status: 'unknown', set: stored(undefined) },
  {
    when: 'in a failover group, but no link is listed',
    status: 'unknown',
    set: stored('Local', 'Local', 'northeurope', { 'properties/failoverGroupId': '/x' }),
  },
  { when: 'Hyperscale', status: 'pass', set: stored('Geo', 'Geo', 'northeurope', HYPERSCALE) },
]);

typeCases(geoRedundantBackup, sqlDatabase, { with: { within: 'SE' }, set: ALONE }, [
  {
    when: 'the pair is another Swedish region',
    status: 'pass',
    set: stored('Geo', 'Geo', 'swedencentral'),
  },
  { when: 'zone-redundant', status: 'fail', set: stored('Zone', 'Zone', 'swedencentral') },
  { when: 'local', status: 'fail', set: stored('Local', 'Local', 'swedencentral') },
  {
    when: 'requested is not current',
    status: 'fail',
    set: stored('Local', 'Geo', 'swedencentral'),
  },
  {
    when: 'what is requested is not said, and nothing is in force',
    status: 'fail',
    set: stored('Local', null, 'swedencentral'),
  },
  { when: 'still current', status: 'pass', set: stored('Geo', 'Local', 'swedencentral') },
  { when: 'the pair lies in another country', status: 'fail', set: stored('Geo') },
  { when: 'the region has no pair', status: 'unknown', set: stored('Geo', 'Geo', 'polandcentral') },
  { when: 'the location is missing', status: 'unknown', set: stored('Geo', 'Geo', null) },
  { when: 'the current one is null', status: 'unknown', set: stored(null, 'Geo', 'swedencentral') },
  { when: 'a value of the future', status: 'unknown', set: stored('X', 'X', 'swedencentral') },
  {
    when: 'a dedicated SQL pool, whose geo-backup policy is not read',
    status: 'unknown',
    set: stored('Geo', 'Geo', 'swedencentral', POOL),
    reason: /geo-backup policy/u,
  },
  {
    when: 'a dedicated SQL pool without',
    status: 'fail',
    set: stored('Local', 'Local', 'swedencentral', POOL),
  },
]);
