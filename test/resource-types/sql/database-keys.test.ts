import { customerKeys } from '#checks/customer-keys.ts';
import { encryptionAtRest } from '#checks/encryption-at-rest.ts';
import { sqlDatabase } from '#resource-types/sql/database.ts';
import { typeCases } from '../../harness/type-cases.ts';
import { MASTER } from './database-tiers.ts';

const found = (properties: unknown) => ({ encryption: { properties } });
typeCases(encryptionAtRest, sqlDatabase, {}, [
  { when: 'it is on', status: 'pass', set: found({ state: 'Enabled' }) },
  { when: 'it is on, in the old shape', status: 'pass', set: found({ status: 'Enabled' }) },
  { when: 'the case differs', status: 'pass', set: found({ state: 'enabled' }) },
  { when: 'it is off', status: 'fail', set: found({ state: 'Disabled' }) },
  { when: 'it is off, in the old shape', status: 'fail', set: found({ status: 'Disabled' }) },
  {
    when: 'both shapes contradict each other',
    status: 'unknown',
    set: found({ state: 'Enabled', status: 'Disabled' }),
  },
  { when: 'NULL reads as on for all (trap)', status: 'unknown', set: found({ state: null }) },
  { when: 'the property is missing', status: 'unknown', set: found({}) },
  { when: 'the value is of the future', status: 'unknown', set: found({ state: 'Paused' }) },
  {
    when: 'a system database always reports it off (trap)',
    status: 'not-applicable',
    set: { ...found({ state: 'Disabled' }), database: MASTER },
    reason: /system database/u,
  },
]);

const KEY = 'https://kv.vault.azure.net/keys/tde/0123456789abcdef0123456789abcdef';
const protector = (properties: unknown) => ({ protector: { properties } });
const SERVICE = protector({ serverKeyType: 'ServiceManaged' });
const own = (encryptionProtector: unknown) => ({
  ...SERVICE,
  database: { 'properties/encryptionProtector': encryptionProtector },
});
typeCases(customerKeys, sqlDatabase, {}, [
  {
    when: 'the server’s key is in a vault',
    status: 'pass',
    set: protector({ serverKeyType: 'AzureKeyVault', uri: KEY }),
  },
  { when: 'the service manages the key', status: 'fail', set: SERVICE },
  { when: 'the database has its own key', status: 'pass', set: own(KEY) },
  { when: 'its own protector is an empty text', status: 'fail', set: own('') },
  { when: 'its own protector is no address', status: 'unknown', set: own('x') },
  {
    when: 'the key is not named',
    status: 'unknown',
    set: protector({ serverKeyType: 'AzureKeyVault' }),
  },
  { when: 'the kind is null', status: 'unknown', set: protector({ serverKeyType: null }) },
  {
    when: 'the kind is of the future',
    status: 'unknown',
    set: protector({ serverKeyType: 'Elsewhere', uri: KEY }),
  },
  { when: 'master', status: 'not-applicable', set: { ...SERVICE, database: MASTER } },
]);
