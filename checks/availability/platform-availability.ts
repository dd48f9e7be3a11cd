import { z } from 'zod';
import { defineCheck } from '#evaluation/define-check.ts';
import { judgeAvailability, setAsideUnmeasured } from '#evaluation/judge-availability.ts';
import { exampleOfAvailability } from '#facts/availability-examples.ts';

const RESOURCE = { id: '/a', name: 'a', type: 'microsoft.sql/servers/databases' };

export const platformAvailability = defineCheck({
  id: 'platform-availability',
  title: 'Platform resource was available for the claimed share of the last 30 days',
  family: 'availability',
  severity: 'medium',
  resourceTypes: [
    'microsoft.sql/servers/databases',
    'microsoft.storage/storageaccounts',
    'microsoft.keyvault/vaults',
  ],
  fact: 'resource',
  also: ['availability'],
  parameters: z.strictObject({
    /** Percent. */
    atLeast: z.number(),
  }),
  figure: { unit: '%' },
  carriedAtMostHours: 6,
  rationale:
    'What Azure itself counts of each database, storage account and key vault. It says nothing of the software that runs on top of them.',
  remediation: {
    // What was down was down.
    command: () => null,
    link: 'https://learn.microsoft.com/azure/service-health/resource-health-overview',
  },
  references: ['Microsoft.Insights/metrics 2024-02-01: availability, Availability'],
  examples: {
    pass: {
      facts: { resource: RESOURCE, availability: exampleOfAvailability('availability', 99.95) },
      with: { atLeast: 99.9 },
    },
    fail: {
      facts: { resource: RESOURCE, availability: exampleOfAvailability('availability', 99.5) },
      with: { atLeast: 99.9 },
    },
    unknown: {
      facts: { resource: RESOURCE, availability: exampleOfAvailability('availability', undefined) },
      with: { atLeast: 99.9 },
    },
  },
  applies: (_resource, { resource }) => setAsideUnmeasured(resource),
  evaluate: ({ availability }, context) => judgeAvailability(availability, context),
});
