import type { PipelinePolicy } from '@azure/core-rest-pipeline';
import { providerOf } from './request-lane.ts';

/**
 * Stable versions sent instead of the SDK's defaults, by provider in lower case; others go as the SDK sends them.
 * - Microsoft.Sql: arm-sql 10.0.0 sends previews of 2020 to 2022 and for some groups 2014-04-01, which is announced to retire;
 *   2025-01-01 is the newest stable one (azure-facts §4, arm-types).
 * - Microsoft.Storage: arm-storage 21.0.0 sends 2026-09-01, for which no published type definition was at hand to parse by;
 *   2025-08-01 is the newest that both the SDK's models and the type definitions know (azure-facts §0.1, arm-types).
 */
const PINNED: ReadonlyMap<string, string> = new Map([
  ['microsoft.sql', '2025-01-01'],
  ['microsoft.storage', '2025-08-01'],
]);

/** Puts the pinned version in place of the SDK's. Not for generic reads, which name their own. */
export const apiVersionPin: PipelinePolicy = {
  name: 'postureApiVersion',
  async sendRequest(request, next) {
    const url = new URL(request.url);
    const pinned = PINNED.get(providerOf(url.pathname) ?? '');
    if (pinned !== undefined) {
      // Only this parameter is touched: re-encoding a continuation token might change it.
      request.url = request.url.replace(/([?&]api-version=)[^&]*/iu, `$1${pinned}`);
    }
    return await next(request);
  },
};
