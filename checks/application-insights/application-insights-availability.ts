import { defineCheck } from '#evaluation/define-check.ts';
import { AvailabilityDemand, judgeAvailability } from '#evaluation/judge-availability.ts';
import { withValue } from '#evaluation/short-words.ts';
import { AVAILABILITY_DAYS } from '#facts/availability.ts';
import { exampleOfWholeAvailability } from '#facts/availability-examples.ts';

const RESOURCE = { id: '/a', name: 'a', type: 'Microsoft.Insights/components' };

export const applicationInsightsAvailability = defineCheck({
  id: 'application-insights-availability',
  title: 'Availability tests succeeded for the claimed share of the last 30 days',
  family: 'availability',
  severity: 'medium',
  short: withValue('availability is', ' %'),
  property: 'availability',
  resourceTypes: ['microsoft.insights/components'],
  fact: 'resource',
  also: ['availability'],
  parameters: AvailabilityDemand,
  figure: { unit: '%', measures: ['end-user-availability', 'service-availability'] },
  figureDays: AVAILABILITY_DAYS,
  carriedAtMostHours: 6,
  rationale:
    'Users reach a service only when all of it works. The figures of databases and storage do not show that; tests from outside do.',
  remediation: {
    // What was down was down.
    command: () => null,
    link: 'https://learn.microsoft.com/azure/service-health/resource-health-overview',
  },
  references: ['Microsoft.Insights/metrics 2024-02-01: availabilityResults/availabilityPercentage'],
  examples: {
    pass: {
      facts: {
        resource: RESOURCE,
        availability: exampleOfWholeAvailability(
          'availabilityResults/availabilityPercentage',
          99.95,
        ),
      },
      with: { atLeast: 99.9 },
    },
    fail: {
      facts: {
        resource: RESOURCE,
        availability: exampleOfWholeAvailability(
          'availabilityResults/availabilityPercentage',
          99.5,
        ),
      },
      with: { atLeast: 99.9 },
    },
    unknown: {
      facts: {
        resource: RESOURCE,
        availability: exampleOfWholeAvailability('availabilityResults/availabilityPercentage'),
      },
      with: { atLeast: 99.9 },
    },
  },
  evaluate: ({ availability }, context) => judgeAvailability(availability, context),
});
