import type { Logger } from 'pino';
import type { AzureConnection, Workbench } from '#cli/workbench.ts';
import type { Configuration } from '#config/configuration.ts';
import type { AnswerKeeper } from '#domain/exchange.ts';
import type { Scanner } from '#scan/scanner.ts';

/** Puts a scanner together from the workbench and a connection; the counts are those of this scan alone. */
export async function scannerOf(
  workbench: Workbench,
  connection: AzureConnection,
  configuration: Configuration,
  keeper: AnswerKeeper,
  log: Logger,
): Promise<Scanner> {
  const before = connection.statistics();
  return {
    scope: connection.scope,
    azure: connection.reader,
    statistics: () => {
      const now = connection.statistics();
      return {
        resourceManager: connection.resourceManager,
        tenantId: null,
        requests: now.requests - before.requests,
        retries: now.retries - before.retries,
        throttled: now.throttled - before.throttled,
      };
    },
    reads: workbench.reads,
    checks: workbench.checks,
    askPage: workbench.openWeb(configuration).askPage,
    keeper,
    clock: workbench.clock,
    wakePaused: configuration.azure.wakePaused,
    log,
    tool: workbench.tool,
  };
}
