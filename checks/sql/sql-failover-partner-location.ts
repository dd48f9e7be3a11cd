import { z } from 'zod';
import { resourceName } from '#domain/resource-id.ts';
import { notApplicable } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgePlaces, Within } from '#evaluation/judge-places.ts';
import { setAsideSynapseServer } from '#evaluation/set-aside-sql-server.ts';
import { outside } from '#evaluation/short-words.ts';
import { exampleFailoverGroup, exampleServer } from '#facts/sql-examples.ts';

export const sqlFailoverPartnerLocation = defineCheck({
  id: 'sql-failover-partner-location',
  title: 'SQL server has its failover partners within the claimed places',
  family: 'location',
  severity: 'critical',
  short: outside('failover partner lies'),
  resourceTypes: ['microsoft.sql/servers'],
  fact: 'sqlServer',
  also: ['sqlFailoverGroups'],
  parameters: z.strictObject({ within: Within }),
  isTimeBound: true,
  rationale:
    'After a failover the partner serves all data of the group: its region is one of the data’s own.',
  remediation: {
    command: () => null,
    link: 'https://learn.microsoft.com/azure/azure-sql/database/failover-group-sql-db',
  },
  references: ['Microsoft.Sql/servers/failoverGroups partnerServers, 2025-01-01'],
  examples: {
    pass: {
      with: { within: 'EU' },
      facts: {
        sqlServer: exampleServer({}),
        sqlFailoverGroups: [exampleFailoverGroup('West Europe')],
      },
    },
    fail: {
      with: { within: 'EU' },
      facts: {
        sqlServer: exampleServer({}),
        sqlFailoverGroups: [exampleFailoverGroup('UK South')],
      },
    },
    unknown: {
      with: { within: 'EU' },
      facts: {
        sqlServer: exampleServer({}),
        sqlFailoverGroups: [exampleFailoverGroup(null)],
      },
    },
  },
  applies: setAsideSynapseServer,
  evaluate({ sqlFailoverGroups }, { parameters: { within } }) {
    if (sqlFailoverGroups.length === 0) return notApplicable('The server has no failover group');
    const places = sqlFailoverGroups.flatMap(({ name, properties }) =>
      properties.partnerServers.map(({ id, location }) => ({
        what: `${resourceName(id)} of failover group ${name}`,
        location,
      })),
    );
    return judgePlaces(places, within);
  },
});
