import { longTermRetention } from '#checks/long-term-retention.ts';
import { monthlyRetention } from '#checks/monthly-retention.ts';
import { sqlDatabase } from '#resource-types/sql/database.ts';
import { typeCases } from '../../harness/type-cases.ts';
import { HYPERSCALE, MASTER, POOL, SECONDARY } from './database-tiers.ts';

const OFF = 'PT0S';
const CREATED = 'properties/creationDate';
const ROW = '0/properties';

const kept = (weekly: unknown, monthly: unknown = OFF, yearly: unknown = OFF) => ({
  longTerm: {
    'properties/weeklyRetention': weekly,
    'properties/monthlyRetention': monthly,
    'properties/yearlyRetention': yearly,
  },
});

typeCases(longTermRetention, sqlDatabase, { with: { atLeast: 'P1M' } }, [
  { when: 'monthly backups are kept for a month', status: 'pass', set: kept(OFF, 'P1M') },
  { when: 'weekly backups are kept for five weeks', status: 'pass', set: kept('P5W') },
  { when: '31 days are never less than a month', status: 'pass', set: kept('P31D') },
  { when: '30 days are less than a long month', status: 'fail', set: kept('P30D') },
  { when: 'P4W against months: a unit mismatch (trap)', status: 'fail', set: kept('P4W') },
  { when: 'P10D as recorded', status: 'fail', set: kept('P10D') },
  { when: 'P12M is P1Y', status: 'pass', with: { atLeast: 'P1Y' }, set: kept(OFF, 'P12M') },
  { when: 'short of a year', status: 'fail', with: { atLeast: 'P1Y' }, set: kept(OFF, 'P11M') },
  { when: 'PT0S is off (trap)', status: 'fail', set: kept(OFF), reason: /off/u },
  { when: 'only yearly, and any may serve', status: 'pass', set: kept(OFF, OFF, 'P2Y') },
  {
    when: 'only yearly, but monthly is meant',
    status: 'fail',
    with: { rhythms: ['monthly'] },
    set: kept(OFF, OFF, 'P2Y'),
  },
  { when: 'none suffices, and one is missing', status: 'unknown', set: kept(undefined) },
  { when: 'none suffices, and one is null', status: 'unknown', set: kept(OFF, null) },
  { when: 'a text that is no duration', status: 'unknown', set: kept(OFF, 'one month') },
  { when: 'a duration of hours', status: 'unknown', set: kept(OFF, 'PT800H') },
  { when: 'longer than Azure keeps anything', status: 'unknown', set: kept('P11Y') },
  {
    when: 'Hyperscale has the policy too',
    status: 'fail',
    set: { ...kept(OFF), database: HYPERSCALE },
  },
  {
    when: 'a dedicated SQL pool never has any (trap: "not concerned")',
    status: 'fail',
    set: { database: POOL },
    reason: /never has long-term backups/u,
  },
  { when: 'a secondary', status: 'not-applicable', set: { ...kept(OFF), links: SECONDARY } },
  { when: 'master', status: 'not-applicable', set: { ...kept(OFF), database: MASTER } },
]);

const created = (at: unknown) => ({ database: { [CREATED]: at } });
const NONE = { longTermBackups: { '': [] } };
const backup = (members: Readonly<Record<string, unknown>>) => ({
  longTermBackups: Object.fromEntries(
    Object.entries(members).map(([name, value]) => [`${ROW}/${name}`, value]),
  ),
});
const expiring = (at: unknown) => backup({ backupExpirationTime: at });

