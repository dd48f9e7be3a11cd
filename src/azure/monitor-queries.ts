import type { TokenCredential } from '@azure/core-auth';
import { createEmptyPipeline, type HttpClient, type Pipeline } from '@azure/core-rest-pipeline';
import { MetricsQueryClient } from '@azure/monitor-query';
import { toAddress } from '#domain/resource-address.ts';

/** Asks Azure Monitor for the metrics of resources. The only file that knows `@azure/monitor-query`: its README names successors. */
export interface MetricQueries {
  /**
   * The averages of one metric of one resource, a point for each of the last `days` days up to now.
   * `GET {resourceId}/providers/Microsoft.Insights/metrics`, api-version 2024-02-01.
   */
  dailyAverages(
    resourceId: string,
    metric: string,
    days: number,
    signal: AbortSignal,
  ): Promise<unknown>;
}

/** Queries under our policies. The client hides its own pipeline, so ours stands behind it, in the place of its HTTP client. */
export function createMetricQueries(options: {
  readonly credential: TokenCredential;
  readonly endpoint: string;
  readonly audience: string;
  readonly transport: HttpClient;
  readonly govern: (pipeline: Pipeline) => void;
}): MetricQueries {
  const { credential, endpoint, audience, transport } = options;
  const pipeline = createEmptyPipeline();
  options.govern(pipeline);
  const client = new MetricsQueryClient(credential, {
    endpoint,
    audience,
    httpClient: {
      sendRequest: async (request) => await pipeline.sendRequest(transport, request),
    },
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
    userAgentOptions: { userAgentPrefix: 'azure-posture-monitor' },
  });
  return {
    dailyAverages: async (resourceId, metric, days, signal) =>
      // The client puts a slash of its own before the id, and the id into the address as it is. Guess: Azure counts a bare duration back from now, as the client's README
      // has it; the reference names start/end alone. The answer says which time it is about, and that is what is judged.
      await client.queryResource(toAddress(resourceId.replace(/^\/+/u, '')), [metric], {
        timespan: { duration: `P${days}D` },
        granularity: 'P1D',
        aggregations: ['Average'],
        abortSignal: signal,
      }),
  };
}
