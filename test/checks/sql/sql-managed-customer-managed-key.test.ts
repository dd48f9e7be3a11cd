import { sqlManagedCustomerManagedKey } from '#checks/sql/sql-managed-customer-managed-key.ts';
import { INSTANCE_ID, setting, sqlManagedInstance } from '../../harness/facts/sql.ts';
import { judges } from './judge-sql.ts';

const KEY = 'https://hsm.managedhsm.azure.net/keys/tde/0123456789abcdef0123456789abcdef';
const protector = (properties: Readonly<Record<string, unknown>>) => ({
  sqlManagedInstanceEncryptionProtector: setting(
    INSTANCE_ID,
    'encryptionProtector/current',
    properties,
  ),
});

judges(sqlManagedCustomerManagedKey, { facts: { sqlManagedInstance: sqlManagedInstance() } }, [
  {
    when: 'the key is in a managed HSM',
    status: 'pass',
    facts: protector({ serverKeyType: 'AzureKeyVault', uri: KEY }),
  },
  {
    when: 'the service manages the key',
    status: 'fail',
    facts: protector({ serverKeyType: 'ServiceManaged' }),
  },
  { when: 'the kind is missing', status: 'unknown', facts: protector({}) },
  {
    when: 'the kind is of the future',
    status: 'unknown',
    facts: protector({ serverKeyType: 'Elsewhere', uri: KEY }),
  },
]);
