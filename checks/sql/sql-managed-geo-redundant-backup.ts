import { z } from 'zod';
import { defineCheck } from '#evaluation/define-check.ts';
import {
  backupRedundancyOf,
  judgeGeoRedundantBackup,
} from '#evaluation/judge-sql-backup-redundancy.ts';
import { withValue } from '#evaluation/short-words.ts';
import { exampleManagedInstance } from '#facts/sql-examples.ts';
import { sqlNames } from '#facts/sql-names.ts';
import { azCommand, azScope } from '#resource-types/az-command.ts';

export const sqlManagedGeoRedundantBackup = defineCheck({
  id: 'sql-managed-geo-redundant-backup',
  title: 'SQL managed instance stores its backups geo-redundantly',
  family: 'geo-redundancy',
  severity: 'high',
  short: withValue('backup redundancy is'),
  property: 'currentBackupStorageRedundancy',
  resourceTypes: ['microsoft.sql/managedinstances'],
  fact: 'sqlManagedInstance',
  also: [],
  parameters: z.strictObject({}),
  rationale:
    'Only backups with a copy in the paired region can be restored when the region is lost. The setting of the instance holds for all of its databases.',
  remediation: {
    command: ({ id }) => {
      const { server } = sqlNames(id);
      return `${azCommand`az sql mi update --name ${server} --backup-storage-redundancy Geo`} ${azScope(id)}`;
    },
    link: 'https://learn.microsoft.com/azure/azure-sql/managed-instance/automated-backups-overview#backup-storage-redundancy',
  },
  references: ['Microsoft.Sql/managedInstances currentBackupStorageRedundancy, 2025-01-01'],
  examples: {
    pass: {
      facts: {
        sqlManagedInstance: exampleManagedInstance({
          currentBackupStorageRedundancy: 'Geo',
          requestedBackupStorageRedundancy: 'Geo',
        }),
      },
    },
    fail: {
      facts: {
        sqlManagedInstance: exampleManagedInstance({
          currentBackupStorageRedundancy: 'Local',
          requestedBackupStorageRedundancy: 'Geo',
        }),
      },
    },
    unknown: { facts: { sqlManagedInstance: exampleManagedInstance({}) } },
  },
  evaluate: ({ sqlManagedInstance }) =>
    judgeGeoRedundantBackup(backupRedundancyOf(sqlManagedInstance.properties)),
});
