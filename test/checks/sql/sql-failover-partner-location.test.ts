import { sqlFailoverPartnerLocation } from '#checks/sql/sql-failover-partner-location.ts';
import { failoverGroup, SERVER_ID, setting, sqlServer } from '../../harness/facts/sql.ts';
import { judges } from './judge-sql.ts';

const grouped = (...groups: readonly unknown[]) => ({ sqlFailoverGroups: groups });

judges(sqlFailoverPartnerLocation, { with: { within: 'EU' }, facts: { sqlServer: sqlServer() } }, [
  {
    when: 'the partner lies within, as a display name',
    status: 'pass',
    facts: grouped(failoverGroup({ location: 'North Europe' })),
  },
  {
    when: 'the partner lies outside',
    status: 'fail',
    facts: grouped(failoverGroup({ location: 'East US' })),
    reason: /sql-partner of failover group fg-test/u,
  },
  {
    when: 'the location is null',
    status: 'unknown',
    facts: grouped(failoverGroup({ location: null })),
  },
  { when: 'the location is missing', status: 'unknown', facts: grouped(failoverGroup({})) },
  {
    when: 'a group names no partner',
    status: 'unknown',
    facts: grouped(setting(SERVER_ID, 'failoverGroups/fg', { partnerServers: [] })),
  },
  { when: 'there is no group', status: 'not-applicable', facts: grouped() },
  {
    when: 'the server is of a Synapse workspace',
    status: 'not-applicable',
    facts: {
      ...grouped(failoverGroup({ location: 'East US' })),
      sqlServer: sqlServer({}, { kind: 'v12.0,Analytics' }),
    },
  },
]);
