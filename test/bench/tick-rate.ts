import { runMeasured, startSimulatorChild } from './child-node.ts';
import { writeEstate } from './estate-file.ts';
import { createBench } from './measure-scan.ts';
import type { Tick } from './tick-child.ts';

/** What scans of one process used that follow each other, as a service makes them: a full one, then unchanged ones. */
export interface TickRate {
  readonly full: Tick;
  readonly ticks: readonly Tick[];
  /** The most that was resident at a time, megabytes. */
  readonly peakMb: number;
}

/** Scans an estate of so many databases in which nothing changes. */
export async function tickRate(databases: number, ticks: number): Promise<TickRate> {
  const bench = await createBench();
  await using azure = await startSimulatorChild(
    await writeEstate(bench.directory, { databases, latencyMs: 0 }),
  );
  const used = await runMeasured<TickRate>(
    bench.directory,
    'tick-child.ts',
    [bench.config, String(ticks)],
    azure.env,
  );
  return used;
}
