import { describe, expect, it } from 'vitest';
import { backupInterval } from '#checks/backup-interval.ts';
import { backupRecent } from '#checks/backup-recent.ts';
import { differentialBackup } from '#checks/differential-backup.ts';
import { fullBackup } from '#checks/full-backup.ts';
import { logBackup } from '#checks/log-backup.ts';
import { pointInTimeRestore } from '#checks/point-in-time-restore.ts';
import { unavailable } from '#domain/reading.ts';
import type { Locate } from '#evaluation/whereabouts.ts';
import { sqlDatabase } from '#resource-types/sql/database.ts';
import { judgeType, locateGood, unread } from '../../harness/judge-type.ts';
import { typeCases } from '../../harness/type-cases.ts';
import { HYPERSCALE, MASTER, POOL, SECONDARY } from './database-tiers.ts';

const ID = sqlDatabase.good.id;
const EARLIEST = 'properties/earliestRestoreDate';
const CREATED = 'properties/creationDate';
const OUT_OF_SCOPE: Locate = async () =>
  await Promise.resolve({
    is: 'out-of-scope',
    why: 'its server is excluded',
    evidence: [],
    location: null,
    at: [],
  });

const kept = (retentionDays: unknown) => ({
  shortTerm: { 'properties/retentionDays': retentionDays },
});
const linked = (changes: Readonly<Record<string, unknown>>) => ({ links: changes });
const NO_LINK = { links: { '': [] } };
const short = (found: ReturnType<typeof kept>, links: object) => ({ ...found, ...links });

typeCases(
  pointInTimeRestore,
  sqlDatabase,
  // The window reaches back: only the policy is asked here.
  { with: { days: 14 }, set: { database: { [EARLIEST]: '2026-10-01T00:00:00Z' } } },
  [
    { when: 'exactly the claimed days', status: 'pass', set: kept(14) },
    { when: 'longer than claimed', status: 'pass', set: kept(35) },
    { when: 'a day short', status: 'fail', set: kept(13) },
    { when: 'zero days', status: 'fail', set: kept(0) },
    { when: 'exactly, and so it is', status: 'pass', with: { match: 'exactly' }, set: kept(14) },
    { when: 'exactly, and a day more', status: 'fail', with: { match: 'exactly' }, set: kept(15) },
    { when: 'exactly, and a day less', status: 'fail', with: { match: 'exactly' }, set: kept(13) },
    { when: 'a missing number (trap: read as 0 days)', status: 'unknown', set: kept(undefined) },
    { when: 'the number is null', status: 'unknown', set: kept(null) },
    { when: 'less than no days', status: 'unknown', set: kept(-1) },
    { when: 'more days than Azure keeps', status: 'unknown', set: kept(36) },
    { when: 'half a day', status: 'unknown', set: kept(14.5) },
    {
      when: 'Hyperscale has the policy too',
      status: 'fail',
      set: { ...kept(7), database: HYPERSCALE },
    },
    {
      when: 'a system database',
      status: 'not-applicable',
      set: { ...kept(7), database: MASTER },
      reason: /system database/u,
    },
    {
      when: 'a dedicated SQL pool never can (trap: "not concerned")',
      status: 'fail',
      set: { ...kept(14), database: POOL },
      reason: /seven days, never to any point in time/u,
    },
    {
      when: 'a secondary is judged at its primary',
      status: 'not-applicable',
      set: short(kept(7), linked(SECONDARY)),
      reason: /its primary and is judged there/u,
    },
    {
      when: 'a secondary that cannot be read',
      status: 'not-applicable',
      set: short(kept(7), linked({ ...SECONDARY, '0/properties/role': 'NonReadableSecondary' })),
    },
    {
      when: 'its primary is not in the scope (trap: judged by nobody)',
      status: 'unknown',
      set: linked(SECONDARY),
      locate: OUT_OF_SCOPE,
      reason: /sql-2\/databases\/orders is not in the scope, because its server is excluded/u,
    },
    {
      when: 'a secondary whose link does not name its primary',
      status: 'unknown',
      set: linked({ ...SECONDARY, '0/properties/partnerDatabaseId': undefined }),
    },
    {
      when: 'a secondary of a secondary',
      status: 'unknown',
      set: linked({ ...SECONDARY, '0/properties/partnerRole': 'Secondary' }),
      reason: /calls neither end the primary/u,
    },
    {
      when: 'a former secondary is the primary after a failover',
      status: 'fail',
      set: { ...kept(7), database: { 'properties/secondaryType': 'Geo' } },
    },
    {
      when: 'it calls itself a secondary without a link',
      status: 'unknown',
      set: { ...NO_LINK, database: { 'properties/secondaryType': 'Geo' } },
      reason: /calls itself a secondary/u,
    },
    {
      when: 'a link does not say which end it is',
      status: 'unknown',
      set: linked({ '0/properties/role': null }),
      reason: /which end it is/u,
    },
    {
      when: 'a link of a role that Azure added since',
      status: 'unknown',
      set: linked({ '0/properties/role': 'Witness' }),
    },
    {
      when: 'another database’s link does not set it aside',
      status: 'fail',
      set: short(kept(7), linked({ ...SECONDARY, '0/id': `${ID}2/replicationLinks/a` })),
    },
    {
      when: 'its id is written in another case',
      status: 'not-applicable',
      set: linked({ ...SECONDARY, '0/id': `${ID.toUpperCase()}/REPLICATIONLINKS/a` }),
    },
    {
      when: 'a link that could be of any database',
      status: 'unknown',
      set: linked({ '0/id': '/subscriptions/1' }),
    },
    {
      when: 'a database copy is no secondary',
      status: 'pass',
      set: linked({ '0/properties/role': 'Copy' }),
    },
  ],
);

