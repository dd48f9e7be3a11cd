import { describe, expect, it } from 'vitest';
import { accessLogging } from '#checks/access-logging.ts';
import { backupRecent } from '#checks/backup-recent.ts';
import { customerKeys } from '#checks/customer-keys.ts';
import { differentialBackup } from '#checks/differential-backup.ts';
import { encryptionAtRest } from '#checks/encryption-at-rest.ts';
import { fullBackup } from '#checks/full-backup.ts';
import { logBackup } from '#checks/log-backup.ts';
import { longTermRetention } from '#checks/long-term-retention.ts';
import { pointInTimeRestore } from '#checks/point-in-time-restore.ts';
import type { Locate } from '#evaluation/whereabouts.ts';
import type { Break } from '#resource-types/define-resource-type.ts';
import { managedDatabase } from '#resource-types/sql/managed-database.ts';
import { unaskedCell } from '#traits/cell.ts';
import { type TypeCase, typeCases } from '../../harness/type-cases.ts';

const INSTANCE =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Sql/managedInstances/mi';

// The scan is of 2026-11-21T03:00:00Z: fourteen days before is 2026-11-07T03:00:00Z.
const OLD = '2020-01-01T00:00:00Z';
const window = (earliest: unknown, created: unknown = OLD): Break['set'] => ({
  database: {
    'properties/earliestRestorePoint': earliest,
    'properties/creationDate': created,
  },
});
const kept = (days: unknown): Break['set'] => ({ shortTerm: { 'properties/retentionDays': days } });

typeCases(
  pointInTimeRestore,
  managedDatabase,
  { with: { days: 14 }, set: window('2026-11-07T03:00:00Z') },
  [
    { when: 'the window reaches back exactly', status: 'pass' },
    { when: 'it reaches back further', status: 'pass', set: window('2026-10-01T00:00:00Z') },
    { when: 'within an hour of it', status: 'pass', set: window('2026-11-07T04:00:00Z') },
    { when: 'just over an hour short', status: 'unknown', set: window('2026-11-07T04:00:01Z') },
    { when: 'exactly a day short', status: 'unknown', set: window('2026-11-08T03:00:00Z') },
    { when: 'just over a day short', status: 'fail', set: window('2026-11-08T03:00:01Z') },
    {
      when: 'raised retention created no old restore points',
      status: 'fail',
      set: window('2026-11-14T03:00:00Z'),
    },
    {
      when: 'younger than claimed, and back to its creation',
      status: 'pass',
      set: window('2026-11-20T10:20:00Z', '2026-11-20T10:00:00Z'),
    },
    {
      when: 'younger, its first backup hours late',
      status: 'unknown',
      set: window('2026-11-20T15:00:00Z', '2026-11-20T10:00:00Z'),
    },
    {
      when: 'younger, but days of its life are lost',
      status: 'fail',
      set: window('2026-11-17T00:00:00Z', '2026-11-10T00:00:00Z'),
    },
    {
      when: 'short, and the creation is missing',
      status: 'unknown',
      set: window('2026-11-14T03:00:00Z', null),
    },
    {
      when: 'short, and the creation is no instant',
      status: 'unknown',
      set: window('2026-11-14T03:00:00Z', 'yesterday'),
    },
    { when: 'no restore point yet', status: 'unknown', set: window(null) },
    { when: 'the restore point is no instant', status: 'unknown', set: window('soon') },
    {
      when: 'all properties are missing',
      status: 'unknown',
      set: { database: { properties: null } },
    },
    { when: 'a day short by the policy', status: 'fail', set: kept(13) },
    {
      when: 'longer, where it is to be exact',
      status: 'fail',
      with: { match: 'exactly' },
      set: kept(15),
    },
    { when: 'exactly as long', status: 'pass', with: { match: 'exactly' } },
    { when: 'the number is null', status: 'unknown', set: kept(null) },
    { when: 'the number is no whole one', status: 'unknown', set: kept(14.5) },
    { when: 'longer than Azure keeps anything', status: 'unknown', set: kept(36) },
  ],
);

const listed = (...rows: readonly unknown[]): Break['set'] => ({ recoverable: { '': rows } });
const restorable = (taken: unknown, name = 'orders') => ({
  name,
  properties: { lastAvailableBackupDate: taken },
});

