import { sqlManagedLogBackupInterval } from '#checks/sql/sql-managed-log-backup-interval.ts';
import { sqlManagedDatabase } from '../../harness/facts/sql.ts';
import { judges } from './judge-sql.ts';

const BACKED_UP = {
  sqlManagedDatabase: sqlManagedDatabase({ earliestRestorePoint: '2026-11-07T00:00:00Z' }),
};

judges(sqlManagedLogBackupInterval, { with: { minutes: 15 } }, [
  {
    when: 'the platform keeps what is claimed',
    status: 'pass',
    facts: BACKED_UP,
    reason: /cannot be configured/u,
  },
  {
    when: 'more often is claimed than the platform does',
    status: 'fail',
    with: { minutes: 9 },
    facts: BACKED_UP,
  },
  {
    when: 'nothing shows that it is backed up',
    status: 'unknown',
    facts: { sqlManagedDatabase: sqlManagedDatabase() },
  },
  {
    when: 'the restore point is null',
    status: 'unknown',
    facts: { sqlManagedDatabase: sqlManagedDatabase({ earliestRestorePoint: null }) },
  },
  {
    when: 'a system database',
    status: 'not-applicable',
    facts: { sqlManagedDatabase: sqlManagedDatabase({}, { name: 'Tempdb' }) },
  },
]);
