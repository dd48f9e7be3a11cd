import { z } from 'zod';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgePlaces, Within } from '#evaluation/judge-places.ts';
import { backupRedundancyOf } from '#evaluation/judge-sql-backup-redundancy.ts';
import { backupPlaces } from '#evaluation/judge-sql-copies.ts';
import { exampleManagedInstance } from '#facts/sql-examples.ts';

export const sqlManagedBackupLocation = defineCheck({
  id: 'sql-managed-backup-location',
  title: 'SQL managed instance keeps its backups within the claimed places',
  family: 'location',
  severity: 'critical',
  resourceTypes: ['microsoft.sql/managedinstances'],
  fact: 'sqlManagedInstance',
  also: ['sqlManagedLongTermBackups', 'subscriptionRegions'],
  parameters: z.strictObject({ within: Within }),
  rationale:
    'Geo-redundant backups lie in the paired region as well, which no resource shows. What was requested counts too, for it comes into force by itself, and so do the latest long-term backups: they stay where they were written.',
  remediation: {
    command: () => null,
    link: 'https://learn.microsoft.com/azure/azure-sql/managed-instance/automated-backups-overview#backup-storage-redundancy',
  },
  references: [
    'Microsoft.Sql/managedInstances currentBackupStorageRedundancy, requestedBackupStorageRedundancy, 2025-01-01',
    '@azure/arm-sql 10.0.0: ManagedInstanceLongTermRetentionBackup backupStorageRedundancy',
  ],
  examples: {
    pass: {
      with: { within: 'EU' },
      facts: {
        sqlManagedInstance: exampleManagedInstance({
          currentBackupStorageRedundancy: 'Geo',
          requestedBackupStorageRedundancy: 'Geo',
        }),
        sqlManagedLongTermBackups: [],
        subscriptionRegions: [],
      },
    },
    fail: {
      with: { within: 'IE' },
      facts: {
        sqlManagedInstance: exampleManagedInstance({
          currentBackupStorageRedundancy: 'Geo',
          requestedBackupStorageRedundancy: 'Geo',
        }),
        sqlManagedLongTermBackups: [],
        subscriptionRegions: [],
      },
    },
    unknown: {
      with: { within: 'EU' },
      facts: {
        sqlManagedInstance: exampleManagedInstance({}),
        sqlManagedLongTermBackups: [],
        subscriptionRegions: [],
      },
    },
  },
  evaluate(
    { sqlManagedInstance, sqlManagedLongTermBackups, subscriptionRegions },
    { parameters: { within } },
  ) {
    const { current, requested } = backupRedundancyOf(sqlManagedInstance.properties);
    const longTerm = sqlManagedLongTermBackups.map(
      ({ properties }) => properties.backupStorageRedundancy,
    );
    const redundancies = [current, requested, ...longTerm];
    return judgePlaces(
      backupPlaces(sqlManagedInstance.location, redundancies, subscriptionRegions),
      within,
    );
  },
});