// 26 hours before is 2026-11-20T01:00:00Z.
typeCases(backupRecent, managedDatabase, { with: { hours: 26 } }, [
  {
    when: 'exactly as old as claimed',
    status: 'pass',
    set: listed(restorable('2026-11-20T01:00:00Z')),
  },
  { when: 'a second too old', status: 'fail', set: listed(restorable('2026-11-20T00:59:59Z')) },
  {
    when: 'young, but kept for no time',
    status: 'fail',
    set: { ...listed(restorable('2026-11-21T00:00:00Z')), ...kept(0) },
    reason: /are kept/u,
  },
  {
    when: 'young, but for how long it is kept is not said',
    status: 'unknown',
    set: { ...listed(restorable('2026-11-21T00:00:00Z')), ...kept(null) },
  },
  {
    when: 'taken while the scan ran',
    status: 'pass',
    set: listed(restorable('2026-11-21T03:00:09Z')),
  },
  {
    when: 'of several the newest counts',
    status: 'pass',
    set: listed(restorable('2026-11-01T00:00:00Z'), restorable('2026-11-21T00:00:00Z')),
  },
  {
    when: 'the name differs in case',
    status: 'pass',
    set: listed(restorable('2026-11-21T00:00:00Z', 'ORDERS')),
  },
  {
    when: 'only another database is listed',
    status: 'unknown',
    set: listed(restorable('2026-11-21T00:00:00Z', 'orders2')),
  },
  {
    when: 'without geo-redundant backup Azure lists none',
    status: 'unknown',
    set: listed(),
    reason: /geo-redundant/u,
  },
  { when: 'the date is null', status: 'unknown', set: listed(restorable(null)) },
  { when: 'the date is no instant', status: 'unknown', set: listed(restorable('today')) },
  {
    when: 'the date is yet to come',
    status: 'unknown',
    set: listed(restorable('2999-01-01T00:00:00Z')),
  },
  {
    when: 'one is old and another does not say',
    status: 'unknown',
    set: listed(restorable('2026-11-01T00:00:00Z'), restorable(undefined)),
  },
]);

/** Cases of what the platform takes at an interval of its own. */
function byPlatform(kept: string, oftener: string): readonly TypeCase[] {
  return [
    { when: 'the platform keeps what is claimed', status: 'pass', with: { every: kept } },
    {
      when: 'more often is claimed than the platform does',
      status: 'fail',
      with: { every: oftener },
    },
    {
      when: 'nothing shows that it is backed up',
      status: 'unknown',
      with: { every: kept },
      set: window(undefined),
    },
    {
      when: 'the restore point is null',
      status: 'unknown',
      with: { every: kept },
      set: window(null),
    },
    {
      when: 'nobody can open it',
      status: 'unknown',
      with: { every: kept },
      set: { database: { 'properties/status': 'Inaccessible' } },
    },
    {
      when: 'it is online',
      status: 'pass',
      with: { every: kept },
      set: { database: { 'properties/status': 'Online' } },
    },
  ];
}
typeCases(fullBackup, managedDatabase, {}, byPlatform('PT168H', 'PT167H'));
typeCases(differentialBackup, managedDatabase, {}, byPlatform('PT12H', 'PT11H'));
typeCases(logBackup, managedDatabase, {}, byPlatform('PT15M', 'PT9M'));

const rhythms = (weekly: unknown, monthly: unknown = 'PT0S', yearly: unknown = 'PT0S') => ({
  'properties/weeklyRetention': weekly,
  'properties/monthlyRetention': monthly,
  'properties/yearlyRetention': yearly,
});
const policy = (...retentions: Parameters<typeof rhythms>): Break['set'] => ({
  longTerm: rhythms(...retentions),
});
const BACKUP = {
  managedInstanceName: 'mi',
  databaseName: 'orders',
  backupTime: '2026-11-15T02:00:00Z',
  backupExpirationTime: '2027-01-15T02:00:00Z',
  backupStorageRedundancy: 'Geo',
};
const BACKUP_ID =
  '/subscriptions/00000000-0000-0000-0000-000000000001/providers/Microsoft.Sql/locations/northeurope/longTermRetentionManagedInstances/mi/longTermRetentionDatabases/orders/longTermRetentionManagedInstanceBackups/b1';
