import { sqlFullBackupInterval } from '#checks/sql/sql-full-backup-interval.ts';
import {
  dataWarehouse,
  hyperscale,
  MASTER,
  replicationLink,
  sqlDatabase,
} from '../../harness/facts/sql.ts';
import { judges } from './judge-sql.ts';

const BACKED_UP = { sqlDatabase: sqlDatabase({ earliestRestoreDate: '2026-11-07T00:00:00Z' }) };

judges(sqlFullBackupInterval, { with: { hours: 24 }, facts: { sqlReplicationLinks: [] } }, [
  {
    when: 'daily fulls are claimed, which the platform cannot meet',
    status: 'fail',
    facts: BACKED_UP,
    reason: /every 168 hours/u,
  },
  {
    when: 'just less than weekly is claimed',
    status: 'fail',
    with: { hours: 167 },
    facts: BACKED_UP,
  },
  { when: 'weekly is claimed', status: 'pass', with: { hours: 168 }, facts: BACKED_UP },
  {
    when: 'weekly, and nothing shows a backup',
    status: 'unknown',
    with: { hours: 168 },
    facts: { sqlDatabase: sqlDatabase() },
  },
  { when: 'Hyperscale', status: 'not-applicable', facts: { sqlDatabase: hyperscale() } },
  {
    when: 'a dedicated SQL pool',
    status: 'not-applicable',
    facts: { sqlDatabase: dataWarehouse() },
  },
  {
    when: 'a geo-secondary',
    status: 'not-applicable',
    facts: { ...BACKED_UP, sqlReplicationLinks: [replicationLink({ role: 'Secondary' })] },
  },
  { when: 'master', status: 'not-applicable', facts: { sqlDatabase: MASTER } },
]);
