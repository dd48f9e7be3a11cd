import { join } from 'node:path';
import { runMeasured, startSimulatorChild } from './child-node.ts';
import { writeWide } from './wide-estate.ts';

/** Processor time, in milliseconds, of a scan of so many subscriptions of ten databases, each with two statements of its own. */
export async function wideCost(subscriptions: number): Promise<number> {
  const { directory, estateFile, configFile } = await writeWide({ subscriptions, statements: 2 });
  await using azure = await startSimulatorChild(estateFile);
  const args = ['unpaced', 'scan', '--config', configFile, '--mode', 'full', '--format', 'json'];
  const { cpuMs } = await runMeasured(
    directory,
    'scan-child.ts',
    [...args, '--out', join(directory, 'result.json'), '--log-level', 'error'],
    azure.env,
  );
  return cpuMs;
}
