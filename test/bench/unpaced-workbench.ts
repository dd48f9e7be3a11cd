import { createAzure } from '#azure/azure.ts';
import { resolveCloud } from '#azure/cloud-settings.ts';
import { identityFromEnvironment } from '#azure/credential.ts';
import type { Workbench } from '#cli/workbench.ts';
import { createScopeReader } from '#inventory/scope-reader.ts';
import { createWorkbench } from '../../src/app.ts';

const UNPACED = { readsPerSecond: 1e6, burst: 1e6, graphQueriesPerFiveSeconds: 1e6 };

/** The program's parts without the governor's pace, so that processor and memory show and not the waiting. */
export function unpacedWorkbench(): Workbench {
  const workbench = createWorkbench(process.env);
  return {
    ...workbench,
    async connect({ azure: { cloud, credential } }, keeper, log) {
      const settings = resolveCloud(cloud.name, cloud.endpoints);
      const { clock } = workbench;
      const identity = identityFromEnvironment(process.env);
      const limits = UNPACED;
      const azure = await createAzure({
        cloud: settings,
        credential,
        identity,
        keeper,
        clock,
        log,
        limits,
      });
      return {
        scope: createScopeReader({ azure, clock }),
        reader: azure.reader,
        resourceManager: settings.resourceManager,
        statistics: () => azure.statistics(),
        principal: () => azure.principal(),
        close: async () => await azure.close(),
      };
    },
  };
}
