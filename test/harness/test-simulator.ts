import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Certificates, makeCertificates } from '#simulator/entra/certificates.ts';
import { readEstate } from '#simulator/estate/read-estate.ts';
import type { Estate } from '#simulator/estate/schema.ts';
import {
  GOOD_ESTATE,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '#simulator/simulator.ts';

const PLENTY = 100_000;

let certificates: Promise<Certificates> | undefined;
let goodEstate: Estate | undefined;

/**
 * A simulated Azure with what takes longer to make than to use made once a process: certificates, and the built-in estate as it was read.
 * Its buckets do not run empty: the product goes slower when Azure says that little is left, and hardly a test is about that.
 */
export async function startTestSimulator(
  options: Pick<SimulatorOptions, 'estate' | 'now'> = {},
): Promise<Simulator> {
  const simulator = await startSimulator({
    ...options,
    estate: options.estate ?? readGoodEstate(),
    certificates: await (certificates ??= makeForThisProcess()),
    port: 0,
  });
  simulator.admin.throttle.limits = {
    burst: PLENTY,
    perSecond: PLENTY,
    graphPerFiveSeconds: PLENTY,
    retryAfter: true,
  };
  return simulator;
}

/** The built-in estate as its file says, for the caller alone. */
export function readGoodEstate(): Estate {
  goodEstate ??= readEstate(GOOD_ESTATE);
  return structuredClone(goodEstate);
}

async function makeForThisProcess(): Promise<Certificates> {
  const made = await makeCertificates();
  process.once('exit', () => rmSync(dirname(made.caFile), { recursive: true, force: true }));
  return made;
}
