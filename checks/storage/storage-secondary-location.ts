import { z } from 'zod';
import { notApplicable, unknown } from '#domain/verdict.ts';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgePlaces, Within } from '#evaluation/judge-places.ts';
import { isGeoRedundant, redundancyOf } from '#facts/storage-redundancy.ts';

export const storageSecondaryLocation = defineCheck({
  id: 'storage-secondary-location',
  title: 'Storage account keeps its primary data and second copy within the claimed places',
  family: 'location',
  severity: 'high',
  resourceTypes: ['microsoft.storage/storageaccounts'],
  fact: 'storageAccount',
  also: [],
  parameters: z.strictObject({ within: Within }),
  rationale:
    'A geo-redundant account keeps a copy in another region; after a failover the data is not even where the resource says.',
  remediation: {
    // The second region follows from the first: the data must move, or the copy be given up.
    command: () => null,
    link: 'https://learn.microsoft.com/azure/storage/common/storage-redundancy',
  },
  references: ['Microsoft.Storage/storageAccounts 2025-08-01: primaryLocation, secondaryLocation'],
  examples: {
    pass: {
      facts: {
        storageAccount: {
          sku: { name: 'Standard_GRS' },
          properties: { primaryLocation: 'northeurope', secondaryLocation: 'westeurope' },
        },
      },
      with: { within: 'EU' },
    },
    fail: {
      facts: {
        storageAccount: {
          sku: { name: 'Standard_GRS' },
          properties: { primaryLocation: 'northeurope', secondaryLocation: 'uksouth' },
        },
      },
      with: { within: 'EU' },
    },
    unknown: {
      facts: {
        storageAccount: {
          sku: { name: 'Standard_GRS' },
          properties: { primaryLocation: 'northeurope' },
        },
      },
      with: { within: 'EU' },
    },
  },
  evaluate({ storageAccount }, { parameters: { within } }) {
    const { primaryLocation, secondaryLocation } = storageAccount.properties ?? {};
    const redundancy = redundancyOf(storageAccount);
    const places = [{ what: 'primary data', location: primaryLocation }];
    const second = { what: 'second copy', location: secondaryLocation };
    if (redundancy === undefined) {
      // A copy that is seen counts, whatever the sku: outside is outside.
      const verdict = judgePlaces([...places, second], within);
      if (verdict.status !== 'pass') return verdict;
      const sku = storageAccount.sku?.name ?? '(none)';
      return unknown(`The redundancy of sku ${sku} is not understood`, verdict);
    }
    const hasSecond = isGeoRedundant(redundancy) || typeof secondaryLocation === 'string';
    const verdict = judgePlaces(hasSecond ? [...places, second] : places, within);
    if (!hasSecond && verdict.status === 'pass') {
      return notApplicable('The account keeps no copy in another region', verdict.observed);
    }
    return verdict;
  },
});