const held = (...backups: readonly object[]): Break['set'] => ({
  kept: {
    '': backups.map((properties) => ({ id: BACKUP_ID, properties: { ...BACKUP, ...properties } })),
  },
});
const created = (creationDate: unknown): Break['set'] => ({
  database: { 'properties/creationDate': creationDate },
});

// A weekly backup is due after 21 days, a monthly one after a month and 14 days.
typeCases(
  longTermRetention,
  managedDatabase,
  { with: { atLeast: 'P1M' }, set: { ...created(OLD), ...policy('P1M'), ...held({}) } },
  [
    { when: 'weekly backups are kept for a month', status: 'pass' },
    { when: 'four weeks are no month', status: 'fail', set: policy('P4W') },
    { when: 'it is off', status: 'fail', set: { ...policy('PT0S'), ...held() } },
    { when: 'the retention is null', status: 'unknown', set: policy(null) },
    { when: 'another retention is null', status: 'unknown', set: policy('P1M', null) },
    { when: 'a retention is not understood', status: 'unknown', set: policy('for ever') },
    {
      when: 'its database is written in another case',
      status: 'pass',
      set: held({ databaseName: 'ORDERS' }),
    },
    {
      when: 'it expires just now',
      status: 'fail',
      set: held({ backupExpirationTime: '2026-11-21T03:00:00Z' }),
    },
    {
      when: 'it expires a second later',
      status: 'pass',
      set: held({ backupExpirationTime: '2026-11-21T03:00:01Z' }),
    },
    { when: 'the policy proves configuration only: there is none', status: 'fail', set: held() },
    {
      when: 'only another database has one',
      status: 'fail',
      set: held({ databaseName: 'orders2' }),
    },
    {
      when: 'only a namesake on another instance has one',
      status: 'fail',
      set: held({ managedInstanceName: 'mi-2' }),
    },
    {
      when: 'only a namesake that was dropped has one',
      status: 'fail',
      set: held({ databaseDeletionTime: '2026-11-16T00:00:00Z' }),
    },
    {
      when: 'the only one is older than the database',
      status: 'fail',
      set: { ...created('2026-10-20T00:00:00Z'), ...held({ backupTime: '2026-10-18T02:00:00Z' }) },
    },
    {
      when: 'the only one is older than a week and its rhythm',
      status: 'fail',
      set: held({ backupTime: '2025-12-26T02:00:00Z' }),
    },
    {
      when: 'it was taken in the future',
      status: 'unknown',
      set: held({
        backupTime: '2999-01-01T00:00:00Z',
        backupExpirationTime: '2999-02-01T00:00:00Z',
      }),
    },
    {
      when: 'it does not say when it expires',
      status: 'unknown',
      set: held({ backupExpirationTime: null }),
    },
    {
      when: 'none yet, a weekly one is due in a second',
      status: 'pass',
      set: { ...created('2026-10-31T03:00:01Z'), ...held() },
    },
    {
      when: 'none yet, a weekly one is due since a second',
      status: 'fail',
      set: { ...created('2026-10-31T02:59:59Z'), ...held() },
    },
    {
      when: 'none yet, a monthly one is not due',
      status: 'pass',
      set: { ...created('2026-10-07T03:00:01Z'), ...policy('PT0S', 'P1M'), ...held() },
    },
    {
      when: 'none yet, a monthly one is due',
      status: 'fail',
      set: { ...created('2026-10-07T02:59:59Z'), ...policy('PT0S', 'P1M'), ...held() },
    },
    {
      when: 'none yet, a yearly one is not due',
      status: 'pass',
      set: { ...created('2025-12-01T00:00:00Z'), ...policy('PT0S', 'PT0S', 'P7Y'), ...held() },
    },
    {
      when: 'the policy came only yesterday',
      status: 'pass',
      set: {
        longTerm: { ...rhythms('P1M'), systemData: { lastModifiedAt: '2026-11-20T00:00:00Z' } },
        ...held(),
      },
    },
    {
      when: 'none yet, and the age is not known',
      status: 'unknown',
      set: { ...created(null), ...held() },
    },
  ],
);

