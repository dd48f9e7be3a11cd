import { describe, expect, it } from 'vitest';
import { keyVaultSoftDelete } from '#checks/key-vault/key-vault-soft-delete.ts';
import { keyVault } from '../../harness/facts/key-vault.ts';
import { judgeCheck } from '../../harness/judge-check.ts';

describe('key-vault-soft-delete', () => {
  it.each([
    [true, 90, {}, 'pass'],
    [true, 7, {}, 'pass'],
    [true, 6, {}, 'fail'],
    [true, 90, { days: 90 }, 'pass'],
    [true, 89, { days: 90 }, 'fail'],
    [false, 90, {}, 'fail'],
    [true, null, {}, 'unknown'],
    [true, undefined, {}, 'unknown'],
    [null, 90, {}, 'unknown'],
  ])('enabled %j for %j days, claimed %j: %s', (enableSoftDelete, days, given, status) => {
    const vault = keyVault({ enableSoftDelete, softDeleteRetentionInDays: days });

    expect(judgeCheck(keyVaultSoftDelete, { keyVault: vault }, { with: given }).status).toBe(
      status,
    );
  });

  it('trap "property absent → soft delete off": absence is not known, not a violation', () => {
    const vault = keyVault({ enableSoftDelete: undefined });

    expect(judgeCheck(keyVaultSoftDelete, { keyVault: vault }).status).toBe('unknown');
  });

  it('answers unknown when no properties came at all', () => {
    expect(judgeCheck(keyVaultSoftDelete, { keyVault: {} }).status).toBe('unknown');
  });
});
