import { sqlManagedRestoreWindow } from '#checks/sql/sql-managed-restore-window.ts';
import { sqlManagedDatabase } from '../../harness/facts/sql.ts';
import { judges } from './judge-sql.ts';

// The scan is of 2026-11-21T03:00:00Z: fourteen days before is 2026-11-07T03:00:00Z.
const OLD = '2020-01-01T00:00:00Z';
const found = (earliest: unknown, creationDate: unknown = OLD) => ({
  sqlManagedDatabase: sqlManagedDatabase({ earliestRestorePoint: earliest, creationDate }),
});

judges(sqlManagedRestoreWindow, { with: { days: 14 } }, [
  { when: 'the window reaches back exactly', status: 'pass', facts: found('2026-11-07T03:00:00Z') },
  { when: 'the window reaches back further', status: 'pass', facts: found('2026-10-01T00:00:00Z') },
  { when: 'within an hour of it', status: 'pass', facts: found('2026-11-07T04:00:00Z') },
  { when: 'just over an hour short', status: 'unknown', facts: found('2026-11-07T04:00:01Z') },
  { when: 'exactly a day short', status: 'unknown', facts: found('2026-11-08T03:00:00Z') },
  { when: 'just over a day short', status: 'fail', facts: found('2026-11-08T03:00:01Z') },
  {
    when: 'raised retention created no old restore points',
    status: 'fail',
    facts: found('2026-11-14T03:00:00Z'),
  },
  {
    when: 'younger than claimed, and back to its creation',
    status: 'pass',
    facts: found('2026-11-20T10:20:00Z', '2026-11-20T10:00:00Z'),
    reason: /younger/u,
  },
  {
    when: 'younger, its first backup hours late',
    status: 'unknown',
    facts: found('2026-11-20T15:00:00Z', '2026-11-20T10:00:00Z'),
  },
  {
    when: 'younger, but days of its life are lost',
    status: 'fail',
    facts: found('2026-11-17T00:00:00Z', '2026-11-10T00:00:00Z'),
  },
  {
    when: 'short, and the creation is missing',
    status: 'unknown',
    facts: found('2026-11-14T03:00:00Z', null),
  },
  {
    when: 'short, and the creation is no instant',
    status: 'unknown',
    facts: found('2026-11-14T03:00:00Z', 'yesterday'),
  },
  { when: 'no restore point yet', status: 'unknown', facts: found(null) },
  { when: 'the restore point is no instant', status: 'unknown', facts: found('soon') },
  {
    when: 'all properties are missing',
    status: 'unknown',
    facts: { sqlManagedDatabase: sqlManagedDatabase({}, { properties: null }) },
  },
]);