const copied = (properties: object = {}): Break['set'] => ({
  groups: {
    '': [
      {
        name: 'fg',
        properties: {
          replicationRole: 'Secondary',
          replicationState: 'CATCH_UP',
          partnerRegions: [{ location: 'West Europe', replicationRole: 'Primary' }],
          managedInstancePairs: [
            { primaryManagedInstanceId: `${INSTANCE}-2`, partnerManagedInstanceId: INSTANCE },
          ],
          ...properties,
        },
      },
    ],
  },
});
const excluded: Locate = async () =>
  await Promise.resolve({
    is: 'out-of-scope',
    why: 'its subscription is not in the scope',
    evidence: [],
    location: 'westeurope',
    at: [],
  });

typeCases(pointInTimeRestore, managedDatabase, { with: { days: 14 }, set: kept(7) }, [
  {
    when: 'it is the copy of a primary that is judged',
    status: 'not-applicable',
    set: copied(),
    reason: /mi-2/u,
  },
  {
    when: 'nobody judges its primary',
    status: 'unknown',
    set: copied(),
    locate: excluded,
    reason: /managedInstances\/mi-2\/databases\/orders is not in the scope/u,
  },
  {
    when: 'it is the primary',
    status: 'fail',
    set: copied({ replicationRole: 'Primary', partnerRegions: [] }),
  },
  {
    when: 'the group does not say which end it is',
    status: 'unknown',
    set: copied({ replicationRole: undefined }),
  },
  {
    when: 'both ends are said to be secondary',
    status: 'unknown',
    set: copied({ partnerRegions: [{ location: 'West Europe', replicationRole: 'Secondary' }] }),
  },
  {
    when: 'it calls itself a member of a group that is not listed',
    status: 'unknown',
    set: { database: { 'properties/failoverGroupId': `${INSTANCE}/fg` } },
  },
]);

const state = (properties: unknown): Break['set'] => ({ encryption: { properties } });
typeCases(encryptionAtRest, managedDatabase, {}, [
  { when: 'it is on', status: 'pass', set: state({ state: 'Enabled' }) },
  { when: 'it is on, in the old shape', status: 'pass', set: state({ status: 'Enabled' }) },
  { when: 'the case differs', status: 'pass', set: state({ state: 'enabled' }) },
  { when: 'it is off', status: 'fail', set: state({ state: 'Disabled' }) },
  { when: 'it is off, in the old shape', status: 'fail', set: state({ status: 'Disabled' }) },
  {
    when: 'both shapes contradict each other',
    status: 'unknown',
    set: state({ state: 'Enabled', status: 'Disabled' }),
  },
  { when: 'NULL reads as on for all (trap)', status: 'unknown', set: state({ state: null }) },
  { when: 'the property is missing', status: 'unknown', set: state({}) },
  { when: 'the value is of the future', status: 'unknown', set: state({ state: 'Paused' }) },
]);

const key = (properties: unknown): Break['set'] => ({ protector: { properties } });
const HSM_KEY = 'https://hsm.managedhsm.azure.net/keys/tde/0123456789abcdef0123456789abcdef';
typeCases(customerKeys, managedDatabase, {}, [
  {
    when: 'the key is in a managed HSM',
    status: 'pass',
    set: key({ serverKeyType: 'AzureKeyVault', uri: HSM_KEY }),
  },
  {
    when: 'the service manages the key',
    status: 'fail',
    set: key({ serverKeyType: 'ServiceManaged' }),
  },
  { when: 'the key is not named', status: 'unknown', set: key({ serverKeyType: 'AzureKeyVault' }) },
  { when: 'the kind is missing', status: 'unknown', set: key({}) },
  {
    when: 'the kind is of the future',
    status: 'unknown',
    set: key({ serverKeyType: 'Elsewhere', uri: HSM_KEY }),
  },
]);

typeCases(accessLogging, managedDatabase, {}, [
  {
    when: 'audit events are sent, if the instance makes any',
    status: 'unknown',
    reason: /set inside of it/u,
  },
  { when: 'no setting sends anything', status: 'fail', set: { settings: { '': [] } } },
]);

describe('system databases of an instance', () => {
  it.each(['master', 'model', 'msdb', 'Tempdb'])('counts %s for nothing', (name) => {
    const aside = managedDatabase.setAside?.(unaskedCell('not read'), {
      id: `${INSTANCE}/databases/${name}`,
      name,
    });

    expect(aside).toMatch(/system database/u);
  });

  it('counts every other', () => {
    const aside = managedDatabase.setAside?.(unaskedCell('not read'), {
      id: INSTANCE,
      name: 'orders',
    });

    expect(aside).toBeUndefined();
  });
});
