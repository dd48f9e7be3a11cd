import { z } from 'zod';
import { fail, unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgePlaces, Within } from '#evaluation/judge-places.ts';
import { isGeoRedundant, redundancyOf } from '#facts/storage-redundancy.ts';
import { azCommand, azScope } from '#resource-types/az-command.ts';
import { findRegion } from '#traits/regions.ts';

export const storageRegionalRedundancy = defineCheck({
  id: 'storage-regional-redundancy',
  title: 'Storage account holds its data in two regions, both within the claimed places',
  family: 'geo-redundancy',
  severity: 'high',
  property: 'sku.name',
  resourceTypes: ['microsoft.storage/storageaccounts'],
  fact: 'storageAccount',
  also: [],
  parameters: z.strictObject({ within: Within }),
  rationale:
    'Redundancy over regions and residency are one promise: a second copy abroad breaks it.',
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
          properties: { primaryLocation: 'northeurope', secondaryLocation: 'westeurope' },
        },
      },
      with: { within: 'EEA' },
    },
    fail: {
      facts: { storageAccount: { sku: { name: 'Standard_LRS' } } },
      with: { within: 'EEA' },
    },
    unknown: {
      facts: { storageAccount: { sku: { name: 'Standard_GRS' } } },
      with: { within: 'EEA' },
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
      return fail('The data is in one region only', { expected: within, observed: sku });
    }
    const verdict = judgePlaces(
      [
        { what: 'primary data', location: primaryLocation },
        { what: 'second copy', location: secondaryLocation },
      ],
      within,
    );
    const regions = [primaryLocation, secondaryLocation].map((place) => findRegion(place ?? ''));
    if (verdict.status === 'pass' && regions[0]?.name === regions[1]?.name) {
      return fail('Both copies are in the same region', verdict);
    }
    return verdict;
  },
});
