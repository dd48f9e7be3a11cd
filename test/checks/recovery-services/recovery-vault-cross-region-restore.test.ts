import { describe, expect, it } from 'vitest';
import { recoveryVaultCrossRegionRestore } from '#checks/recovery-services/recovery-vault-cross-region-restore.ts';
import { recoveryServicesVault } from '../../harness/facts/recovery-services.ts';
import { judgeCheck } from '../../harness/judge-check.ts';

describe('recovery-vault-cross-region-restore', () => {
  it.each([
    ['Enabled', 'pass'],
    ['enabled', 'pass'],
    ['Disabled', 'fail'],
    ['Perhaps', 'unknown'],
  ])('decides by %j of the vault alone: %s', (crossRegionRestore, status) => {
    const vault = recoveryServicesVault({ redundancySettings: { crossRegionRestore } });

    const verdict = judgeCheck(recoveryVaultCrossRegionRestore, { recoveryServicesVault: vault });

    expect(verdict.status).toBe(status);
  });

  it.each([
    [true, 'pass'],
    [false, 'fail'],
    [null, 'unknown'],
    [undefined, 'unknown'],
  ])('asks the storage configuration (%j) of a vault that does not say: %s', (flag, status) => {
    const verdict = judgeCheck(recoveryVaultCrossRegionRestore, {
      recoveryServicesVault: recoveryServicesVault({ redundancySettings: null }),
      recoveryVaultStorageConfig: { properties: { crossRegionRestoreFlag: flag } },
    });

    expect(verdict.status).toBe(status);
  });
});
