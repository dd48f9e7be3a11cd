import { sqlReplicaLocation } from '#checks/sql/sql-replica-location.ts';
import { DATABASE_ID, MASTER, replicationLink, sqlDatabase } from '../../harness/facts/sql.ts';
import { judges } from './judge-sql.ts';

const linked = (...links: readonly unknown[]) => ({ sqlReplicationLinks: links });
const inRegion = (partnerLocation: unknown, more: object = {}) =>
  replicationLink({ partnerLocation, ...more });

judges(sqlReplicaLocation, { with: { within: 'EU' }, facts: { sqlDatabase: sqlDatabase() } }, [
  {
    when: 'the replica lies within, as a display name',
    status: 'pass',
    facts: linked(inRegion('West Europe')),
  },
  {
    when: 'the replica lies outside',
    status: 'fail',
    facts: linked(inRegion('UK South')),
    reason: /sql-partner/u,
  },
  {
    when: 'one of several lies outside',
    status: 'fail',
    facts: linked(inRegion('westeurope'), inRegion('eastus', { partnerServer: 'b' })),
  },
  {
    when: 'a replica that is still seeding counts',
    status: 'fail',
    facts: linked(inRegion('eastus', { replicationState: 'SEEDING' })),
  },
  { when: 'the location is null', status: 'unknown', facts: linked(inRegion(null)) },
  { when: 'the location is not known', status: 'unknown', facts: linked(inRegion('Atlantis')) },
  {
    when: 'one outside, another not known',
    status: 'fail',
    facts: linked(inRegion(null), inRegion('eastus', { partnerServer: 'b' })),
  },
  { when: 'there is no replica', status: 'not-applicable', facts: linked() },
  {
    when: 'only another database has one',
    status: 'not-applicable',
    facts: linked(replicationLink({ partnerLocation: 'eastus' }, `${DATABASE_ID}2`)),
  },
  {
    when: 'it is in a failover group, but no link is listed',
    status: 'unknown',
    facts: { ...linked(), sqlDatabase: sqlDatabase({ failoverGroupId: '/x' }) },
  },
  {
    when: 'it is a secondary, but no link is listed',
    status: 'unknown',
    facts: { ...linked(), sqlDatabase: sqlDatabase({ secondaryType: 'Geo' }) },
  },
  { when: 'master', status: 'not-applicable', facts: { ...linked(), sqlDatabase: MASTER } },
]);
