import { bareCost, postureCost, type StartCost } from '../harness/start-cost.ts';
import { median } from './detect-to-page.ts';

const RUNS = 7;
const COMMANDS = [['--version'], ['--help'], ['validate'], ['claims'], ['alerts', 'list']];

/** Of one command: processor time and memory in the middle of several starts, and how many times a bare Node's that is. */
export interface StartRate {
  readonly command: string;
  readonly cost: StartCost;
  readonly times: StartCost;
}

/** What it costs to start the commands that need no Azure, with a warm compile cache, against `node -e 0` in turn with them. */
export async function startRates(): Promise<readonly StartRate[]> {
  const bare: StartCost[] = [];
  const costs = new Map<string, StartCost[]>();
  for (let run = 0; run <= RUNS; run += 1) {
    const cost = await bareCost();
    if (run > 0) bare.push(cost);
    for (const args of COMMANDS) {
      const one = await postureCost(args);
      // The first one fills the cache.
      const kept = costs.get(args.join(' ')) ?? [];
      costs.set(args.join(' '), run > 0 ? [...kept, one] : kept);
    }
  }
  const base = middle(bare);
  return [['node -e 0', bare] as const, ...costs].map(([command, all]) => {
    const cost = middle(all);
    return {
      command,
      cost,
      times: { cpuMs: cost.cpuMs / base.cpuMs, peakMb: cost.peakMb / base.peakMb },
    };
  });
}

function middle(costs: readonly StartCost[]): StartCost {
  return {
    cpuMs: median(costs.map(({ cpuMs }) => cpuMs).toSorted((a, b) => a - b)),
    peakMb: median(costs.map(({ peakMb }) => peakMb).toSorted((a, b) => a - b)),
  };
}
