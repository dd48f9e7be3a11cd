import { z } from 'zod';
import { fail, pass, unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { azCommand, azScope } from '#resource-types/az-command.ts';

export const recoveryVaultSoftDelete = defineCheck({
  id: 'recovery-vault-soft-delete',
  title: 'Recovery Services vault keeps deleted backups',
  family: 'backup',
  severity: 'high',
  short: 'soft delete of backups is off',
  property: 'softDeleteState',
  resourceTypes: ['microsoft.recoveryservices/vaults'],
  fact: 'recoveryServicesVault',
  also: [],
  parameters: z.strictObject({}),
  rationale: 'Who encrypts the data for ransom deletes the backups first.',
  remediation: {
    command: ({ id, name }) =>
      `${azCommand`az backup vault backup-properties set --name ${name} --soft-delete-feature-state Enable`} ${azScope(id)}`,
    link: 'https://learn.microsoft.com/azure/backup/backup-azure-enhanced-soft-delete-about',
  },
  references: [
    'Microsoft.RecoveryServices/vaults 2026-07-01: securitySettings.softDeleteSettings.softDeleteState',
  ],
  examples: {
    pass: {
      facts: {
        recoveryServicesVault: {
          properties: { securitySettings: { softDeleteSettings: { softDeleteState: 'AlwaysON' } } },
        },
      },
    },
    fail: {
      facts: {
        recoveryServicesVault: {
          properties: { securitySettings: { softDeleteSettings: { softDeleteState: 'Disabled' } } },
        },
      },
    },
    unknown: { facts: { recoveryServicesVault: { properties: {} } } },
  },
  evaluate({ recoveryServicesVault: { properties } }) {
    const observed = properties?.securitySettings?.softDeleteSettings?.softDeleteState ?? null;
    const shown = { expected: 'Enabled or AlwaysON', observed };
    // Azure's type says AlwaysON, its policy text AlwaysOn.
    switch (observed?.toLowerCase() ?? '') {
      case 'alwayson':
        return pass('Deleted backups are kept, and that cannot be switched off', shown);
      case 'enabled':
        return pass('Deleted backups are kept', shown);
      case 'disabled':
        return fail('Deleted backups are gone at once', shown);
      default:
        return unknown(`The soft delete state ${observed ?? '(none)'} is not understood`, shown);
    }
  },
});
