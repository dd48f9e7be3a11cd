import { describe, expect, it } from 'vitest';
import { storageEncryptionAtRest } from '#checks/storage/storage-encryption-at-rest.ts';
import { storageAccount } from '../../harness/facts/storage.ts';
import { judgeCheck } from '../../harness/judge-check.ts';

const ON = { enabled: true };

describe('storage-encryption-at-rest', () => {
  it.each([
    [
      'blobs and files',
      { keySource: 'Microsoft.Storage', services: { blob: ON, file: ON } },
      'pass',
    ],
    ['one stated service', { keySource: 'Microsoft.Storage', services: { blob: ON } }, 'unknown'],
    ['the other alone', { keySource: 'Microsoft.Storage', services: { file: ON } }, 'unknown'],
    [
      "a customer's key",
      { keySource: 'Microsoft.Keyvault', services: { blob: ON, file: ON } },
      'pass',
    ],
    [
      'another spelling',
      { keySource: 'MICROSOFT.KEYVAULT', services: { blob: ON, file: ON } },
      'pass',
    ],
    [
      'one service off',
      { keySource: 'Microsoft.Storage', services: { blob: ON, queue: { enabled: false } } },
      'fail',
    ],
    [
      'off beats a key source of the future',
      { keySource: 'Microsoft.Elsewhere', services: { blob: { enabled: false } } },
      'fail',
    ],
    [
      'a service that is null',
      { keySource: 'Microsoft.Storage', services: { blob: null } },
      'unknown',
    ],
    [
      'a service that does not say',
      { keySource: 'Microsoft.Storage', services: { blob: ON, file: { enabled: null } } },
      'unknown',
    ],
    ['no services', { keySource: 'Microsoft.Storage' }, 'unknown'],
    ['no key source', { services: { blob: ON } }, 'unknown'],
    [
      'a key source of the future',
      { keySource: 'Microsoft.Elsewhere', services: { blob: ON } },
      'unknown',
    ],
    ['null', null, 'unknown'],
    ['nothing', undefined, 'unknown'],
  ])('%s', (_, encryption, status) => {
    const account = storageAccount({ encryption });

    expect(judgeCheck(storageEncryptionAtRest, { storageAccount: account }).status).toBe(status);
  });

  it('trap "no customer key": the platform\'s own encryption is evidence in its own right', () => {
    const verdict = judgeCheck(storageEncryptionAtRest, { storageAccount: storageAccount() });

    expect(verdict.status).toBe('pass');
    expect(verdict.reason).toContain('AES-256');
  });
});
