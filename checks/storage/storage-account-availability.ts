import { defineCheck } from '#evaluation/define-check.ts';
import {
  AvailabilityDemand,
  judgeAvailability,
  setAsideNew,
} from '#evaluation/judge-availability.ts';
import { withValue } from '#evaluation/short-words.ts';
import { AVAILABILITY_DAYS } from '#facts/availability.ts';
import { EXAMPLE_CREATED, exampleOfAvailability } from '#facts/availability-examples.ts';

export const storageAccountAvailability = defineCheck({
  id: 'storage-account-availability',
  title: 'Storage account was available for the claimed share of the last 30 days',
  family: 'availability',
  severity: 'medium',
  short: withValue('availability is', ' %'),
  property: 'availability',
  resourceTypes: ['microsoft.storage/storageaccounts'],
  fact: 'storageAccount',
  also: ['availability'],
  parameters: AvailabilityDemand,
  figure: { unit: '%', measures: ['platform-availability', 'service-availability'] },
  figureDays: AVAILABILITY_DAYS,
  carriedAtMostHours: 6,
  rationale:
    'Azure counts the requests that did not fail by the fault of the storage. A service is up no longer than the storage that it needs; what runs on top of it may still have been down.',
  remediation: {
    // What was down was down.
    command: () => null,
    link: 'https://learn.microsoft.com/azure/service-health/resource-health-overview',
  },
  references: ['Microsoft.Insights/metrics 2024-02-01: Availability'],
  examples: {
    pass: {
      facts: {
        storageAccount: { properties: { creationTime: EXAMPLE_CREATED } },
        availability: exampleOfAvailability('Availability', 99.95),
      },
      with: { atLeast: 99.9 },
    },
    fail: {
      facts: {
        storageAccount: { properties: { creationTime: EXAMPLE_CREATED } },
        availability: exampleOfAvailability('Availability', 99.5),
      },
      with: { atLeast: 99.9 },
    },
    unknown: {
      facts: {
        storageAccount: { properties: { creationTime: EXAMPLE_CREATED } },
        availability: exampleOfAvailability('Availability'),
      },
      with: { atLeast: 99.9 },
    },
  },
  applies: ({ properties }, context) => setAsideNew(properties?.creationTime, context),
  evaluate: ({ availability, storageAccount }, context) =>
    judgeAvailability(availability, context, storageAccount.properties?.creationTime),
});
