import { writeFileSync } from 'node:fs';
import { limitHeapGrowth } from '#cli/limit-heap-growth.ts';
import { runProgram } from '#cli/program.ts';
import { programParts } from '../harness/program-parts.ts';
import { unpacedWorkbench } from './unpaced-workbench.ts';

/** What one of several scans in one process has used. */
export interface Tick {
  readonly cpuMs: number;
  /** Resident at the end of it. */
  readonly residentMb: number;
}

// One full scan and so many incremental ones after it, in one process as a service makes them; what each used goes to a file.
const [, , usageFile = '', config = '', ticks = '3'] = process.argv;
limitHeapGrowth();
const used: Tick[] = [];
for (let tick = 0; tick <= Number(ticks); tick += 1) {
  const mode = tick === 0 ? 'full' : 'incremental';
  const before = process.cpuUsage();
  await runProgram(
    ['scan', '--config', config, '--mode', mode, '--out', '/dev/null', '--log-level', 'error'],
    programParts(unpacedWorkbench()),
    process,
    new AbortController().signal,
  );
  const { user, system } = process.cpuUsage(before);
  used.push({
    cpuMs: (user + system) / 1000,
    residentMb: process.memoryUsage.rss() / 1024 / 1024,
  });
}
const [full, ...ticksUsed] = used;
writeFileSync(
  usageFile,
  JSON.stringify({ full, ticks: ticksUsed, peakMb: process.resourceUsage().maxRSS / 1024 }),
);
