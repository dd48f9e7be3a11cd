import { describe, expect, it } from 'vitest';
import { recoveryVaultSoftDelete } from '#checks/recovery-services/recovery-vault-soft-delete.ts';
import { recoveryServicesVault } from '../../harness/facts/recovery-services.ts';
import { judgeCheck } from '../../harness/judge-check.ts';

describe('recovery-vault-soft-delete', () => {
  it.each([
    ['AlwaysON', 'pass'],
    ['AlwaysOn', 'pass'],
    ['Enabled', 'pass'],
    ['Disabled', 'fail'],
    ['Invalid', 'unknown'],
    ['Paused', 'unknown'],
    [null, 'unknown'],
    [undefined, 'unknown'],
  ])('state %j: %s', (softDeleteState, status) => {
    const securitySettings = { softDeleteSettings: { softDeleteState } };
    const facts = { recoveryServicesVault: recoveryServicesVault({ securitySettings }) };

    expect(judgeCheck(recoveryVaultSoftDelete, facts).status).toBe(status);
  });

  it.each([{}, { properties: null }, { properties: { securitySettings: null } }])(
    'answers unknown for %j',
    (vault) => {
      expect(judgeCheck(recoveryVaultSoftDelete, { recoveryServicesVault: vault }).status).toBe(
        'unknown',
      );
    },
  );
});