// Judged as of 2026-11-21T03:00:00Z: fourteen days before is 2026-11-07T03:00:00Z.
const found = (earliest: unknown, created: unknown = '2020-01-01T00:00:00Z') => ({
  database: { [EARLIEST]: earliest, [CREATED]: created },
});
typeCases(pointInTimeRestore, sqlDatabase, { with: { days: 14 } }, [
  { when: 'the window reaches back exactly', status: 'pass', set: found('2026-11-07T03:00:00Z') },
  { when: 'the window reaches back further', status: 'pass', set: found('2026-10-01T00:00:00Z') },
  { when: 'within an hour of it', status: 'pass', set: found('2026-11-07T04:00:00Z') },
  { when: 'just over an hour short', status: 'unknown', set: found('2026-11-07T04:00:01Z') },
  { when: 'exactly a day short', status: 'unknown', set: found('2026-11-08T03:00:00Z') },
  { when: 'just over a day short', status: 'fail', set: found('2026-11-08T03:00:01Z') },
  {
    when: 'raised retention made no old points',
    status: 'fail',
    set: found('2026-11-14T03:00:00Z'),
  },
  {
    when: 'younger than claimed, and back to its creation',
    status: 'pass',
    set: found('2026-11-20T10:20:00Z', '2026-11-20T10:00:00Z'),
    reason: /younger/u,
  },
  {
    when: 'younger, its first backup hours late',
    status: 'unknown',
    set: found('2026-11-20T15:00:00Z', '2026-11-20T10:00:00Z'),
  },
  {
    when: 'younger, but days of its life are lost',
    status: 'fail',
    set: found('2026-11-17T00:00:00Z', '2026-11-10T00:00:00Z'),
  },
  { when: 'short, creation missing', status: 'unknown', set: found('2026-11-14T03:00:00Z', null) },
  {
    when: 'short, creation no instant',
    status: 'unknown',
    set: found('2026-11-14T03:00:00Z', 'x'),
  },
  { when: 'no restore point yet', status: 'unknown', set: found(null) },
  { when: 'the restore point is no instant', status: 'unknown', set: found('soon') },
  { when: 'a restore point of the future', status: 'unknown', set: found('2026-11-22T00:00:00Z') },
  { when: 'from before there was an Azure', status: 'unknown', set: found('1753-01-01T00:00:00Z') },
  { when: 'all properties missing', status: 'unknown', set: { database: { properties: null } } },
]);

