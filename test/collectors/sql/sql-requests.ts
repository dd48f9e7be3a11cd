import type { Collector } from '#collectors/define-collector.ts';
import { sqlDatabase } from '#collectors/sql-database.ts';
import { sqlDatabaseTransparentDataEncryption } from '#collectors/sql-database-transparent-data-encryption.ts';
import { sqlElasticPool } from '#collectors/sql-elastic-pool.ts';
import { sqlFailoverGroups } from '#collectors/sql-failover-groups.ts';
import { sqlLongTermBackups } from '#collectors/sql-long-term-backups.ts';
import { sqlLongTermRetention } from '#collectors/sql-long-term-retention.ts';
import { sqlManagedDatabase } from '#collectors/sql-managed-database.ts';
import { sqlManagedDatabaseTransparentDataEncryption } from '#collectors/sql-managed-database-transparent-data-encryption.ts';
import { sqlManagedInstance } from '#collectors/sql-managed-instance.ts';
import { sqlManagedInstanceEncryptionProtector } from '#collectors/sql-managed-instance-encryption-protector.ts';
import { sqlManagedLongTermBackups } from '#collectors/sql-managed-long-term-backups.ts';
import { sqlManagedLongTermRetention } from '#collectors/sql-managed-long-term-retention.ts';
import { sqlManagedShortTermRetention } from '#collectors/sql-managed-short-term-retention.ts';
import { sqlRecoverableDatabases } from '#collectors/sql-recoverable-databases.ts';
import { sqlRecoverableManagedDatabases } from '#collectors/sql-recoverable-managed-databases.ts';
import { sqlReplicationLinks } from '#collectors/sql-replication-links.ts';
import { sqlRestorePoints } from '#collectors/sql-restore-points.ts';
import { sqlServer } from '#collectors/sql-server.ts';
import { sqlServerEncryptionProtector } from '#collectors/sql-server-encryption-protector.ts';
import { sqlShortTermRetention } from '#collectors/sql-short-term-retention.ts';
import * as facts from '../../harness/facts/sql.ts';

const { DATABASE_ID, INSTANCE_ID, MANAGED_DATABASE_ID, SERVER_ID } = facts;
const SUBSCRIPTION = '/subscriptions/00000000-0000-0000-0000-000000000001';
const BACKUPS = 'onlyLatestPerDatabase=true&databaseState=Live';
const SHORT = 'backupShortTermRetentionPolicies/default';
const LONG = 'backupLongTermRetentionPolicies/default';
const TDE = 'transparentDataEncryption/current';
const PROTECTOR = 'encryptionProtector/current';

/** A collector, what it is asked about, and the one request that answers it. */
export interface Row {
  readonly collector: Collector;
  /** The resource that the fact is about. */
  readonly of: string;
  readonly path: string;
  readonly query?: string;
  readonly body: unknown;
}

