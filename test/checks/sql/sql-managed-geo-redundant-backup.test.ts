import { sqlManagedGeoRedundantBackup } from '#checks/sql/sql-managed-geo-redundant-backup.ts';
import { redundancy, sqlManagedInstance } from '../../harness/facts/sql.ts';
import { judges } from './judge-sql.ts';

const stored = (current: unknown, requested: unknown = current) => ({
  sqlManagedInstance: sqlManagedInstance(redundancy(current, requested)),
});

judges(sqlManagedGeoRedundantBackup, {}, [
  { when: 'geo-redundant', status: 'pass', facts: stored('Geo') },
  { when: 'geo-zone-redundant (trap: a missing name)', status: 'pass', facts: stored('GeoZone') },
  { when: 'local', status: 'fail', facts: stored('Local') },
  { when: 'zone-redundant', status: 'fail', facts: stored('Zone') },
  {
    when: 'requested is not current',
    status: 'fail',
    facts: stored('Local', 'Geo'),
    reason: /Geo was requested and is not in force/u,
  },
  {
    when: 'still current, another requested',
    status: 'pass',
    facts: stored('Geo', 'Local'),
    reason: /Local was requested/u,
  },
  { when: 'the current one is missing', status: 'unknown', facts: stored(undefined, 'Geo') },
  { when: 'the current one is null', status: 'unknown', facts: stored(null, 'Geo') },
  { when: 'a value of the future', status: 'unknown', facts: stored('GeoTriple') },
  {
    when: 'all properties are missing',
    status: 'unknown',
    facts: { sqlManagedInstance: sqlManagedInstance({}, { properties: null }) },
  },
]);
