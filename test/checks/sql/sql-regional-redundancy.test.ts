import { sqlRegionalRedundancy } from '#checks/sql/sql-regional-redundancy.ts';
import { MASTER, redundancy, replicationLink, sqlDatabase } from '../../harness/facts/sql.ts';
import { judges } from './judge-sql.ts';

const stored = (current: unknown, location: unknown = 'northeurope') => ({
  sqlDatabase: sqlDatabase(redundancy(current), { location }),
});
const linked = (more: Readonly<Record<string, unknown>> = {}) => ({
  sqlReplicationLinks: [replicationLink(more)],
});

judges(
  sqlRegionalRedundancy,
  {
    with: { within: 'EEA' },
    facts: { ...stored('Local'), sqlReplicationLinks: [], subscriptionRegions: [] },
  },
  [
    { when: 'a replica in another region within', status: 'pass', facts: linked() },
    { when: 'a geo-redundant backup within', status: 'pass', facts: stored('Geo') },
    { when: 'one region only', status: 'fail', facts: {}, reason: /No replica/u },
    {
      when: 'the replica lies outside',
      status: 'fail',
      facts: linked({ partnerLocation: 'UK South' }),
    },
    {
      when: 'a replica within and a backup outside',
      status: 'fail',
      with: { within: ['IE', 'SE'] },
      facts: { ...stored('Geo'), ...linked({ partnerLocation: 'swedencentral' }) },
    },
    {
      when: 'a replica outside that is still seeding',
      status: 'fail',
      facts: {
        ...stored('Geo'),
        ...linked({ partnerLocation: 'eastus', replicationState: 'SEEDING' }),
      },
    },
    {
      when: 'the database itself lies outside',
      status: 'fail',
      facts: { ...stored('Local', 'uksouth'), ...linked() },
    },
    { when: 'the region has no pair', status: 'unknown', facts: stored('Geo', 'polandcentral') },
    {
      when: 'the replica’s region is null',
      status: 'unknown',
      facts: linked({ partnerLocation: null }),
    },
    { when: 'the redundancy is missing', status: 'unknown', facts: stored(undefined) },
    {
      when: 'a redundancy of the future beside a replica',
      status: 'unknown',
      facts: { ...stored('GeoTriple'), ...linked() },
    },
    { when: 'the location is missing', status: 'unknown', facts: { ...stored('Geo', null) } },
    { when: 'master', status: 'not-applicable', facts: { sqlDatabase: MASTER } },
  ],
);
