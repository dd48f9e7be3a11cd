import { startSimulatorChild } from './child-node.ts';
import { BUCKET, writeEstate } from './estate-file.ts';
import { createBench, scanSeconds } from './measure-scan.ts';

/** A paced scan against what Azure's bucket allows for as many requests. */
export interface ScanRate {
  readonly latencyMs: number;
  readonly seconds: number;
  readonly idealSeconds: number;
  readonly requests: number;
  readonly refused: number;
}

/** Scans so many databases (a multiple of a hundred) at each latency, with Azure's bucket. */
export async function scanRates(
  databases: number,
  latencies: readonly number[],
): Promise<readonly ScanRate[]> {
  const rates: ScanRate[] = [];
  for (const latencyMs of latencies) {
    const bench = await createBench();
    const size = { databases, latencyMs, throttling: { retryAfter: true } };
    await using azure = await startSimulatorChild(await writeEstate(bench.directory, size));
    const full = await bench.scan(azure, 'paced', 'full');
    const { requests, throttled } = full.scan.azure;
    rates.push({
      latencyMs,
      seconds: scanSeconds(full),
      idealSeconds: (requests - BUCKET.burst) / BUCKET.perSecond,
      requests,
      refused: throttled,
    });
  }
  return rates;
}
