import { describe, expect, it } from 'vitest';
import { recoveryVaultGeoRedundant } from '#checks/recovery-services/recovery-vault-geo-redundant.ts';
import { recoveryVaultImmutability } from '#checks/recovery-services/recovery-vault-immutability.ts';
import { recoveryVaultSoftDelete } from '#checks/recovery-services/recovery-vault-soft-delete.ts';
import { RecoveryServicesVault } from '#facts/recovery-services-vault.ts';
import { judgeCheck } from '../../harness/judge-check.ts';
import { recordedRows } from '../../harness/recordings.ts';
import { sharedIsHere } from '../../harness/shared.ts';

describe.skipIf(!sharedIsHere)(
  'a recorded Recovery Services vault (needs the shared recordings)',
  () => {
    const vaults = recordedRows('Microsoft.RecoveryServices/vaults').map((row) =>
      RecoveryServicesVault.parse(row),
    );

    it.each([recoveryVaultGeoRedundant, recoveryVaultSoftDelete, recoveryVaultImmutability])(
      'that says nothing of redundancy and security is not known: $id',
      (check) => {
        const statuses = vaults.map(
          (vault) =>
            judgeCheck(check, { recoveryServicesVault: vault, recoveryVaultStorageConfig: {} })
              .status,
        );

        expect(statuses).toEqual(['unknown']);
      },
    );
  },
);
