import { sqlLogBackupInterval } from '#checks/sql/sql-log-backup-interval.ts';
import {
  dataWarehouse,
  hyperscale,
  MASTER,
  replicationLink,
  sqlDatabase,
} from '../../harness/facts/sql.ts';
import { judges } from './judge-sql.ts';

const BACKED_UP = { sqlDatabase: sqlDatabase({ earliestRestoreDate: '2026-11-07T00:00:00Z' }) };

judges(sqlLogBackupInterval, { with: { minutes: 60 }, facts: { sqlReplicationLinks: [] } }, [
  { when: 'hourly is claimed', status: 'pass', facts: BACKED_UP, reason: /cannot be configured/u },
  { when: 'every 15 minutes is claimed', status: 'pass', with: { minutes: 15 }, facts: BACKED_UP },
  {
    when: '"about ten" does not prove fourteen',
    status: 'unknown',
    with: { minutes: 14 },
    facts: BACKED_UP,
  },
  {
    when: '"about ten" does not prove ten',
    status: 'unknown',
    with: { minutes: 10 },
    facts: BACKED_UP,
  },
  { when: 'less than ten is claimed', status: 'fail', with: { minutes: 9 }, facts: BACKED_UP },
  {
    when: 'nothing shows that it is backed up',
    status: 'unknown',
    facts: { sqlDatabase: sqlDatabase() },
  },
  {
    when: 'the restore point is null',
    status: 'unknown',
    facts: { sqlDatabase: sqlDatabase({ earliestRestoreDate: null }) },
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
