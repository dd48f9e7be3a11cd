import { sqlTransparentDataEncryption } from '#checks/sql/sql-transparent-data-encryption.ts';
import { DATABASE_ID, MASTER, setting, sqlDatabase } from '../../harness/facts/sql.ts';
import { judges } from './judge-sql.ts';

const found = (properties: Readonly<Record<string, unknown>>) => ({
  sqlDatabaseTransparentDataEncryption: setting(
    DATABASE_ID,
    'transparentDataEncryption/current',
    properties,
  ),
});

judges(sqlTransparentDataEncryption, { facts: { sqlDatabase: sqlDatabase() } }, [
  { when: 'it is on', status: 'pass', facts: found({ state: 'Enabled' }) },
  { when: 'it is on, in the old shape', status: 'pass', facts: found({ status: 'Enabled' }) },
  { when: 'the case differs', status: 'pass', facts: found({ state: 'enabled' }) },
  { when: 'it is off', status: 'fail', facts: found({ state: 'Disabled' }) },
  { when: 'it is off, in the old shape', status: 'fail', facts: found({ status: 'Disabled' }) },
  {
    when: 'both shapes contradict each other',
    status: 'unknown',
    facts: found({ state: 'Enabled', status: 'Disabled' }),
  },
  { when: 'NULL reads as on for all (trap)', status: 'unknown', facts: found({ state: null }) },
  { when: 'the property is missing', status: 'unknown', facts: found({}) },
  { when: 'the value is of the future', status: 'unknown', facts: found({ state: 'Paused' }) },
  {
    when: 'a name that is a system’s on an instance only',
    status: 'fail',
    facts: { sqlDatabase: sqlDatabase({}, { name: 'model' }), ...found({ state: 'Disabled' }) },
  },
  {
    when: 'a system database always reports it off (trap)',
    status: 'not-applicable',
    facts: { sqlDatabase: MASTER, ...found({ state: 'Disabled' }) },
    reason: /system database/u,
  },
]);
