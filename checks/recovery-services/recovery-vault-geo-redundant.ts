import { z } from 'zod';
import { fail, pass, unknown, type Verdict } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { type StatedRedundancy, vaultRedundancy } from '#facts/recovery-vault-redundancy.ts';
import { azCommand, azScope } from '#resource-types/az-command.ts';

export const recoveryVaultGeoRedundant = defineCheck({
  id: 'recovery-vault-geo-redundant',
  title: 'Recovery Services vault keeps its backups in two regions',
  family: 'geo-redundancy',
  severity: 'high',
  property: 'standardTierStorageRedundancy',
  resourceTypes: ['microsoft.recoveryservices/vaults'],
  fact: 'recoveryServicesVault',
  also: ['recoveryVaultStorageConfig'],
  parameters: z.strictObject({}),
  rationale: 'Backups in one region only are lost or out of reach together with what they are of.',
  remediation: {
    // Azure allows it only while nothing is protected yet.
    command: ({ id, name }) =>
      `${azCommand`az backup vault backup-properties set --name ${name} --backup-storage-redundancy GeoRedundant`} ${azScope(id)}`,
    link: 'https://learn.microsoft.com/azure/backup/backup-create-recovery-services-vault',
  },
  references: [
    'Microsoft.RecoveryServices/vaults 2026-07-01: redundancySettings.standardTierStorageRedundancy',
    'Microsoft.RecoveryServices/vaults/backupstorageconfig 2026-07-01: storageModelType',
  ],
  examples: {
    pass: {
      facts: {
        recoveryServicesVault: {
          properties: { redundancySettings: { standardTierStorageRedundancy: 'GeoRedundant' } },
        },
        recoveryVaultStorageConfig: {},
      },
    },
    fail: {
      facts: {
        recoveryServicesVault: {
          properties: { redundancySettings: { standardTierStorageRedundancy: 'LocallyRedundant' } },
        },
        recoveryVaultStorageConfig: {},
      },
    },
    unknown: {
      facts: { recoveryServicesVault: { properties: {} }, recoveryVaultStorageConfig: {} },
    },
  },
  applies(vault) {
    // Spares a request for each vault that says it itself.
    const stated = vaultRedundancy(vault, undefined);
    return stated === undefined ? undefined : judge(stated);
  },
  evaluate({ recoveryServicesVault, recoveryVaultStorageConfig }) {
    return judge(vaultRedundancy(recoveryServicesVault, recoveryVaultStorageConfig));
  },
});

function judge(said: StatedRedundancy | undefined): Verdict {
  const shown = { expected: 'GeoRedundant', observed: said?.stated ?? null };
  switch (said?.redundancy) {
    case 'geo':
      return pass('Backups are kept in two regions', shown);
    case 'zone':
    case 'local':
      return fail('Backups are kept in one region only', shown);
    case undefined:
      return unknown(`The redundancy ${said?.stated ?? '(none)'} is not understood`, shown);
  }
}
