import { type SimulatorChild, startSimulatorChild } from './child-node.ts';
import { writeEstate } from './estate-file.ts';
import {
  type LargeEstate,
  secondsOfTick,
  secondsToReadAll,
  type UnitCost,
} from './large-estate.ts';
import { type Bench, createBench, type MeasuredScan } from './measure-scan.ts';
import { dayBytes, storageCost } from './storage-cost.ts';

const FEW = 200;
const MANY = 1_000;
const WORKERS = [1, 2, 4, 8] as const;

/** What one database more costs, measured between two sizes. */
export interface Sizing extends UnitCost {
  /** Of a process that scans: without databases, and for each that is scanned in the same run. */
  readonly baseMb: number;
  readonly kbADatabase: number;
  /** Of the state's database. */
  readonly stateBytes: number;
  /** Of evidence and state, each day. */
  readonly dayBytes: number;
}

/** Scans two estates and takes the difference. */
export async function measureSizing(): Promise<Sizing> {
  const bench = await createBench();
  const few = await scansOf(bench, FEW);
  const many = await scansOf(await createBench(), MANY);
  const perDatabase = (of: (measured: typeof few) => number): number =>
    (of(many) - of(few)) / (MANY - FEW);
  const requests = perDatabase(({ full }) => full.scan.azure.requests);
  const storage = await storageCost(MANY);
  return {
    requests,
    requestsASubscription: few.full.scan.azure.requests - requests * FEW,
    tickRequestsASubscription: few.tick.scan.azure.requests,
    cpuMsARequest: perDatabase(({ full }) => full.cpuMs) / requests,
    tickCpuMs: Math.max(
      0,
      perDatabase(({ tick }) => tick.cpuMs),
    ),
    baseMb: few.full.peakMb - perDatabase(({ full }) => full.peakMb) * FEW,
    kbADatabase: perDatabase(({ full }) => full.peakMb) * 1_000,
    stateBytes: storage.first.database.bytes / storage.resources,
    dayBytes: dayBytes(storage),
  };
}

async function scansOf(
  bench: Bench,
  databases: number,
): Promise<{ readonly full: MeasuredScan; readonly tick: MeasuredScan }> {
  await using azure: SimulatorChild = await startSimulatorChild(
    await writeEstate(bench.directory, { databases, latencyMs: 0 }),
  );
  const full = await bench.scan(azure, 'unpaced', 'full');
  await bench.scan(azure, 'unpaced', 'incremental');
  return { full, tick: await bench.scan(azure, 'unpaced', 'incremental') };
}

/** What was measured, and what an estate of this size takes by it. */
export function* sizingWords(cost: Sizing, estate: LargeEstate): Generator<string> {
  const { subscriptions, databases } = estate;
  const all = subscriptions * databases;
  yield `  measured: ${cost.requestsASubscription.toFixed(0)} requests a subscription and ${cost.requests.toFixed(2)} a database, ${cost.cpuMsARequest.toFixed(2)} ms of processor each; an unchanged scan ${cost.tickRequestsASubscription} requests a subscription and ${cost.tickCpuMs.toFixed(2)} ms a database`;
  yield `            ${cost.baseMb.toFixed(0)} MB and ${cost.kbADatabase.toFixed(0)} KB a database; state ${cost.stateBytes.toFixed(0)} bytes, evidence and state ${cost.dayBytes.toFixed(0)} bytes a day`;
  const requests = subscriptions * cost.requestsASubscription + all * cost.requests;
  yield `  ${subscriptions} subscriptions of ${databases} databases: ${(requests / 1e6).toFixed(2)} million requests for all of it, ${((requests * cost.cpuMsARequest) / 3_600_000).toFixed(1)} hours of one core`;
  for (const workers of WORKERS) {
    const full = secondsToReadAll(estate, workers, cost);
    const tick = secondsOfTick(estate, workers, cost);
    yield `    ${workers} worker${workers === 1 ? ' ' : 's'}: everything read after ${(full / 3600).toFixed(2)} h, an unchanged scan after ${(tick / 60).toFixed(1)} min`;
  }
  yield `    the bucket of one subscription alone takes ${(Math.max(0, cost.requestsASubscription + cost.requests * databases - 200) / 24.5 / 60).toFixed(1)} min; one process that holds all of it would take ${((cost.baseMb + (cost.kbADatabase * all) / 1_000) / 1_000).toFixed(1)} GB of memory`;
  yield `    state ${((cost.stateBytes * all) / 1e9).toFixed(1)} GB; 400 days of evidence ${((cost.dayBytes * all * 400) / 1e12).toFixed(2)} TB`;
}
