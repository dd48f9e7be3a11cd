import { describe, expect, it } from 'vitest';
import { storageCustomerManagedKey } from '#checks/storage/storage-customer-managed-key.ts';
import { storageAccount } from '../../harness/facts/storage.ts';
import { judgeCheck } from '../../harness/judge-check.ts';

const ACCOUNT = { keyType: 'Account' };

describe('storage-customer-managed-key', () => {
  it.each([
    ['from a vault', { keySource: 'Microsoft.Keyvault', services: { blob: ACCOUNT } }, 'pass'],
    [
      'trap: other spelling',
      { keySource: 'Microsoft.KeyVault', services: { file: ACCOUNT } },
      'pass',
    ],
    ["Azure's key", { keySource: 'Microsoft.Storage', services: { blob: ACCOUNT } }, 'fail'],
    ['no key source', { services: { blob: ACCOUNT } }, 'fail'],
    [
      'a service with a key of its own',
      {
        keySource: 'Microsoft.Keyvault',
        services: { blob: ACCOUNT, file: { keyType: 'Service' } },
      },
      'fail',
    ],
    ['no services', { keySource: 'Microsoft.Keyvault' }, 'unknown'],
    ['no key type', { keySource: 'Microsoft.Keyvault', services: { blob: {} } }, 'unknown'],
    [
      'a key type of the future',
      { keySource: 'Microsoft.Keyvault', services: { blob: { keyType: 'Tenant' } } },
      'unknown',
    ],
    ['a source of the future', { keySource: 'Microsoft.Elsewhere' }, 'unknown'],
    ['null', null, 'unknown'],
    ['nothing', undefined, 'unknown'],
  ])('%s', (_, encryption, status) => {
    const account = storageAccount({ encryption });

    expect(judgeCheck(storageCustomerManagedKey, { storageAccount: account }).status).toBe(status);
  });
});
