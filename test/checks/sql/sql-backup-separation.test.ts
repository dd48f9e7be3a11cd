import { sqlBackupSeparation } from '#checks/sql/sql-backup-separation.ts';
import { dataWarehouse, MASTER, redundancy, sqlDatabase } from '../../harness/facts/sql.ts';
import { judges } from './judge-sql.ts';

const stored = (current: unknown, location: unknown = 'swedencentral') => ({
  sqlDatabase: sqlDatabase(redundancy(current), { location }),
});

judges(sqlBackupSeparation, { with: { within: 'SE' }, facts: { subscriptionRegions: [] } }, [
  { when: 'the pair is another Swedish region', status: 'pass', facts: stored('Geo') },
  { when: 'zone redundancy stays in the region', status: 'fail', facts: stored('Zone') },
  { when: 'local redundancy stays in the region', status: 'fail', facts: stored('Local') },
  { when: 'the pair lies in another country', status: 'fail', facts: stored('Geo', 'northeurope') },
  { when: 'the region has no pair', status: 'unknown', facts: stored('Geo', 'polandcentral') },
  { when: 'the location is missing', status: 'unknown', facts: stored('Geo', null) },
  { when: 'the redundancy is null', status: 'unknown', facts: stored(null) },
  { when: 'a redundancy of the future', status: 'unknown', facts: stored('GeoTriple') },
  {
    when: 'a dedicated SQL pool’s geo-backup policy is not read',
    status: 'unknown',
    facts: { sqlDatabase: dataWarehouse(redundancy('Geo')) },
  },
  { when: 'master', status: 'not-applicable', facts: { sqlDatabase: MASTER } },
]);
