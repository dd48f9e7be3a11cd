// Written by `npm run generate`; never edited.
import type { Check } from '#evaluation/define-check.ts';
import { applicationInsightsAvailability } from './application-insights/application-insights-availability.ts';
import { keyVaultAuditLog } from './key-vault/key-vault-audit-log.ts';
import { keyVaultAvailability } from './key-vault/key-vault-availability.ts';
import { keyVaultKeyExpiry } from './key-vault/key-vault-key-expiry.ts';
import { keyVaultKeyRotation } from './key-vault/key-vault-key-rotation.ts';
import { keyVaultKeyStrength } from './key-vault/key-vault-key-strength.ts';
import { keyVaultNetworkRestricted } from './key-vault/key-vault-network-restricted.ts';
import { keyVaultPairLocation } from './key-vault/key-vault-pair-location.ts';
import { keyVaultPurgeProtection } from './key-vault/key-vault-purge-protection.ts';
import { keyVaultRbacAuthorization } from './key-vault/key-vault-rbac-authorization.ts';
import { keyVaultSecretExpiry } from './key-vault/key-vault-secret-expiry.ts';
import { keyVaultSoftDelete } from './key-vault/key-vault-soft-delete.ts';
import { recoveryVaultBackupRetention } from './recovery-services/recovery-vault-backup-retention.ts';
import { recoveryVaultBackupSeparation } from './recovery-services/recovery-vault-backup-separation.ts';
import { recoveryVaultCrossRegionRestore } from './recovery-services/recovery-vault-cross-region-restore.ts';
import { recoveryVaultGeoRedundant } from './recovery-services/recovery-vault-geo-redundant.ts';
import { recoveryVaultImmutability } from './recovery-services/recovery-vault-immutability.ts';
import { recoveryVaultItemFreshness } from './recovery-services/recovery-vault-item-freshness.ts';
import { recoveryVaultMonthlyRetention } from './recovery-services/recovery-vault-monthly-retention.ts';
import { recoveryVaultPairLocation } from './recovery-services/recovery-vault-pair-location.ts';
import { recoveryVaultSoftDelete } from './recovery-services/recovery-vault-soft-delete.ts';
import { recoveryVaultWorkloadFullBackup } from './recovery-services/recovery-vault-workload-full-backup.ts';
import { recoveryVaultWorkloadLogBackup } from './recovery-services/recovery-vault-workload-log-backup.ts';
import { resourceLocation } from './location/resource-location.ts';
import { resourceTypeCoverage } from './scope/resource-type-coverage.ts';
import { scopeVisible } from './scope/scope-visible.ts';
import { selfHostedTypesAbsent } from './scope/self-hosted-types-absent.ts';
import { sqlBackupLocation } from './sql/sql-backup-location.ts';
import { sqlBackupSeparation } from './sql/sql-backup-separation.ts';
import { sqlCustomerManagedKey } from './sql/sql-customer-managed-key.ts';
import { sqlDataWarehouseRecentRestorePoint } from './sql/sql-data-warehouse-recent-restore-point.ts';
import { sqlDatabaseAvailability } from './sql/sql-database-availability.ts';
import { sqlDifferentialBackupInterval } from './sql/sql-differential-backup-interval.ts';
import { sqlFailoverPartnerLocation } from './sql/sql-failover-partner-location.ts';
import { sqlFullBackupInterval } from './sql/sql-full-backup-interval.ts';
import { sqlGeoRedundantBackup } from './sql/sql-geo-redundant-backup.ts';
import { sqlGeoReplica } from './sql/sql-geo-replica.ts';
import { sqlLogBackupInterval } from './sql/sql-log-backup-interval.ts';
import { sqlLongTermBackupExists } from './sql/sql-long-term-backup-exists.ts';
import { sqlLongTermRetention } from './sql/sql-long-term-retention.ts';
import { sqlManagedBackupLocation } from './sql/sql-managed-backup-location.ts';
import { sqlManagedCustomerManagedKey } from './sql/sql-managed-customer-managed-key.ts';
import { sqlManagedDifferentialBackupInterval } from './sql/sql-managed-differential-backup-interval.ts';
import { sqlManagedFullBackupInterval } from './sql/sql-managed-full-backup-interval.ts';
import { sqlManagedGeoRedundantBackup } from './sql/sql-managed-geo-redundant-backup.ts';
import { sqlManagedInstanceMinimumTls } from './sql/sql-managed-instance-minimum-tls.ts';
import { sqlManagedLogBackupInterval } from './sql/sql-managed-log-backup-interval.ts';
import { sqlManagedLongTermBackupExists } from './sql/sql-managed-long-term-backup-exists.ts';
import { sqlManagedLongTermRetention } from './sql/sql-managed-long-term-retention.ts';
import { sqlManagedPointInTimeRetention } from './sql/sql-managed-point-in-time-retention.ts';
import { sqlManagedRecentRestorePoint } from './sql/sql-managed-recent-restore-point.ts';
import { sqlManagedRestoreWindow } from './sql/sql-managed-restore-window.ts';
import { sqlManagedTransparentDataEncryption } from './sql/sql-managed-transparent-data-encryption.ts';
import { sqlPointInTimeRetention } from './sql/sql-point-in-time-retention.ts';
import { sqlRecentRestorePoint } from './sql/sql-recent-restore-point.ts';
import { sqlRegionalRedundancy } from './sql/sql-regional-redundancy.ts';
import { sqlReplicaLocation } from './sql/sql-replica-location.ts';
import { sqlRestoreWindow } from './sql/sql-restore-window.ts';
import { sqlServerMinimumTls } from './sql/sql-server-minimum-tls.ts';
import { sqlTransparentDataEncryption } from './sql/sql-transparent-data-encryption.ts';
import { storageAccountAvailability } from './storage/storage-account-availability.ts';
import { storageBackupSeparation } from './storage/storage-backup-separation.ts';
import { storageBlobPointInTimeRestore } from './storage/storage-blob-point-in-time-restore.ts';
import { storageBlobSoftDelete } from './storage/storage-blob-soft-delete.ts';
import { storageCustomerManagedKey } from './storage/storage-customer-managed-key.ts';
import { storageEncryptionAtRest } from './storage/storage-encryption-at-rest.ts';
import { storageGeoRedundant } from './storage/storage-geo-redundant.ts';
import { storageHttpsOnly } from './storage/storage-https-only.ts';
import { storageInfrastructureEncryption } from './storage/storage-infrastructure-encryption.ts';
import { storageMinimumTls } from './storage/storage-minimum-tls.ts';
import { storageObjectReplicationLocation } from './storage/storage-object-replication-location.ts';
import { storagePrimaryLocation } from './storage/storage-primary-location.ts';
import { storageRegionalRedundancy } from './storage/storage-regional-redundancy.ts';
import { storageSecondaryLocation } from './storage/storage-secondary-location.ts';

