import type { SqlDatabase } from './sql-database.ts';
import type { SqlElasticPool } from './sql-elastic-pool.ts';
import type { SqlEncryptionProtector } from './sql-encryption-protector.ts';
import type { SqlFailoverGroups } from './sql-failover-groups.ts';
import type { SqlLongTermBackups } from './sql-long-term-backups.ts';
import type { SqlLongTermRetention } from './sql-long-term-retention.ts';
import type { SqlManagedDatabase } from './sql-managed-database.ts';
import type { SqlManagedInstance } from './sql-managed-instance.ts';
import type { SqlRecoverableDatabases } from './sql-recoverable-databases.ts';
import type { SqlReplicationLinks } from './sql-replication-links.ts';
import type { SqlRestorePoints } from './sql-restore-points.ts';
import type { SqlServer } from './sql-server.ts';
import type { SqlShortTermRetention } from './sql-short-term-retention.ts';
import type { SqlTransparentDataEncryption } from './sql-transparent-data-encryption.ts';

/** The facts of this family by name: see fact-names.ts. Where a managed instance answers in the same shape, the shape is shared. */
export interface SqlFacts {
  sqlServer: SqlServer;
  sqlDatabase: SqlDatabase;
  sqlElasticPool: SqlElasticPool;
  sqlDatabaseTransparentDataEncryption: SqlTransparentDataEncryption;
  sqlServerEncryptionProtector: SqlEncryptionProtector;
  sqlShortTermRetention: SqlShortTermRetention;
  sqlLongTermRetention: SqlLongTermRetention;
  sqlLongTermBackups: SqlLongTermBackups;
  sqlRecoverableDatabases: SqlRecoverableDatabases;
  sqlRestorePoints: SqlRestorePoints;
  sqlReplicationLinks: SqlReplicationLinks;
  sqlFailoverGroups: SqlFailoverGroups;
  sqlManagedInstance: SqlManagedInstance;
  sqlManagedDatabase: SqlManagedDatabase;
  sqlManagedDatabaseTransparentDataEncryption: SqlTransparentDataEncryption;
  sqlManagedInstanceEncryptionProtector: SqlEncryptionProtector;
  sqlManagedShortTermRetention: SqlShortTermRetention;
  sqlManagedLongTermRetention: SqlLongTermRetention;
  sqlManagedLongTermBackups: SqlLongTermBackups;
  sqlRecoverableManagedDatabases: SqlRecoverableDatabases;
}