const taken = (hours: unknown) => ({
  shortTerm: { 'properties/diffBackupIntervalInHours': hours },
});
typeCases(differentialBackup, sqlDatabase, { with: { every: 'PT12H' } }, [
  { when: 'every 12 hours (trap: never read)', status: 'pass', set: taken(12) },
  { when: 'every 24 hours', status: 'fail', set: taken(24) },
  { when: '24 hours are claimed', status: 'pass', with: { every: 'P1D' }, set: taken(24) },
  { when: 'just less than 24 hours', status: 'fail', with: { every: 'PT1439M' }, set: taken(24) },
  {
    when: 'less than 12 hours are claimed',
    status: 'fail',
    with: { every: 'PT11H' },
    set: taken(12),
  },
  { when: 'an old api-version omits it', status: 'unknown', set: taken(undefined) },
  { when: 'it is null', status: 'unknown', set: taken(null) },
  { when: 'the interval is of the future', status: 'unknown', set: taken(6) },
  { when: 'zero', status: 'unknown', set: taken(0) },
  {
    when: 'Hyperscale has none: beside it, with the reason (trap)',
    status: 'not-applicable',
    set: { ...taken(24), database: HYPERSCALE },
    reason: /snapshots of its files/u,
  },
  {
    when: 'a dedicated SQL pool has none',
    status: 'not-applicable',
    set: { ...taken(24), database: POOL },
    reason: /restore points/u,
  },
  {
    when: 'serverless is judged as any other',
    status: 'fail',
    set: {
      ...taken(24),
      database: {
        kind: 'v12.0,user,vcore,serverless',
        'sku/name': 'GP_S_Gen5',
        'properties/status': 'Paused',
      },
    },
  },
  {
    when: 'a member of an elastic pool is judged as any other',
    status: 'fail',
    set: { ...taken(24), database: { kind: 'v12.0,user,pool', 'sku/tier': 'Standard' } },
  },
  { when: 'a secondary', status: 'not-applicable', set: { ...taken(24), ...linked(SECONDARY) } },
  { when: 'master', status: 'not-applicable', set: { ...taken(24), database: MASTER } },
]);

const NOT_SHOWN = { database: { [EARLIEST]: undefined } };
typeCases(fullBackup, sqlDatabase, { with: { every: 'P1D' } }, [
  { when: 'daily, which the platform cannot meet', status: 'fail', reason: /every 168 hours/u },
  { when: 'daily, and nothing shows a backup', status: 'fail', set: NOT_SHOWN },
  { when: 'just less than weekly', status: 'fail', with: { every: 'PT167H' } },
  { when: 'weekly', status: 'pass', with: { every: 'P7D' } },
  { when: 'weekly, nothing shown', status: 'unknown', with: { every: 'P7D' }, set: NOT_SHOWN },
  { when: 'Hyperscale', status: 'not-applicable', set: { database: HYPERSCALE } },
  { when: 'a dedicated SQL pool', status: 'not-applicable', set: { database: POOL } },
  { when: 'a secondary', status: 'not-applicable', set: linked(SECONDARY) },
]);

typeCases(logBackup, sqlDatabase, { with: { every: 'PT60M' } }, [
  { when: 'hourly', status: 'pass', reason: /by the platform/u },
  { when: 'every 15 minutes', status: 'pass', with: { every: 'PT15M' } },
  { when: '"about ten" does not prove fourteen', status: 'unknown', with: { every: 'PT14M' } },
  { when: '"about ten" does not prove ten', status: 'unknown', with: { every: 'PT10M' } },
  { when: 'less than ten', status: 'fail', with: { every: 'PT9M' } },
  { when: 'nothing shows that it is backed up', status: 'unknown', set: NOT_SHOWN },
  { when: 'the restore point is null', status: 'unknown', set: { database: { [EARLIEST]: null } } },
  {
    when: 'Hyperscale',
    status: 'not-applicable',
    set: { database: HYPERSCALE },
    reason: /log service/u,
  },
  { when: 'a dedicated SQL pool never has any', status: 'fail', set: { database: POOL } },
  { when: 'a secondary', status: 'not-applicable', set: linked(SECONDARY) },
]);

