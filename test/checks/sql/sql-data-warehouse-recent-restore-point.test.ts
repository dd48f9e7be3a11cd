import { sqlDataWarehouseRecentRestorePoint } from '#checks/sql/sql-data-warehouse-recent-restore-point.ts';
import { DATABASE_ID, dataWarehouse, setting, sqlDatabase } from '../../harness/facts/sql.ts';
import { judges } from './judge-sql.ts';

const taken = (...dates: readonly unknown[]) => ({
  sqlRestorePoints: dates.map((restorePointCreationDate, index) =>
    setting(DATABASE_ID, `restorePoints/${index}`, {
      restorePointType: 'DISCRETE',
      restorePointCreationDate,
    }),
  ),
});

judges(
  sqlDataWarehouseRecentRestorePoint,
  { with: { hours: 26 }, facts: { sqlDatabase: dataWarehouse() } },
  [
    {
      when: 'exactly as old as claimed',
      status: 'pass',
      facts: taken('2026-11-13T00:00:00Z', '2026-11-20T01:00:00Z'),
    },
    { when: 'a second too old', status: 'fail', facts: taken('2026-11-20T00:59:59Z') },
    { when: 'none is listed', status: 'unknown', facts: taken() },
    { when: 'the date is null', status: 'unknown', facts: taken(null) },
    {
      when: 'any other database',
      status: 'not-applicable',
      facts: { ...taken(), sqlDatabase: sqlDatabase() },
    },
  ],
);
