import { z } from 'zod';
import { notApplicable } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { Within } from '#evaluation/judge-places.ts';
import { judgeVaultCopy } from '#evaluation/judge-vault-copy.ts';

export const recoveryVaultPairLocation = defineCheck({
  id: 'recovery-vault-pair-location',
  title: 'Recovery Services vault keeps its second copy within the claimed places',
  family: 'location',
  severity: 'high',
  resourceTypes: ['microsoft.recoveryservices/vaults'],
  fact: 'recoveryServicesVault',
  also: ['recoveryVaultStorageConfig', 'subscriptionRegions'],
  parameters: z.strictObject({ within: Within }),
  rationale: 'Geo-redundant backups lie in the paired region too, which may be another country.',
  remediation: {
    // The second region follows from the first: the vault must move, or the copy be given up.
    command: () => null,
    link: 'https://learn.microsoft.com/azure/reliability/cross-region-replication-azure',
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
      with: { within: 'EU' },
      resource: { location: 'northeurope' },
    },
    fail: {
      facts: {
        recoveryServicesVault: {
          properties: { redundancySettings: { standardTierStorageRedundancy: 'GeoRedundant' } },
        },
        recoveryVaultStorageConfig: {},
        subscriptionRegions: [],
      },
      with: { within: 'NL' },
      resource: { location: 'westeurope' },
    },
    unknown: {
      facts: {
        recoveryServicesVault: { properties: {} },
        recoveryVaultStorageConfig: {},
        subscriptionRegions: [],
      },
      with: { within: 'EU' },
      resource: { location: 'northeurope' },
    },
  },
  evaluate(facts, { parameters: { within }, resource }) {
    return judgeVaultCopy(facts, resource, {
      within,
      none: (stated) => notApplicable('The vault keeps no copy in another region', stated),
    });
  },
});
