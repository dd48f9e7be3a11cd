import { z } from 'zod';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgePlaces, Within } from '#evaluation/judge-places.ts';

export const storagePrimaryLocation = defineCheck({
  id: 'storage-primary-location',
  title: 'Storage account serves its data from within the claimed places',
  family: 'location',
  severity: 'high',
  resourceTypes: ['microsoft.storage/storageaccounts'],
  fact: 'storageAccount',
  also: [],
  parameters: z.strictObject({ within: Within }),
  rationale:
    'After a failover the data is served from the other region, whatever the location of the resource still says. A second copy is no part of this question.',
  remediation: {
    // Failing back takes what was lost and how long it may take into account: a person's decision.
    command: () => null,
    link: 'https://learn.microsoft.com/azure/storage/common/storage-disaster-recovery-guidance',
  },
  references: ['Microsoft.Storage/storageAccounts 2025-08-01: primaryLocation'],
  examples: {
    pass: {
      facts: { storageAccount: { properties: { primaryLocation: 'northeurope' } } },
      with: { within: 'northeurope' },
    },
    fail: {
      facts: { storageAccount: { properties: { primaryLocation: 'westeurope' } } },
      with: { within: 'northeurope' },
    },
    unknown: {
      facts: { storageAccount: { properties: {} } },
      with: { within: 'northeurope' },
    },
  },
  evaluate: ({ storageAccount }, { parameters: { within } }) =>
    judgePlaces(
      [{ what: 'primary data', location: storageAccount.properties?.primaryLocation }],
      within,
    ),
});
