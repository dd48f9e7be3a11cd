import { createAzure } from '#azure/azure.ts';
import { resolveCloud } from '#azure/cloud-settings.ts';
import { identityFromEnvironment } from '#azure/credential.ts';
import { limitHeapGrowth } from '#cli/limit-heap-growth.ts';
import { runProgram } from '#cli/program.ts';
import { createScopeReader } from '#inventory/scope-reader.ts';
import { createWorkbench } from '../../src/app.ts';
import { programParts } from '../harness/program-parts.ts';
import { writeUsageAtExit } from './write-usage.ts';

// `posture …` as it is, measured; `unpaced` takes the governor's pace away, so that processor and memory show and not the waiting.
const [, , usageFile = '', pace = 'paced', ...args] = process.argv;
limitHeapGrowth();
writeUsageAtExit(usageFile);

const UNPACED = { readsPerSecond: 1e6, burst: 1e6, graphQueriesPerFiveSeconds: 1e6 };

const workbench = createWorkbench(process.env);
const unpaced: typeof workbench = {
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
process.exitCode = await runProgram(
  args,
  programParts(pace === 'unpaced' ? unpaced : workbench),
  process,
  new AbortController().signal,
);