/** Every check of the product. */
export const CHECKS: readonly Check[] = [
  applicationInsightsAvailability,
  keyVaultAuditLog,
  keyVaultAvailability,
  keyVaultKeyExpiry,
  keyVaultKeyRotation,
  keyVaultKeyStrength,
  keyVaultNetworkRestricted,
  keyVaultPairLocation,
  keyVaultPurgeProtection,
  keyVaultRbacAuthorization,
  keyVaultSecretExpiry,
  keyVaultSoftDelete,
  recoveryVaultBackupRetention,
  recoveryVaultBackupSeparation,
  recoveryVaultCrossRegionRestore,
  recoveryVaultGeoRedundant,
  recoveryVaultImmutability,
  recoveryVaultItemFreshness,
  recoveryVaultMonthlyRetention,
  recoveryVaultPairLocation,
  recoveryVaultSoftDelete,
  recoveryVaultWorkloadFullBackup,
  recoveryVaultWorkloadLogBackup,
  resourceLocation,
  resourceTypeCoverage,
  scopeVisible,
  selfHostedTypesAbsent,
  sqlBackupLocation,
  sqlBackupSeparation,
  sqlCustomerManagedKey,
  sqlDataWarehouseRecentRestorePoint,
  sqlDatabaseAvailability,
  sqlDifferentialBackupInterval,
  sqlFailoverPartnerLocation,
  sqlFullBackupInterval,
  sqlGeoRedundantBackup,
  sqlGeoReplica,
  sqlLogBackupInterval,
  sqlLongTermBackupExists,
  sqlLongTermRetention,
  sqlManagedBackupLocation,
  sqlManagedCustomerManagedKey,
  sqlManagedDifferentialBackupInterval,
  sqlManagedFullBackupInterval,
  sqlManagedGeoRedundantBackup,
  sqlManagedInstanceMinimumTls,
  sqlManagedLogBackupInterval,
  sqlManagedLongTermBackupExists,
  sqlManagedLongTermRetention,
  sqlManagedPointInTimeRetention,
  sqlManagedRecentRestorePoint,
  sqlManagedRestoreWindow,
  sqlManagedTransparentDataEncryption,
  sqlPointInTimeRetention,
  sqlRecentRestorePoint,
  sqlRegionalRedundancy,
  sqlReplicaLocation,
  sqlRestoreWindow,
  sqlServerMinimumTls,
  sqlTransparentDataEncryption,
  storageAccountAvailability,
  storageBackupSeparation,
  storageBlobPointInTimeRestore,
  storageBlobSoftDelete,
  storageCustomerManagedKey,
  storageEncryptionAtRest,
  storageGeoRedundant,
  storageHttpsOnly,
  storageInfrastructureEncryption,
  storageMinimumTls,
  storageObjectReplicationLocation,
  storagePrimaryLocation,
  storageRegionalRedundancy,
  storageSecondaryLocation,
];
