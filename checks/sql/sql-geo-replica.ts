import { z } from 'zod';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgeSecondRegion } from '#evaluation/judge-sql-copies.ts';
import { setAsideSystemDatabase } from '#evaluation/set-aside-sql-database.ts';
import { exampleDatabase, exampleReplicationLink } from '#facts/sql-examples.ts';
import { sqlNames } from '#facts/sql-names.ts';
import { azCommand, azScope } from '#resource-types/az-command.ts';

export const sqlGeoReplica = defineCheck({
  id: 'sql-geo-replica',
  title: 'SQL database has a copy in another region: a replica or geo-redundant backup',
  family: 'geo-redundancy',
  severity: 'high',
  short: 'no copy is kept in another region',
  resourceTypes: ['microsoft.sql/servers/databases'],
  fact: 'sqlDatabase',
  also: ['sqlReplicationLinks'],
  parameters: z.strictObject({}),
  isTimeBound: true,
  rationale: 'When a region is lost, a database comes back only from a copy in another one.',
  remediation: {
    command: ({ id }) => {
      const { server, database } = sqlNames(id);
      return `${azCommand`az sql db update --server ${server} --name ${database} --backup-storage-redundancy Geo`} ${azScope(id)}`;
    },
    link: 'https://learn.microsoft.com/azure/azure-sql/database/business-continuity-high-availability-disaster-recover-hadr-overview',
  },
  references: [
    'Microsoft.Sql/servers/databases/replicationLinks, 2025-01-01',
    'Microsoft.Sql/servers/databases currentBackupStorageRedundancy, failoverGroupId, 2025-01-01',
  ],
  examples: {
    pass: {
      facts: {
        sqlDatabase: exampleDatabase({
          currentBackupStorageRedundancy: 'Local',
          requestedBackupStorageRedundancy: 'Local',
        }),
        sqlReplicationLinks: [
          exampleReplicationLink({
            role: 'Primary',
            linkType: 'GEO',
            replicationState: 'CATCH_UP',
            partnerServer: 'sql-orders-2',
            partnerLocation: 'West Europe',
          }),
        ],
      },
    },
    fail: {
      facts: {
        sqlDatabase: exampleDatabase({
          currentBackupStorageRedundancy: 'Local',
          requestedBackupStorageRedundancy: 'Local',
        }),
        sqlReplicationLinks: [],
      },
    },
    unknown: {
      facts: {
        sqlDatabase: exampleDatabase({}),
        sqlReplicationLinks: [],
      },
    },
  },
  applies: setAsideSystemDatabase,
  evaluate: ({ sqlDatabase, sqlReplicationLinks }) =>
    judgeSecondRegion(sqlDatabase, sqlReplicationLinks),
});
