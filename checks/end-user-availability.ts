import { AvailabilityDemand, askAvailability } from '#traits/availability.ts';
import { defineCheck } from '#traits/define-check.ts';

export const endUserAvailability = defineCheck({
  id: 'end-user-availability',
  title: 'Availability tests succeeded for the claimed share of the last 30 days',
  short: (observed) => (typeof observed === 'number' ? `availability is ${observed} %` : undefined),
  trait: 'availability',
  severity: 'medium',
  parameters: AvailabilityDemand,
  quantifier: 'every',
  speaksOf: () => true,
  picks: ({ by }) => by === 'tests',
  figure: { unit: '%', measures: ['end-user-availability', 'service-availability'], days: 30 },
  carriedAtMostHours: 6,
  rationale:
    'Users reach a service only when all of it works. The figures of databases and storage do not show that; tests from outside do.',
  link: 'https://learn.microsoft.com/azure/service-health/resource-health-overview',
  references: ['Microsoft.Insights/metrics 2024-02-01: availabilityResults/availabilityPercentage'],
  judge: (item, { parameters, asOf }) => askAvailability(item, parameters, asOf),
});