// 26 hours before is 2026-11-20T01:00:00Z.
const row = (at: unknown, name: unknown = 'orders') => ({
  name,
  properties: { lastAvailableBackupDate: at },
});
const listed = (...rows: readonly unknown[]) => ({ recoverable: { '': rows } });
const points = (...times: readonly unknown[]) => ({
  database: POOL,
  restorePoints: {
    '': times.map((at) => ({ properties: { restorePointCreationDate: at } })),
  },
});
typeCases(backupRecent, sqlDatabase, { with: { hours: 26 } }, [
  { when: 'as old as claimed', status: 'pass', set: listed(row('2026-11-20T01:00:00Z')) },
  { when: 'a second too old', status: 'fail', set: listed(row('2026-11-20T00:59:59Z')) },
  { when: 'taken while the scan ran', status: 'pass', set: listed(row('2026-11-21T03:00:09Z')) },
  { when: 'of the future (trap)', status: 'unknown', set: listed(row('2999-01-01T00:00:00Z')) },
  {
    when: 'of several the newest counts',
    status: 'pass',
    set: listed(row('2026-11-01T00:00:00Z'), row('2026-11-21T00:00:00Z')),
  },
  {
    when: 'the name in another case',
    status: 'pass',
    set: listed(row('2026-11-21T00:00:00Z', 'ORDERS')),
  },
  {
    when: 'only another is listed',
    status: 'unknown',
    set: listed(row('2026-11-21T00:00:00Z', 'x')),
  },
  { when: 'one without a name', status: 'unknown', set: listed(row('2026-11-21T00:00:00Z', null)) },
  { when: 'Azure lists none', status: 'unknown', set: listed(), reason: /geo-redundant/u },
  {
    when: 'young, but kept for no time',
    status: 'fail',
    set: { ...listed(row('2026-11-21T00:00:00Z')), ...kept(0) },
    reason: /are kept/u,
  },
  {
    when: 'young, but for how long it is kept is not said',
    status: 'unknown',
    set: { ...listed(row('2026-11-21T00:00:00Z')), ...kept(null) },
  },
  { when: 'the date is null', status: 'unknown', set: listed(row(null)) },
  { when: 'the date is no instant', status: 'unknown', set: listed(row('today')) },
  {
    when: 'one is old and another does not say',
    status: 'unknown',
    set: listed(row('2026-11-01T00:00:00Z'), row(undefined)),
  },
  {
    when: 'a long-term backup of today does not count',
    status: 'fail',
    set: {
      ...listed(row('2026-11-01T00:00:00Z')),
      longTermBackups: { '0/properties/backupTime': '2026-11-21T00:00:00Z' },
    },
  },
  {
    when: 'a pool’s newest restore point is as old as claimed',
    status: 'pass',
    set: points('2026-11-13T00:00:00Z', '2026-11-20T01:00:00Z'),
  },
  { when: 'a pool’s is a second too old', status: 'fail', set: points('2026-11-20T00:59:59Z') },
  {
    when: 'a pool without any',
    status: 'unknown',
    set: points(),
    reason: /lists no restore point/u,
  },
  { when: 'a pool’s date is null', status: 'unknown', set: points(null) },
  { when: 'a secondary', status: 'not-applicable', set: linked(SECONDARY) },
  { when: 'master', status: 'not-applicable', set: { database: MASTER } },
]);

const PAUSED = { ...POOL, 'properties/status': 'Paused' };
typeCases(backupInterval, sqlDatabase, { with: { every: 'P1D' } }, [
  { when: 'a dedicated SQL pool that runs', status: 'pass', set: { database: POOL } },
  {
    when: 'one that is paused gets none',
    status: 'unknown',
    set: { database: PAUSED },
    reason: /paused/u,
  },
]);

describe('what is not asked, and whom it is asked of', () => {
  it('sets master aside by its name alone, whatever its case', async () => {
    const id = ID.replace('/orders', '/MASTER');
    const type = { ...sqlDatabase, good: { ...sqlDatabase.good, id } };
    const lost = unread(unavailable('AuthorizationFailed', 'no'));
    const bodies = { ...sqlDatabase.good.bodies, database: lost };

    const [judged] = await judgeType(pointInTimeRestore, type, bodies, { days: 14 });

    expect(judged?.verdict.status).toBe('not-applicable');
  });

  it('is unknown where the links cannot be read, for it may be a secondary', async () => {
    const links = unread(unavailable('AuthorizationFailed', 'links are hidden'));
    const bodies = { ...sqlDatabase.good.bodies, links };

    const [judged] = await judgeType(fullBackup, sqlDatabase, bodies, { every: 'P7D' });

    expect(judged?.verdict).toMatchObject({ status: 'unknown' });
    expect(judged?.verdict.reason).toMatch(/links are hidden/u);
  });

  it('is judged in full where it is the primary, with the members that decided', async () => {
    const given = { days: 14 };
    const { bodies } = sqlDatabase.good;

    const [judged] = await judgeType(pointInTimeRestore, sqlDatabase, bodies, given, {
      locate: locateGood,
    });

    const pointers = judged?.readFrom?.map(({ pointer }) => pointer);
    expect(pointers).toContain('/properties/retentionDays');
    expect(pointers).toContain('/properties/earliestRestoreDate');
  });

  it('mends with the claimed days', () => {
    const resource = { id: ID, name: 'orders' };
    // The engine hands over what the check's own schema parsed.
    const command = sqlDatabase.mend['point-in-time-restore']?.(resource, { days: 14 } as never);

    expect(command).toBe(
      "az sql db str-policy set --server 'sql' --name 'orders' --retention-days '14' --resource-group 'rg' --subscription '00000000-0000-0000-0000-000000000001'",
    );
  });
});
