import { sqlManagedLongTermRetention } from '#checks/sql/sql-managed-long-term-retention.ts';
import { MANAGED_DATABASE_ID, setting, sqlManagedDatabase } from '../../harness/facts/sql.ts';
import { judges } from './judge-sql.ts';

const kept = (weeklyRetention: unknown) => ({
  sqlManagedLongTermRetention: setting(
    MANAGED_DATABASE_ID,
    'backupLongTermRetentionPolicies/default',
    {
      weeklyRetention,
      monthlyRetention: 'PT0S',
      yearlyRetention: 'PT0S',
    },
  ),
});

judges(
  sqlManagedLongTermRetention,
  { with: { atLeast: 'P1M' }, facts: { sqlManagedDatabase: sqlManagedDatabase() } },
  [
    { when: 'weekly backups are kept for a month', status: 'pass', facts: kept('P1M') },
    { when: 'four weeks are no month', status: 'fail', facts: kept('P4W') },
    { when: 'it is off', status: 'fail', facts: kept('PT0S') },
    { when: 'the retention is null', status: 'unknown', facts: kept(null) },
    {
      when: 'a system database',
      status: 'not-applicable',
      facts: { ...kept('PT0S'), sqlManagedDatabase: sqlManagedDatabase({}, { name: 'master' }) },
    },
  ],
);
