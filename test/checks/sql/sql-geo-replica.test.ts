import { sqlGeoReplica } from '#checks/sql/sql-geo-replica.ts';
import {
  DATABASE_ID,
  dataWarehouse,
  MASTER,
  redundancy,
  replicationLink,
  sqlDatabase,
} from '../../harness/facts/sql.ts';
import { judges } from './judge-sql.ts';

const stored = (current: unknown, more: object = {}) => ({
  sqlDatabase: sqlDatabase({ ...redundancy(current), ...more }),
});
const linked = (more: Readonly<Record<string, unknown>> = {}) => ({
  sqlReplicationLinks: [replicationLink(more)],
});

judges(sqlGeoReplica, { facts: { ...stored('Local'), sqlReplicationLinks: [] } }, [
  { when: 'a caught-up geo-secondary exists', status: 'pass', facts: linked() },
  { when: 'it is itself the secondary', status: 'pass', facts: linked({ role: 'Secondary' }) },
  { when: 'a standby replica exists', status: 'pass', facts: linked({ linkType: 'STANDBY' }) },
  { when: 'backups are geo-redundant', status: 'pass', facts: stored('Geo') },
  { when: 'backups are geo-zone-redundant', status: 'pass', facts: stored('GeoZone') },
  { when: 'neither', status: 'fail', facts: {} },
  {
    when: 'the replica is in the same region',
    status: 'fail',
    facts: linked({ partnerLocation: 'North Europe' }),
  },
  {
    when: 'a named replica shares the storage',
    status: 'fail',
    facts: linked({ linkType: 'NAMED' }),
  },
  { when: 'a database copy is no replica', status: 'fail', facts: linked({ role: 'Source' }) },
  {
    when: 'the replica is still seeding',
    status: 'fail',
    facts: linked({ replicationState: 'SEEDING' }),
  },
  {
    when: 'replication is suspended',
    status: 'fail',
    facts: linked({ replicationState: 'SUSPENDED' }),
  },
  {
    when: 'only another database has a replica',
    status: 'fail',
    facts: { sqlReplicationLinks: [replicationLink({}, `${DATABASE_ID}2`)] },
  },
  {
    when: 'the state is of the future',
    status: 'unknown',
    facts: linked({ replicationState: 'DREAMING' }),
  },
  { when: 'the link does not say its type', status: 'unknown', facts: linked({ linkType: null }) },
  {
    when: 'the partner’s region is missing',
    status: 'unknown',
    facts: linked({ partnerLocation: null }),
  },
  { when: 'the backup redundancy is missing', status: 'unknown', facts: stored(undefined) },
  {
    when: 'it is in a failover group, but no link is listed',
    status: 'unknown',
    facts: stored('Local', { failoverGroupId: '/x' }),
  },
  {
    when: 'a dedicated SQL pool’s geo-backup policy is not read',
    status: 'unknown',
    facts: { sqlDatabase: dataWarehouse(redundancy('Geo')) },
  },
  { when: 'master', status: 'not-applicable', facts: { sqlDatabase: MASTER } },
]);
