import { describe, expect, it } from 'vitest';
import { keyVaultRbacAuthorization } from '#checks/key-vault/key-vault-rbac-authorization.ts';
import { keyVault } from '../../harness/facts/key-vault.ts';
import { judgeCheck, remedyOf } from '../../harness/judge-check.ts';

describe('key-vault-rbac-authorization', () => {
  it.each([
    [true, 'pass'],
    [false, 'fail'],
    [null, 'fail'],
    [undefined, 'fail'],
  ])('enableRbacAuthorization %j: %s', (enableRbacAuthorization, status) => {
    const vault = keyVault({ enableRbacAuthorization });

    expect(judgeCheck(keyVaultRbacAuthorization, { keyVault: vault }).status).toBe(status);
  });

  it.each([{}, { properties: null }])('answers unknown when no properties came: %j', (vault) => {
    expect(judgeCheck(keyVaultRbacAuthorization, { keyVault: vault }).status).toBe('unknown');
  });

  it('says what mends it', () => {
    expect(remedyOf(keyVaultRbacAuthorization, { name: 'kv1' })).toBe(
      "az keyvault update --name 'kv1' --enable-rbac-authorization true --resource-group 'rg-example' --subscription '11111111-1111-4111-8111-111111111111'",
    );
  });
});
