import { unavailable } from '#domain/reading.ts';
import { resourceTypeOf } from '#domain/resource-id.ts';
import { AVAILABILITY_DAYS, AVAILABILITY_METRICS, Availability } from '#facts/availability.ts';
import { defineCollector } from './define-collector.ts';

const PERMISSION = 'Microsoft.Insights/metrics/read';

/** Reads how available one resource was, day by day: a question per resource, for Azure Resource Manager answers no more at once. */
export const availability = defineCollector({
  fact: 'availability',
  kind: 'item',
  permissions: [PERMISSION],
  apiVersion: '2024-02-01',
  source: 'Microsoft.Insights/metrics: Metrics - List',
  schema: Availability,
  requestKey: (id) => id,
  read: async (azure, id, signal) => {
    const metric = AVAILABILITY_METRICS.get(resourceTypeOf(id));
    if (metric === undefined) {
      return unavailable('Unsupported', `Azure publishes no availability of ${id}`);
    }
    return await azure.one(
      { operation: `availability of ${id}`, permission: PERMISSION, signal },
      (clients) => clients.metrics().dailyAverages(id, metric, AVAILABILITY_DAYS, signal),
    );
  },
});
