// Written by `npm run generate`; never edited.
import type { Collector } from './define-collector.ts';
import { availability } from './availability.ts';
import { keyVaultDiagnosticSettings } from './key-vault-diagnostic-settings.ts';
import { keyVaultKeyRow } from './key-vault-key-row.ts';
import { keyVaultKey } from './key-vault-key.ts';
import { keyVaultRow } from './key-vault-row.ts';
import { keyVaultSecret } from './key-vault-secret.ts';
import { keyVault } from './key-vault.ts';
import { recoveryServicesVault } from './recovery-services-vault.ts';
import { recoveryVaultBackupPolicies } from './recovery-vault-backup-policies.ts';
import { recoveryVaultProtectedItems } from './recovery-vault-protected-items.ts';
import { recoveryVaultStorageConfig } from './recovery-vault-storage-config.ts';
import { sqlDatabaseTransparentDataEncryption } from './sql-database-transparent-data-encryption.ts';
import { sqlDatabase } from './sql-database.ts';
import { sqlElasticPool } from './sql-elastic-pool.ts';
import { sqlFailoverGroups } from './sql-failover-groups.ts';
import { sqlLongTermBackups } from './sql-long-term-backups.ts';
import { sqlLongTermRetention } from './sql-long-term-retention.ts';
import { sqlManagedDatabaseTransparentDataEncryption } from './sql-managed-database-transparent-data-encryption.ts';
import { sqlManagedDatabase } from './sql-managed-database.ts';
import { sqlManagedInstanceEncryptionProtector } from './sql-managed-instance-encryption-protector.ts';
import { sqlManagedInstance } from './sql-managed-instance.ts';
import { sqlManagedLongTermBackups } from './sql-managed-long-term-backups.ts';
import { sqlManagedLongTermRetention } from './sql-managed-long-term-retention.ts';
import { sqlManagedShortTermRetention } from './sql-managed-short-term-retention.ts';
import { sqlRecoverableDatabases } from './sql-recoverable-databases.ts';
import { sqlRecoverableManagedDatabases } from './sql-recoverable-managed-databases.ts';
import { sqlReplicationLinks } from './sql-replication-links.ts';
import { sqlRestorePoints } from './sql-restore-points.ts';
import { sqlServerEncryptionProtector } from './sql-server-encryption-protector.ts';
import { sqlServer } from './sql-server.ts';
import { sqlShortTermRetention } from './sql-short-term-retention.ts';
import { storageAccountPlaces } from './storage-account-places.ts';
import { storageAccount } from './storage-account.ts';
import { storageBlobService } from './storage-blob-service.ts';
import { storageObjectReplication } from './storage-object-replication.ts';
import { subscriptionRegions } from './subscription-regions.ts';

/** Every collector of the product. */
export const COLLECTORS: readonly Collector[] = [
  availability,
  keyVaultDiagnosticSettings,
  keyVaultKeyRow,
  keyVaultKey,
  keyVaultRow,
  keyVaultSecret,
  keyVault,
  recoveryServicesVault,
  recoveryVaultBackupPolicies,
  recoveryVaultProtectedItems,
  recoveryVaultStorageConfig,
  sqlDatabaseTransparentDataEncryption,
  sqlDatabase,
  sqlElasticPool,
  sqlFailoverGroups,
  sqlLongTermBackups,
  sqlLongTermRetention,
  sqlManagedDatabaseTransparentDataEncryption,
  sqlManagedDatabase,
  sqlManagedInstanceEncryptionProtector,
  sqlManagedInstance,
  sqlManagedLongTermBackups,
  sqlManagedLongTermRetention,
  sqlManagedShortTermRetention,
  sqlRecoverableDatabases,
  sqlRecoverableManagedDatabases,
  sqlReplicationLinks,
  sqlRestorePoints,
  sqlServerEncryptionProtector,
  sqlServer,
  sqlShortTermRetention,
  storageAccountPlaces,
  storageAccount,
  storageBlobService,
  storageObjectReplication,
  subscriptionRegions,
];
