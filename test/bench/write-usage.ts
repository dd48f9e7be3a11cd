import { writeFileSync } from 'node:fs';
import type { Usage } from './child-node.ts';

/** Writes what this process has used when it ends, and `more` as it is then; the time counts from the call. */
export function writeUsageAtExit(file: string, more: object = {}): void {
  const startedAt = performance.now();
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const usage: Usage = {
      wallMs: performance.now() - startedAt,
      cpuMs: (userCPUTime + systemCPUTime) / 1000,
      peakMb: maxRSS / 1024,
    };
    writeFileSync(file, JSON.stringify({ ...usage, ...more }));
  });
}
