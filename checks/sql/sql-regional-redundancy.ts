import { z } from 'zod';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgePlaces, Within } from '#evaluation/judge-places.ts';
import { backupPlaces, judgeSecondRegion, replicaPlaces } from '#evaluation/judge-sql-copies.ts';
import { setAsideSystemDatabase } from '#evaluation/set-aside-sql-database.ts';
import { whenIt } from '#evaluation/short-words.ts';
import { exampleDatabase, exampleReplicationLink } from '#facts/sql-examples.ts';
import { sqlNames } from '#facts/sql-names.ts';
import { azCommand, azScope } from '#resource-types/az-command.ts';

export const sqlRegionalRedundancy = defineCheck({
  id: 'sql-regional-redundancy',
  title: 'SQL database is held in two regions or more, all within the claimed places',
  family: 'geo-redundancy',
  severity: 'high',
  short: whenIt('replicas', 'no copy is kept in another region'),
  resourceTypes: ['microsoft.sql/servers/databases'],
  fact: 'sqlDatabase',
  also: ['sqlReplicationLinks', 'subscriptionRegions'],
  parameters: z.strictObject({ within: Within }),
  isTimeBound: true,
  rationale:
    'Redundancy over regions and residency are one promise: a second copy abroad breaks it.',
  remediation: {
    command: ({ id }) => {
      const { server, database } = sqlNames(id);
      return `${azCommand`az sql db update --server ${server} --name ${database} --backup-storage-redundancy Geo`} ${azScope(id)}`;
    },
    link: 'https://learn.microsoft.com/azure/azure-sql/database/active-geo-replication-overview',
  },
  references: [
    'Microsoft.Sql/servers/databases/replicationLinks, 2025-01-01',
    'Microsoft.Sql/servers/databases currentBackupStorageRedundancy, 2025-01-01',
  ],
  examples: {
    pass: {
      with: { within: 'EEA' },
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
        subscriptionRegions: [],
      },
    },
    fail: {
      with: { within: 'EEA' },
      facts: {
        sqlDatabase: exampleDatabase({
          currentBackupStorageRedundancy: 'Local',
          requestedBackupStorageRedundancy: 'Local',
        }),
        sqlReplicationLinks: [],
        subscriptionRegions: [],
      },
    },
    unknown: {
      with: { within: 'EEA' },
      facts: {
        sqlDatabase: exampleDatabase({}),
        sqlReplicationLinks: [],
        subscriptionRegions: [],
      },
    },
  },
  applies: setAsideSystemDatabase,
  evaluate({ sqlDatabase, sqlReplicationLinks, subscriptionRegions }, { parameters: { within } }) {
    const redundancy = sqlDatabase.properties?.currentBackupStorageRedundancy;
    const places = judgePlaces(
      [
        { what: 'database', location: sqlDatabase.location },
        ...replicaPlaces(sqlDatabase, sqlReplicationLinks),
        ...backupPlaces(sqlDatabase.location, [redundancy], subscriptionRegions),
      ],
      within,
    );
    if (places.status === 'fail') return places;
    const second = judgeSecondRegion(sqlDatabase, sqlReplicationLinks);
    return second.status === 'pass' ? places : second;
  },
});
