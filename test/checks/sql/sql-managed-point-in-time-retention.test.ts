import { sqlManagedPointInTimeRetention } from '#checks/sql/sql-managed-point-in-time-retention.ts';
import { MANAGED_DATABASE_ID, setting, sqlManagedDatabase } from '../../harness/facts/sql.ts';
import { judges } from './judge-sql.ts';

const kept = (retentionDays: unknown) => ({
  sqlManagedShortTermRetention: setting(
    MANAGED_DATABASE_ID,
    'backupShortTermRetentionPolicies/default',
    { retentionDays },
  ),
});

judges(
  sqlManagedPointInTimeRetention,
  { with: { days: 14 }, facts: { sqlManagedDatabase: sqlManagedDatabase() } },
  [
    { when: 'exactly the claimed days', status: 'pass', facts: kept(14) },
    { when: 'a day short', status: 'fail', facts: kept(13) },
    {
      when: 'exactly, and a day longer',
      status: 'fail',
      with: { match: 'exactly' },
      facts: kept(15),
    },
    { when: 'the number is null', status: 'unknown', facts: kept(null) },
    { when: 'the number is no whole one', status: 'unknown', facts: kept(14.5) },
    {
      when: 'a system database',
      status: 'not-applicable',
      facts: { ...kept(7), sqlManagedDatabase: sqlManagedDatabase({}, { name: 'model' }) },
    },
  ],
);
