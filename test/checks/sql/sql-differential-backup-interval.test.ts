import { sqlDifferentialBackupInterval } from '#checks/sql/sql-differential-backup-interval.ts';
import {
  DATABASE_ID,
  dataWarehouse,
  hyperscale,
  MASTER,
  replicationLink,
  setting,
  sqlDatabase,
} from '../../harness/facts/sql.ts';
import { judges } from './judge-sql.ts';

const taken = (diffBackupIntervalInHours: unknown) => ({
  sqlShortTermRetention: setting(DATABASE_ID, 'backupShortTermRetentionPolicies/default', {
    retentionDays: 14,
    diffBackupIntervalInHours,
  }),
});

judges(
  sqlDifferentialBackupInterval,
  { with: { hours: 12 }, facts: { sqlDatabase: sqlDatabase(), sqlReplicationLinks: [] } },
  [
    {
      when: 'diffBackupIntervalInHours never read (trap): every 12 hours',
      status: 'pass',
      facts: taken(12),
    },
    { when: 'every 24 hours', status: 'fail', facts: taken(24) },
    {
      when: 'every 24 hours, and that is claimed',
      status: 'pass',
      with: { hours: 24 },
      facts: taken(24),
    },
    {
      when: 'just less than 24 hours is claimed',
      status: 'fail',
      with: { hours: 23.9 },
      facts: taken(24),
    },
    {
      when: 'less than 12 hours is claimed',
      status: 'fail',
      with: { hours: 11 },
      facts: taken(12),
    },
    { when: 'an old api-version omits it', status: 'unknown', facts: taken(undefined) },
    { when: 'it is null', status: 'unknown', facts: taken(null) },
    { when: 'the interval is of the future', status: 'unknown', facts: taken(6) },
    { when: 'zero', status: 'unknown', facts: taken(0) },
    {
      when: 'Hyperscale has none: N/A with reason, not PASS (trap)',
      status: 'not-applicable',
      facts: { ...taken(12), sqlDatabase: hyperscale() },
      reason: /snapshots/u,
    },
    {
      when: 'a dedicated SQL pool has none',
      status: 'not-applicable',
      facts: { ...taken(12), sqlDatabase: dataWarehouse() },
    },
    {
      when: 'serverless is judged as any other',
      status: 'fail',
      facts: {
        ...taken(24),
        sqlDatabase: sqlDatabase(
          { status: 'Paused' },
          {
            kind: 'v12.0,user,vcore,serverless',
            sku: { name: 'GP_S_Gen5', tier: 'GeneralPurpose' },
          },
        ),
      },
    },
    {
      when: 'a member of an elastic pool is judged as any other',
      status: 'fail',
      facts: {
        ...taken(24),
        sqlDatabase: sqlDatabase(
          {},
          { kind: 'v12.0,user,pool', sku: { name: 'ElasticPool', tier: 'Standard' } },
        ),
      },
    },
    {
      when: 'a geo-secondary',
      status: 'not-applicable',
      facts: { ...taken(24), sqlReplicationLinks: [replicationLink({ role: 'Secondary' })] },
    },
    { when: 'master', status: 'not-applicable', facts: { ...taken(24), sqlDatabase: MASTER } },
  ],
);