// Judged as of 2026-11-21T03:00:00Z. A weekly backup is due after 21 days, a monthly one after a month and 14 days.
typeCases(longTermRetention, sqlDatabase, { with: { atLeast: 'P1M' }, set: kept('P5W') }, [
  { when: 'a backup exists', status: 'pass' },
  { when: 'its database in another case', status: 'pass', set: backup({ databaseName: 'ORDERS' }) },
  { when: 'its server in another case', status: 'pass', set: backup({ serverName: 'SQL' }) },
  { when: 'it does not name its server', status: 'pass', set: backup({ serverName: undefined }) },
  { when: 'it expires just now', status: 'fail', set: expiring('2026-11-21T03:00:00Z') },
  { when: 'it expires a second later', status: 'pass', set: expiring('2026-11-21T03:00:01Z') },
  { when: 'it does not say when it expires', status: 'unknown', set: expiring(null) },
  { when: 'there is none', status: 'fail', set: NONE, reason: /although one is due/u },
  { when: 'only another database has one', status: 'fail', set: backup({ databaseName: 'x' }) },
  { when: 'whose it is is not said', status: 'unknown', set: backup({ databaseName: null }) },
  {
    when: 'of a dropped database of its name (trap)',
    status: 'fail',
    set: backup({ databaseDeletionTime: '2026-11-20T00:00:00Z' }),
  },
  {
    when: 'whether its database is gone is not understood',
    status: 'unknown',
    set: backup({ databaseDeletionTime: 'long ago' }),
  },
  {
    when: 'older than the database (trap)',
    status: 'fail',
    set: backup({ backupTime: '2024-04-30T23:59:59Z' }),
  },
  {
    when: 'of another server of that name (trap)',
    status: 'fail',
    set: backup({ serverName: 'sql-2' }),
  },
  { when: 'two weeks old', status: 'pass', set: backup({ backupTime: '2026-11-07T03:00:00Z' }) },
  {
    when: 'older than its rhythm and a week (trap)',
    status: 'fail',
    set: backup({ backupTime: '2026-11-07T02:59:59Z' }),
  },
  { when: 'of the future', status: 'unknown', set: backup({ backupTime: '2026-11-22T00:00:00Z' }) },
  {
    when: 'none yet, a weekly one is due in a second',
    status: 'pass',
    set: { ...created('2026-10-31T03:00:01Z'), ...NONE },
  },
  {
    when: 'none yet, a weekly one was due a second ago',
    status: 'fail',
    set: { ...created('2026-10-31T02:59:59Z'), ...NONE },
  },
  {
    when: 'none yet, a monthly one is not due',
    status: 'pass',
    set: { ...created('2026-10-07T03:00:01Z'), ...kept(OFF, 'P1M'), ...NONE },
  },
  {
    when: 'none yet, a monthly one is due',
    status: 'fail',
    set: { ...created('2026-10-07T02:59:59Z'), ...kept(OFF, 'P1M'), ...NONE },
  },
  {
    when: 'none yet, a yearly one is not due',
    status: 'pass',
    set: { ...created('2025-12-01T00:00:00Z'), ...kept(OFF, OFF, 'P7Y'), ...NONE },
  },
  {
    when: 'none yet, a weekly one is due and a monthly one is not',
    status: 'fail',
    set: { ...created('2026-10-20T00:00:00Z'), ...kept('P1M', 'P1M'), ...NONE },
  },
  {
    when: 'the policy came only yesterday',
    status: 'pass',
    set: {
      longTerm: {
        'properties/weeklyRetention': 'P5W',
        systemData: { lastModifiedAt: '2026-11-20T00:00:00Z' },
      },
      ...NONE,
    },
  },
  { when: 'the age is not known', status: 'unknown', set: { ...created(null), ...NONE } },
]);

typeCases(monthlyRetention, sqlDatabase, { with: { atLeast: 'P2M' } }, [
  { when: 'monthly ones for two months', status: 'pass', set: kept('P5W', 'P2M') },
  { when: 'monthly ones for one month', status: 'fail', set: kept('P5W', 'P1M') },
  { when: 'weekly ones alone', status: 'fail', set: kept('P10W') },
  { when: 'a dedicated SQL pool', status: 'fail', set: { database: POOL } },
  { when: 'a secondary', status: 'not-applicable', set: { links: SECONDARY } },
]);
