import { sqlManagedLongTermBackupExists } from '#checks/sql/sql-managed-long-term-backup-exists.ts';
import {
  longTermBackup,
  MANAGED_DATABASE_ID,
  setting,
  sqlManagedDatabase,
} from '../../harness/facts/sql.ts';
import { judges } from './judge-sql.ts';

const policy = (
  weekly: unknown,
  monthly: unknown = 'PT0S',
  yearly: unknown = 'PT0S',
  more: object = {},
) => ({
  sqlManagedLongTermRetention: {
    ...setting(MANAGED_DATABASE_ID, 'backupLongTermRetentionPolicies/default', {
      weeklyRetention: weekly,
      monthlyRetention: monthly,
      yearlyRetention: yearly,
    }),
    ...more,
  },
});
const created = (creationDate: unknown) => ({
  sqlManagedDatabase: sqlManagedDatabase({ creationDate }),
});
const held = (...backups: readonly unknown[]) => ({ sqlManagedLongTermBackups: backups });
const expiring = (backupExpirationTime: unknown) => held(longTermBackup({ backupExpirationTime }));

// The scan is of 2026-11-21T03:00:00Z. A weekly backup is due after 21 days, a monthly one after a month and 14 days.
judges(
  sqlManagedLongTermBackupExists,
  { facts: { ...created('2020-01-01T00:00:00Z'), ...policy('P1M') } },
  [
    { when: 'a backup exists', status: 'pass', facts: held(longTermBackup()) },
    {
      when: 'its database is written in another case',
      status: 'pass',
      facts: held(longTermBackup({ databaseName: 'APP' })),
    },
    { when: 'it expires just now', status: 'fail', facts: expiring('2026-11-21T03:00:00Z') },
    { when: 'it expires a second later', status: 'pass', facts: expiring('2026-11-21T03:00:01Z') },
    {
      when: 'the policy proves configuration only: there is none',
      status: 'fail',
      facts: held(),
      reason: /although one is due/u,
    },
    {
      when: 'only another database has one',
      status: 'fail',
      facts: held(longTermBackup({ databaseName: 'app2' })),
    },
    { when: 'it does not say when it expires', status: 'unknown', facts: expiring(null) },
    {
      when: 'none yet, a weekly one is due in a second',
      status: 'pass',
      facts: { ...created('2026-10-31T03:00:01Z'), ...held() },
      reason: /No long-term backup is due before/u,
    },
    {
      when: 'none yet, a weekly one is due now',
      status: 'fail',
      facts: { ...created('2026-10-31T03:00:00Z'), ...held() },
    },
    {
      when: 'none yet, a monthly one is not due',
      status: 'pass',
      facts: { ...created('2026-10-07T03:00:01Z'), ...policy('PT0S', 'P1M'), ...held() },
    },
    {
      when: 'none yet, a monthly one is due',
      status: 'fail',
      facts: { ...created('2026-10-07T03:00:00Z'), ...policy('PT0S', 'P1M'), ...held() },
    },
    {
      when: 'none yet, a yearly one is not due',
      status: 'pass',
      facts: { ...created('2025-12-01T00:00:00Z'), ...policy('PT0S', 'PT0S', 'P7Y'), ...held() },
    },
    {
      when: 'the policy came only yesterday',
      status: 'pass',
      facts: {
        ...policy('P1M', 'PT0S', 'PT0S', {
          systemData: { lastModifiedAt: '2026-11-20T00:00:00Z' },
        }),
        ...held(),
      },
    },
    {
      when: 'none yet, and the age is not known',
      status: 'unknown',
      facts: { ...created(null), ...held() },
    },
    {
      when: 'long-term retention is off',
      status: 'not-applicable',
      facts: { ...policy('PT0S'), ...held() },
    },
    {
      when: 'a retention is null',
      status: 'unknown',
      facts: { ...policy('P1M', null), ...held(longTermBackup()) },
    },
    {
      when: 'a retention is not understood',
      status: 'unknown',
      facts: { ...policy('for ever'), ...held(longTermBackup()) },
    },
    {
      when: 'a system database',
      status: 'not-applicable',
      facts: { ...held(), sqlManagedDatabase: sqlManagedDatabase({}, { name: 'msdb' }) },
    },
  ],
);
