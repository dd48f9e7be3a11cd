import { describe, expect, it } from 'vitest';
import { recoveryVaultImmutability } from '#checks/recovery-services/recovery-vault-immutability.ts';
import { recoveryServicesVault } from '../../harness/facts/recovery-services.ts';
import { judgeCheck, remedyOf } from '../../harness/judge-check.ts';

describe('recovery-vault-immutability', () => {
  it.each([
    ['Disabled', 'Unlocked', 'fail'],
    ['Unlocked', 'Unlocked', 'pass'],
    ['Locked', 'Unlocked', 'pass'],
    ['Disabled', 'Locked', 'fail'],
    ['Unlocked', 'Locked', 'fail'],
    ['Locked', 'Locked', 'pass'],
    ['locked', 'Locked', 'pass'],
    ['Sealed', 'Unlocked', 'unknown'],
    [null, 'Unlocked', 'unknown'],
    [undefined, 'Unlocked', 'unknown'],
  ])('state %j where %s is claimed: %s', (state, atLeast, status) => {
    const securitySettings = { immutabilitySettings: { state } };
    const facts = { recoveryServicesVault: recoveryServicesVault({ securitySettings }) };

    expect(judgeCheck(recoveryVaultImmutability, facts, { with: { atLeast } }).status).toBe(status);
  });

  it('trap "soft delete is immutability": soft delete alone is not', () => {
    const securitySettings = { softDeleteSettings: { softDeleteState: 'AlwaysON' } };
    const facts = { recoveryServicesVault: recoveryServicesVault({ securitySettings }) };

    expect(judgeCheck(recoveryVaultImmutability, facts).status).toBe('unknown');
  });

  it('says what mends it', () => {
    expect(remedyOf(recoveryVaultImmutability, { name: 'rsv' }, { atLeast: 'Locked' })).toContain(
      "az backup vault update --name 'rsv' --immutability-state 'Locked'",
    );
  });
});
