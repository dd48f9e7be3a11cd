import { describe, expect, it } from 'vitest';
import { storageInfrastructureEncryption } from '#checks/storage/storage-infrastructure-encryption.ts';
import { storageAccount } from '../../harness/facts/storage.ts';
import { judgeCheck } from '../../harness/judge-check.ts';

describe('storage-infrastructure-encryption', () => {
  it.each([
    [{ requireInfrastructureEncryption: true }, 'pass'],
    [{ requireInfrastructureEncryption: false }, 'fail'],
    [{ requireInfrastructureEncryption: null }, 'fail'],
    [{}, 'fail'],
    [null, 'unknown'],
    [undefined, 'unknown'],
  ])('encryption %j: %s', (encryption, status) => {
    const facts = { storageAccount: storageAccount({ encryption }) };

    expect(judgeCheck(storageInfrastructureEncryption, facts).status).toBe(status);
  });
});
