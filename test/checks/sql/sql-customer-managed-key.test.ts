import { sqlCustomerManagedKey } from '#checks/sql/sql-customer-managed-key.ts';
import { MASTER, SERVER_ID, setting, sqlDatabase } from '../../harness/facts/sql.ts';
import { judges } from './judge-sql.ts';

const KEY = 'https://kv.vault.azure.net/keys/tde/0123456789abcdef0123456789abcdef';
const protector = (properties: Readonly<Record<string, unknown>>) => ({
  sqlServerEncryptionProtector: setting(SERVER_ID, 'encryptionProtector/current', properties),
});
const SERVICE_MANAGED = protector({ serverKeyType: 'ServiceManaged' });

judges(sqlCustomerManagedKey, { facts: { sqlDatabase: sqlDatabase() } }, [
  {
    when: 'the server’s key is in a vault',
    status: 'pass',
    facts: protector({ serverKeyType: 'AzureKeyVault', uri: KEY }),
  },
  { when: 'the service manages the key', status: 'fail', facts: SERVICE_MANAGED },
  {
    when: 'the database has its own key',
    status: 'pass',
    facts: { ...SERVICE_MANAGED, sqlDatabase: sqlDatabase({ encryptionProtector: KEY }) },
  },
  {
    when: 'the database’s own protector is an empty text',
    status: 'fail',
    facts: { ...SERVICE_MANAGED, sqlDatabase: sqlDatabase({ encryptionProtector: '' }) },
  },
  {
    when: 'the database’s own protector is no address',
    status: 'unknown',
    facts: { ...SERVICE_MANAGED, sqlDatabase: sqlDatabase({ encryptionProtector: 'x' }) },
  },
  {
    when: 'the key is not named',
    status: 'unknown',
    facts: protector({ serverKeyType: 'AzureKeyVault' }),
  },
  { when: 'the kind is null', status: 'unknown', facts: protector({ serverKeyType: null }) },
  {
    when: 'the kind is of the future',
    status: 'unknown',
    facts: protector({ serverKeyType: 'Elsewhere', uri: KEY }),
  },
  {
    when: 'master is set aside',
    status: 'not-applicable',
    facts: { ...SERVICE_MANAGED, sqlDatabase: MASTER },
  },
]);