/** Every SQL collector with the one request that it makes, and what Azure answers to it. */
export const ROWS: readonly Row[] = [
  {
    collector: sqlServer,
    of: SERVER_ID,
    path: `${SUBSCRIPTION}/providers/Microsoft.Sql/servers`,
    body: { value: [facts.sqlServer()] },
  },
  {
    collector: sqlDatabase,
    of: DATABASE_ID,
    path: `${SERVER_ID}/databases`,
    body: { value: [facts.MASTER, facts.sqlDatabase()] },
  },
  {
    collector: sqlElasticPool,
    of: `${SERVER_ID}/elasticPools/p`,
    path: `${SERVER_ID}/elasticPools`,
    body: { value: [facts.setting(SERVER_ID, 'elasticPools/p', {})] },
  },
  {
    collector: sqlDatabaseTransparentDataEncryption,
    of: DATABASE_ID,
    path: `${DATABASE_ID}/${TDE}`,
    body: facts.setting(DATABASE_ID, TDE, { state: 'Enabled' }),
  },
  {
    collector: sqlServerEncryptionProtector,
    of: DATABASE_ID,
    path: `${SERVER_ID}/${PROTECTOR}`,
    body: facts.setting(SERVER_ID, PROTECTOR, { serverKeyType: 'ServiceManaged' }),
  },
  {
    collector: sqlShortTermRetention,
    of: DATABASE_ID,
    path: `${DATABASE_ID}/${SHORT}`,
    body: facts.setting(DATABASE_ID, SHORT, { retentionDays: 14 }),
  },
  {
    collector: sqlLongTermRetention,
    of: DATABASE_ID,
    path: `${DATABASE_ID}/${LONG}`,
    body: facts.setting(DATABASE_ID, LONG, { weeklyRetention: 'P1M' }),
  },
  {
    collector: sqlLongTermBackups,
    of: DATABASE_ID,
    path: `${SUBSCRIPTION}/providers/Microsoft.Sql/locations/northeurope/longTermRetentionServers/sql-test/longTermRetentionBackups`,
    query: BACKUPS,
    body: { value: [facts.longTermBackup()] },
  },
  {
    collector: sqlRecoverableDatabases,
    of: DATABASE_ID,
    path: `${SERVER_ID}/recoverableDatabases`,
    body: { value: [facts.recoverable('2026-11-21T00:00:00Z')] },
  },
  {
    collector: sqlRestorePoints,
    of: DATABASE_ID,
    path: `${DATABASE_ID}/restorePoints`,
    body: { value: [facts.setting(DATABASE_ID, 'restorePoints/1', {})] },
  },
  {
    collector: sqlReplicationLinks,
    of: DATABASE_ID,
    path: `${SERVER_ID}/replicationLinks`,
    body: { value: [facts.replicationLink()] },
  },
  {
    collector: sqlFailoverGroups,
    of: SERVER_ID,
    path: `${SERVER_ID}/failoverGroups`,
    body: { value: [facts.failoverGroup({ location: 'West Europe' })] },
  },
  {
    collector: sqlManagedInstance,
    of: INSTANCE_ID,
    path: `${SUBSCRIPTION}/providers/Microsoft.Sql/managedInstances`,
    body: { value: [facts.sqlManagedInstance()] },
  },
  {
    collector: sqlManagedDatabase,
    of: MANAGED_DATABASE_ID,
    path: `${INSTANCE_ID}/databases`,
    body: { value: [facts.sqlManagedDatabase()] },
  },
  {
    collector: sqlManagedDatabaseTransparentDataEncryption,
    of: MANAGED_DATABASE_ID,
    path: `${MANAGED_DATABASE_ID}/${TDE}`,
    body: facts.setting(MANAGED_DATABASE_ID, TDE, { state: 'Enabled' }),
  },
  {
    collector: sqlManagedInstanceEncryptionProtector,
    of: INSTANCE_ID,
    path: `${INSTANCE_ID}/${PROTECTOR}`,
    body: facts.setting(INSTANCE_ID, PROTECTOR, { serverKeyType: 'ServiceManaged' }),
  },
  {
    collector: sqlManagedShortTermRetention,
    of: MANAGED_DATABASE_ID,
    path: `${MANAGED_DATABASE_ID}/${SHORT}`,
    body: facts.setting(MANAGED_DATABASE_ID, SHORT, { retentionDays: 14 }),
  },
  {
    collector: sqlManagedLongTermRetention,
    of: MANAGED_DATABASE_ID,
    path: `${MANAGED_DATABASE_ID}/${LONG}`,
    body: facts.setting(MANAGED_DATABASE_ID, LONG, { weeklyRetention: 'P1M' }),
  },
  {
    collector: sqlManagedLongTermBackups,
    of: MANAGED_DATABASE_ID,
    path: `${SUBSCRIPTION}/providers/Microsoft.Sql/locations/northeurope/longTermRetentionManagedInstances/mi-test/longTermRetentionManagedInstanceBackups`,
    query: BACKUPS,
    body: {
      value: [
        {
          ...facts.longTermBackup(),
          id: `${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Sql/locations/northeurope/longTermRetentionManagedInstances/mi-test/longTermRetentionDatabases/app/longTermRetentionManagedInstanceBackups/1;2`,
        },
      ],
    },
  },
  {
    collector: sqlRecoverableManagedDatabases,
    of: MANAGED_DATABASE_ID,
    path: `${INSTANCE_ID}/recoverableDatabases`,
    body: { value: [facts.recoverable('2026-11-21T00:00:00Z', 'app', INSTANCE_ID)] },
  },
];
