import { z } from 'zod';
import { fail } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { Within } from '#evaluation/judge-places.ts';
import { judgeVaultCopy } from '#evaluation/judge-vault-copy.ts';
import { azCommand, azScope } from '#resource-types/az-command.ts';

export const recoveryVaultBackupSeparation = defineCheck({
  id: 'recovery-vault-backup-separation',
  title: 'Recovery Services vault has a second copy in another region within the claimed places',
  family: 'geo-redundancy',
  severity: 'high',
  property: 'standardTierStorageRedundancy',
  resourceTypes: ['microsoft.recoveryservices/vaults'],
  fact: 'recoveryServicesVault',
  also: ['recoveryVaultStorageConfig', 'subscriptionRegions'],
  parameters: z.strictObject({ within: Within }),
  rationale: 'A backup that shares the place of the original shares its fate.',
  remediation: {
    // Azure allows it only while nothing is protected yet.
    command: ({ id, name }) =>
      `${azCommand`az backup vault backup-properties set --name ${name} --backup-storage-redundancy GeoRedundant`} ${azScope(id)}`,
    link: 'https://learn.microsoft.com/azure/backup/backup-create-recovery-services-vault',
  },
  references: [
    'Microsoft.RecoveryServices/vaults 2026-07-01: redundancySettings, regionOfChoiceSettings',
    'Microsoft.Resources/subscriptions/locations 2022-12-01: metadata.pairedRegion',
  ],
  examples: {
    pass: {
      facts: {
        recoveryServicesVault: {
          properties: { redundancySettings: { standardTierStorageRedundancy: 'GeoRedundant' } },
        },
        recoveryVaultStorageConfig: {},
        subscriptionRegions: [],
      },
      with: { within: 'SE' },
      resource: { location: 'swedencentral' },
    },
    fail: {
      facts: {
        recoveryServicesVault: {
          properties: { redundancySettings: { standardTierStorageRedundancy: 'ZoneRedundant' } },
        },
        recoveryVaultStorageConfig: {},
        subscriptionRegions: [],
      },
      with: { within: 'SE' },
      resource: { location: 'swedencentral' },
    },
    unknown: {
      facts: {
        recoveryServicesVault: { properties: {} },
        recoveryVaultStorageConfig: {},
        subscriptionRegions: [],
      },
      with: { within: 'SE' },
      resource: { location: 'swedencentral' },
    },
  },
  evaluate(facts, { parameters: { within }, resource }) {
    return judgeVaultCopy(facts, resource, {
      within,
      none: (observed) =>
        fail('Backups are kept in one region only', { expected: within, observed }),
    });
  },
});
