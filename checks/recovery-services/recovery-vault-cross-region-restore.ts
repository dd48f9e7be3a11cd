import { z } from 'zod';
import { fail, pass, unknown, type Verdict } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { azCommand, azScope } from '#resource-types/az-command.ts';

export const recoveryVaultCrossRegionRestore = defineCheck({
  id: 'recovery-vault-cross-region-restore',
  title: 'Recovery Services vault restores in the second region without waiting for Azure',
  family: 'geo-redundancy',
  severity: 'medium',
  short: 'cross-region restore is off',
  property: 'crossRegionRestore',
  resourceTypes: ['microsoft.recoveryservices/vaults'],
  fact: 'recoveryServicesVault',
  also: ['recoveryVaultStorageConfig'],
  parameters: z.strictObject({}),
  rationale:
    'Without it the second copy can be used only once Microsoft declares the first region lost.',
  remediation: {
    command: ({ id, name }) =>
      `${azCommand`az backup vault backup-properties set --name ${name} --cross-region-restore-flag true`} ${azScope(id)}`,
    link: 'https://learn.microsoft.com/azure/backup/backup-create-recovery-services-vault#set-cross-region-restore',
  },
  references: [
    'Microsoft.RecoveryServices/vaults 2026-07-01: redundancySettings.crossRegionRestore',
    'Microsoft.RecoveryServices/vaults/backupstorageconfig 2026-07-01: crossRegionRestoreFlag',
  ],
  examples: {
    pass: {
      facts: {
        recoveryServicesVault: {
          properties: { redundancySettings: { crossRegionRestore: 'Enabled' } },
        },
        recoveryVaultStorageConfig: {},
      },
    },
    fail: {
      facts: {
        recoveryServicesVault: { properties: {} },
        recoveryVaultStorageConfig: { properties: { crossRegionRestoreFlag: false } },
      },
    },
    unknown: {
      facts: { recoveryServicesVault: { properties: {} }, recoveryVaultStorageConfig: {} },
    },
  },
  applies({ properties }) {
    // Spares a request for each vault that says it itself.
    const stated = properties?.redundancySettings?.crossRegionRestore;
    return stated === null || stated === undefined ? undefined : judge(stated);
  },
  evaluate({ recoveryServicesVault, recoveryVaultStorageConfig }) {
    const flag = recoveryVaultStorageConfig.properties?.crossRegionRestoreFlag ?? null;
    const ofConfig = flag === null ? null : flag ? 'Enabled' : 'Disabled';
    return judge(
      recoveryServicesVault.properties?.redundancySettings?.crossRegionRestore ?? ofConfig,
    );
  },
});

function judge(observed: string | null): Verdict {
  const shown = { expected: 'Enabled', observed };
  switch (observed?.toLowerCase() ?? '') {
    case 'enabled':
      return pass('Backups can be restored in the second region at any time', shown);
    case 'disabled':
      return fail(
        'Backups can be restored in the second region only in a declared disaster',
        shown,
      );
    default:
      return unknown(`Cross-region restore ${observed ?? '(none)'} is not understood`, shown);
  }
}
