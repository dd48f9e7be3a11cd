import { z } from 'zod';
import { unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import {
  backupRedundancyOf,
  judgeGeoRedundantBackup,
} from '#evaluation/judge-sql-backup-redundancy.ts';
import { isDataWarehouse, setAsideSystemDatabase } from '#evaluation/set-aside-sql-database.ts';
import { withValue } from '#evaluation/short-words.ts';
import { exampleDatabase } from '#facts/sql-examples.ts';
import { sqlNames } from '#facts/sql-names.ts';
import { azCommand, azScope } from '#resource-types/az-command.ts';

export const sqlGeoRedundantBackup = defineCheck({
  id: 'sql-geo-redundant-backup',
  title: 'SQL database stores its backups geo-redundantly',
  family: 'geo-redundancy',
  severity: 'high',
  short: withValue('backup redundancy is'),
  property: 'currentBackupStorageRedundancy',
  resourceTypes: ['microsoft.sql/servers/databases'],
  fact: 'sqlDatabase',
  also: [],
  parameters: z.strictObject({}),
  rationale:
    'Only backups with a copy in the paired region can be restored when the region is lost. What counts is the current redundancy: a request is in force after up to 48 hours, and for new backups only.',
  remediation: {
    command: ({ id }) => {
      const { server, database } = sqlNames(id);
      return `${azCommand`az sql db update --server ${server} --name ${database} --backup-storage-redundancy Geo`} ${azScope(id)}`;
    },
    link: 'https://learn.microsoft.com/azure/azure-sql/database/automated-backups-overview#backup-storage-redundancy',
  },
  references: ['Microsoft.Sql/servers/databases currentBackupStorageRedundancy, 2025-01-01'],
  examples: {
    pass: {
      facts: {
        sqlDatabase: exampleDatabase({
          currentBackupStorageRedundancy: 'Geo',
          requestedBackupStorageRedundancy: 'Geo',
        }),
      },
    },
    fail: {
      facts: {
        sqlDatabase: exampleDatabase({
          currentBackupStorageRedundancy: 'Local',
          requestedBackupStorageRedundancy: 'Geo',
        }),
      },
    },
    unknown: { facts: { sqlDatabase: exampleDatabase({}) } },
  },
  applies: setAsideSystemDatabase,
  evaluate({ sqlDatabase }) {
    const verdict = judgeGeoRedundantBackup(backupRedundancyOf(sqlDatabase.properties));
    // A dedicated SQL pool copies its backups only while its geo-backup policy is on, which is not read here.
    return verdict.status === 'pass' && isDataWarehouse(sqlDatabase)
      ? unknown(
          'Whether a dedicated SQL pool is backed up geo-redundantly is told by its geo-backup policy',
          verdict,
        )
      : verdict;
  },
});
