import { z } from 'zod';
import { fail, unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgePlaces, Within } from '#evaluation/judge-places.ts';
import { isGeoRedundant, redundancyOf } from '#facts/storage-redundancy.ts';
import { azCommand, azScope } from '#resource-types/az-command.ts';
import { findRegion } from '#traits/regions.ts';

export const storageBackupSeparation = defineCheck({
  id: 'storage-backup-separation',
  title: 'Storage account has its second copy in another region within the claimed places',
  family: 'geo-redundancy',
  severity: 'high',
  property: 'sku.name',
  resourceTypes: ['microsoft.storage/storageaccounts'],
  fact: 'storageAccount',
  also: [],
  parameters: z.strictObject({ within: Within }),
  rationale: 'A copy that shares the place of the original shares its fate.',
  remediation: {
    command: ({ id, name }) =>
      `${azCommand`az storage account update --name ${name} --sku Standard_GRS`} ${azScope(id)}`,
    link: 'https://learn.microsoft.com/azure/storage/common/redundancy-migration',
  },
  references: [
    'Microsoft.Storage/storageAccounts 2025-08-01: sku.name, primaryLocation, secondaryLocation',
  ],
  examples: {
    pass: {
      facts: {
        storageAccount: {
          sku: { name: 'Standard_GRS' },
          properties: { primaryLocation: 'swedencentral', secondaryLocation: 'swedensouth' },
        },
      },
      with: { within: 'SE' },
    },
    fail: {
      facts: { storageAccount: { sku: { name: 'Standard_ZRS' } } },
      with: { within: 'SE' },
    },
    unknown: {
      facts: { storageAccount: { sku: { name: 'Standard_GRS' } } },
      with: { within: 'SE' },
    },
  },
  evaluate({ storageAccount }, { parameters: { within } }) {
    const sku = storageAccount.sku?.name ?? null;
    const { primaryLocation, secondaryLocation } = storageAccount.properties ?? {};
    const redundancy = redundancyOf(storageAccount);
    if (redundancy === undefined) {
      return unknown(`The redundancy of sku ${sku ?? '(none)'} is not understood`, {
        expected: within,
        observed: sku,
      });
    }
    if (!isGeoRedundant(redundancy)) {
      return fail('No copy is kept in another region', { expected: within, observed: sku });
    }
    const verdict = judgePlaces([{ what: 'second copy', location: secondaryLocation }], within);
    if (verdict.status !== 'pass') return verdict;
    const primary = findRegion(primaryLocation ?? '');
    if (primary === undefined) return unknown('The primary region is not known', verdict);
    return primary.name === findRegion(secondaryLocation ?? '')?.name
      ? fail('The second copy is in the region of the original', verdict)
      : verdict;
  },
});
