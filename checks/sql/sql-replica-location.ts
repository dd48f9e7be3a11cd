import { z } from 'zod';
import { notApplicable, unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgePlaces, Within } from '#evaluation/judge-places.ts';
import { replicaPlaces } from '#evaluation/judge-sql-copies.ts';
import { setAsideSystemDatabase } from '#evaluation/set-aside-sql-database.ts';
import { outside } from '#evaluation/short-words.ts';
import { exampleDatabase, exampleReplicationLink } from '#facts/sql-examples.ts';

export const sqlReplicaLocation = defineCheck({
  id: 'sql-replica-location',
  title: 'SQL database has its replicas within the claimed places',
  family: 'location',
  severity: 'critical',
  short: outside('a replica lies'),
  resourceTypes: ['microsoft.sql/servers/databases'],
  fact: 'sqlDatabase',
  also: ['sqlReplicationLinks'],
  parameters: z.strictObject({ within: Within }),
  isTimeBound: true,
  rationale:
    'A replica is a second copy of all data, on a server that may be in another subscription and region.',
  remediation: {
    command: () => null,
    link: 'https://learn.microsoft.com/azure/azure-sql/database/active-geo-replication-overview',
  },
  references: ['Microsoft.Sql/servers/databases/replicationLinks partnerLocation, 2025-01-01'],
  examples: {
    pass: {
      with: { within: 'EU' },
      facts: {
        sqlDatabase: exampleDatabase({}),
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
      with: { within: 'EU' },
      facts: {
        sqlDatabase: exampleDatabase({}),
        sqlReplicationLinks: [
          exampleReplicationLink({
            role: 'Primary',
            linkType: 'GEO',
            replicationState: 'CATCH_UP',
            partnerServer: 'sql-orders-2',
            partnerLocation: 'UK South',
          }),
        ],
      },
    },
    unknown: {
      with: { within: 'EU' },
      facts: {
        sqlDatabase: exampleDatabase({}),
        sqlReplicationLinks: [exampleReplicationLink({ role: 'Primary', linkType: 'GEO' })],
      },
    },
  },
  applies: setAsideSystemDatabase,
  evaluate({ sqlDatabase, sqlReplicationLinks }, { parameters: { within } }) {
    const places = replicaPlaces(sqlDatabase, sqlReplicationLinks);
    if (places.length > 0) return judgePlaces(places, within);
    const { failoverGroupId, secondaryType } = sqlDatabase.properties ?? {};
    // The list and the database contradict each other: the list may be short.
    if (Boolean(failoverGroupId) || Boolean(secondaryType)) {
      return unknown('The database has replicas, but its server lists none', { expected: within });
    }
    return notApplicable('The database has no replica');
  },
});
