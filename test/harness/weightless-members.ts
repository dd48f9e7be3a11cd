/**
 * Members that a check looks at and that its pass does not rest on, found by damaging each alone: `?` may be missing or null, `=`
 * may hold a value that nobody knows. They are shown beside the verdict, or are one of several signs of the same thing (what kind
 * of database it is, a role, a fallback), or only decide whether more is asked (`enabled` unless it says otherwise).
 * A new entry is a decision: a pass that survives the loss of what it was read from is how a false one begins.
 */
export const WEIGHTLESS: Readonly<Record<string, readonly string[]>> = {
  'platform-availability': ['resource.name=', 'resource.type='],
  'service-availability': ['resource.name=', 'resource.type='],
  'key-vault-audit-log': ['keyVaultDiagnosticSettings.*.properties.workspaceId='],
  'key-vault-key-expiry': [
    'keyVaultKeyRow.properties?',
    'keyVaultKeyRow.properties.attributes?',
    'keyVaultKeyRow.properties.attributes.enabled?',
  ],
  'key-vault-key-rotation': [
    'keyVaultKeyRow.properties?',
    'keyVaultKeyRow.properties.attributes?',
    'keyVaultKeyRow.properties.attributes.enabled?',
  ],
  'key-vault-key-strength': [
    'keyVaultKeyRow.properties?',
    'keyVaultKeyRow.properties.attributes?',
    'keyVaultKeyRow.properties.attributes.enabled?',
  ],
  'key-vault-secret-expiry': ['keyVaultSecret.properties.attributes.enabled?'],
  'resource-location': ['resource.type='],
  'scope-visible': ['scopeSummary.problem?='],
  'sql-backup-location': ['sqlDatabase.name=', 'sqlDatabase.kind?='],
  'sql-backup-separation': [
    'sqlDatabase.name=',
    'sqlDatabase.kind?=',
    'sqlDatabase.sku?',
    'sqlDatabase.sku.tier?=',
  ],
  'sql-customer-managed-key': [
    'sqlDatabase.name=',
    'sqlDatabase.kind?=',
    'sqlDatabase.properties?',
  ],
  'sql-data-warehouse-recent-restore-point': [
    'sqlDatabase.name=',
    'sqlDatabase.kind?=',
    'sqlDatabase.sku?',
    'sqlDatabase.sku.tier?=',
  ],
  'sql-database-availability': ['sqlDatabase.name=', 'sqlDatabase.kind?='],
  'sql-differential-backup-interval': [
    'sqlDatabase.id=',
    'sqlDatabase.name=',
    'sqlDatabase.kind?=',
    'sqlDatabase.sku?',
    'sqlDatabase.sku.tier?=',
    'sqlDatabase.properties?',
  ],
  'sql-failover-partner-location': [
    'sqlServer.kind?=',
    'sqlFailoverGroups.*.name=',
    'sqlFailoverGroups.*.properties.partnerServers.*.id=',
  ],
  'sql-full-backup-interval': [
    'sqlDatabase.id=',
    'sqlDatabase.name=',
    'sqlDatabase.kind?=',
    'sqlDatabase.sku?',
    'sqlDatabase.sku.tier?=',
    'sqlDatabase.properties.earliestRestoreDate=',
  ],
  'sql-geo-redundant-backup': [
    'sqlDatabase.name=',
    'sqlDatabase.kind?=',
    'sqlDatabase.sku?',
    'sqlDatabase.sku.tier?=',
    'sqlDatabase.properties.requestedBackupStorageRedundancy?=',
  ],
  'sql-geo-replica': [
    'sqlDatabase.name=',
    'sqlDatabase.kind?=',
    'sqlDatabase.properties?',
    'sqlDatabase.properties.currentBackupStorageRedundancy?=',
    'sqlReplicationLinks.*.properties.role?=',
  ],
  'sql-log-backup-interval': [
    'sqlDatabase.id=',
    'sqlDatabase.name=',
    'sqlDatabase.kind?=',
    'sqlDatabase.sku?',
    'sqlDatabase.sku.tier?=',
    'sqlDatabase.properties.earliestRestoreDate=',
  ],
  'sql-long-term-backup-exists': [
    'sqlDatabase.id=',
    'sqlDatabase.kind?=',
    'sqlDatabase.sku?',
    'sqlDatabase.sku.tier?=',
    'sqlDatabase.properties?',
    'sqlDatabase.properties.creationDate?=',
    'sqlLongTermBackups.*.properties.backupTime?=',
  ],
  'sql-long-term-retention': [
    'sqlDatabase.id=',
    'sqlDatabase.name=',
    'sqlDatabase.kind?=',
    'sqlDatabase.sku?',
    'sqlDatabase.sku.tier?=',
    'sqlDatabase.properties?',
    'sqlLongTermRetention.properties.weeklyRetention?=',
    'sqlLongTermRetention.properties.yearlyRetention?=',
  ],
  'sql-managed-differential-backup-interval': [
    'sqlManagedDatabase.name=',
    'sqlManagedDatabase.properties.earliestRestorePoint=',
  ],
  'sql-managed-full-backup-interval': [
    'sqlManagedDatabase.name=',
    'sqlManagedDatabase.properties.earliestRestorePoint=',
  ],
  'sql-managed-geo-redundant-backup': [
    'sqlManagedInstance.properties.requestedBackupStorageRedundancy?=',
  ],
  'sql-managed-log-backup-interval': [
    'sqlManagedDatabase.name=',
    'sqlManagedDatabase.properties.earliestRestorePoint=',
  ],
  'sql-managed-long-term-backup-exists': [
    'sqlManagedDatabase.properties?',
    'sqlManagedDatabase.properties.creationDate?=',
    'sqlManagedLongTermBackups.*.properties.backupTime?=',
  ],
  'sql-managed-long-term-retention': [
    'sqlManagedDatabase.name=',
    'sqlManagedLongTermRetention.properties.weeklyRetention?=',
    'sqlManagedLongTermRetention.properties.yearlyRetention?=',
  ],
  'sql-managed-point-in-time-retention': ['sqlManagedDatabase.name='],
  'sql-managed-restore-window': [
    'sqlManagedDatabase.name=',
    'sqlManagedDatabase.properties.creationDate?=',
  ],
  'sql-managed-transparent-data-encryption': ['sqlManagedDatabase.name='],
  'sql-point-in-time-retention': [
    'sqlDatabase.id=',
    'sqlDatabase.name=',
    'sqlDatabase.kind?=',
    'sqlDatabase.sku?',
    'sqlDatabase.sku.tier?=',
    'sqlDatabase.properties?',
  ],
  'sql-recent-restore-point': [
    'sqlDatabase.id=',
    'sqlDatabase.kind?=',
    'sqlDatabase.sku?',
    'sqlDatabase.sku.tier?=',
    'sqlDatabase.properties?',
  ],
  'sql-regional-redundancy': [
    'sqlDatabase.name=',
    'sqlDatabase.kind?=',
    'sqlReplicationLinks.*.properties.role?=',
    'sqlReplicationLinks.*.properties.partnerServer?=',
  ],
  'sql-replica-location': [
    'sqlDatabase.name=',
    'sqlDatabase.kind?=',
    'sqlReplicationLinks.*.properties.partnerServer?=',
  ],
  'sql-restore-window': [
    'sqlDatabase.id=',
    'sqlDatabase.name=',
    'sqlDatabase.kind?=',
    'sqlDatabase.sku?',
    'sqlDatabase.sku.tier?=',
    'sqlDatabase.properties.creationDate?=',
  ],
  'sql-server-minimum-tls': ['sqlServer.kind?='],
  'sql-transparent-data-encryption': ['sqlDatabase.name=', 'sqlDatabase.kind?='],
  'storage-blob-point-in-time-restore': [
    'storageAccount.properties?',
    'storageAccount.properties.creationTime?=',
  ],
  'storage-customer-managed-key': [
    'storageAccount.properties.encryption.services.blob?',
    'storageAccount.properties.encryption.services.file?',
  ],
  'storage-encryption-at-rest': [
    'storageAccount.properties.encryption.services.blob?',
    'storageAccount.properties.encryption.services.file?',
  ],
};
