import { z } from 'zod';
import { PastInstant } from './past-instant.ts';

const Point = z.object({ timeStamp: PastInstant, average: z.number().nullish() });

const Metric = z.object({
  name: z.object({ value: z.string() }),
  unit: z.string().nullish(),
  /** Absent or `Success`: the metric itself was answered. */
  errorCode: z.string().nullish(),
  /** None: there are no data points. Several: split by a dimension. */
  timeseries: z.array(z.object({ data: z.array(Point).nullish() })),
});

/** What Azure Monitor answers about one resource's availability metric. Source: Microsoft.Insights/metrics, 2024-02-01. */
export const Availability = z.object({
  /** `start/end`: the time that the answer is about. */
  timespan: PastInstant,
  /** ISO-8601 duration of a point. */
  interval: z.string().nullish(),
  value: z.array(Metric),
});
export type Availability = z.infer<typeof Availability>;

/**
 * The metric that says how available a resource was, in percent, by its type in lower case. For storage and key vaults it is the
 * share of requests that did not fail by the service's fault; for SQL databases the share of minutes in which one could connect.
 * Source: Azure Monitor, supported metrics of Microsoft.KeyVault/vaults and Microsoft.Storage/storageAccounts. Guess: the spelling
 * for SQL databases and for the availability tests of Application Insights; not tried.
 */
export const AVAILABILITY_METRICS: ReadonlyMap<string, string> = new Map([
  ['microsoft.insights/components', 'availabilityResults/availabilityPercentage'],
  ['microsoft.keyvault/vaults', 'Availability'],
  ['microsoft.sql/servers/databases', 'availability'],
  ['microsoft.storage/storageaccounts', 'Availability'],
]);

/** Days that are asked for and judged. Azure keeps metrics for 93. */
export const AVAILABILITY_DAYS = 30;

/** The facts of this family by name: see fact-names.ts. */
export interface AvailabilityFacts {
  availability: Availability;
}
