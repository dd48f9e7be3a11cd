import { describe, expect, it } from 'vitest';
import { keyVaultPurgeProtection } from '#checks/key-vault/key-vault-purge-protection.ts';
import { keyVault } from '../../harness/facts/key-vault.ts';
import { judgeCheck, remedyOf } from '../../harness/judge-check.ts';

describe('key-vault-purge-protection', () => {
  it.each([
    [true, 'pass'],
    [false, 'fail'],
    [null, 'fail'],
    [undefined, 'fail'],
  ])('enablePurgeProtection %j: %s', (enablePurgeProtection, status) => {
    const vault = keyVault({ enablePurgeProtection });

    expect(judgeCheck(keyVaultPurgeProtection, { keyVault: vault }).status).toBe(status);
  });

  it.each([{}, { properties: null }])('answers unknown when no properties came: %j', (vault) => {
    expect(judgeCheck(keyVaultPurgeProtection, { keyVault: vault }).status).toBe('unknown');
  });

  it('says what mends it', () => {
    expect(remedyOf(keyVaultPurgeProtection, { name: 'kv1' })).toBe(
      "az keyvault update --name 'kv1' --enable-purge-protection true --resource-group 'rg-example' --subscription '11111111-1111-4111-8111-111111111111'",
    );
  });
});
