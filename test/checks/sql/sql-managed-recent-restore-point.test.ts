import { sqlManagedRecentRestorePoint } from '#checks/sql/sql-managed-recent-restore-point.ts';
import { recoverable, sqlManagedDatabase } from '../../harness/facts/sql.ts';
import { judges } from './judge-sql.ts';

const listed = (...entries: readonly unknown[]) => ({ sqlRecoverableManagedDatabases: entries });

// The scan is of 2026-11-21T03:00:00Z: 26 hours before is 2026-11-20T01:00:00Z.
judges(
  sqlManagedRecentRestorePoint,
  { with: { hours: 26 }, facts: { sqlManagedDatabase: sqlManagedDatabase() } },
  [
    {
      when: 'exactly as old as claimed',
      status: 'pass',
      facts: listed(recoverable('2026-11-20T01:00:00Z')),
    },
    {
      when: 'a second too old',
      status: 'fail',
      facts: listed(recoverable('2026-11-20T00:59:59Z')),
    },
    {
      when: 'taken while the scan ran',
      status: 'pass',
      facts: listed(recoverable('2026-11-21T03:00:09Z')),
    },
    {
      when: 'of several the newest counts',
      status: 'pass',
      facts: listed(recoverable('2026-11-01T00:00:00Z'), recoverable('2026-11-21T00:00:00Z')),
    },
    {
      when: 'the name differs in case',
      status: 'pass',
      facts: listed(recoverable('2026-11-21T00:00:00Z', 'APP')),
    },
    {
      when: 'only another database is listed',
      status: 'unknown',
      facts: listed(recoverable('2026-11-21T00:00:00Z', 'app2')),
    },
    {
      when: 'without geo-redundant backup Azure lists none',
      status: 'unknown',
      facts: listed(),
      reason: /geo-redundant/u,
    },
    { when: 'the date is null', status: 'unknown', facts: listed(recoverable(null)) },
    { when: 'the date is no instant', status: 'unknown', facts: listed(recoverable('today')) },
    {
      when: 'one is old and another does not say',
      status: 'unknown',
      facts: listed(recoverable('2026-11-01T00:00:00Z'), recoverable(undefined)),
    },
    {
      when: 'a system database',
      status: 'not-applicable',
      facts: { ...listed(), sqlManagedDatabase: sqlManagedDatabase({}, { name: 'msdb' }) },
    },
  ],
);
