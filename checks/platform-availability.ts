import { AvailabilityDemand, askAvailability } from '#traits/availability.ts';
import { defineCheck } from '#traits/define-check.ts';

export const platformAvailability = defineCheck({
  id: 'platform-availability',
  title: 'What the service runs on was available for the claimed share of the last 30 days',
  short: (observed) => (typeof observed === 'number' ? `availability is ${observed} %` : undefined),
  trait: 'availability',
  severity: 'medium',
  parameters: AvailabilityDemand,
  quantifier: 'every',
  speaksOf: () => true,
  picks: ({ by }) => by === 'platform',
  figure: { unit: '%', measures: ['platform-availability', 'service-availability'], days: 30 },
  carriedAtMostHours: 6,
  rationale:
    'Azure counts the requests that did not fail by its own fault, and the minutes in which one could connect. A service is up no longer than what it needs; what runs on top of that may still have been down.',
  link: 'https://learn.microsoft.com/azure/service-health/resource-health-overview',
  references: ['Microsoft.Insights/metrics 2024-02-01: Availability, availability'],
  judge: (item, { parameters, asOf }) => askAvailability(item, parameters, asOf),
});
