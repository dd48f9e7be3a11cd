import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';

const ROOT = resolve(import.meta.dirname, '../..');

/** Measures the process itself; as plain JavaScript and before all else, so that it costs the bare Node just as much. */
const TELL_USAGE = `
  import { writeSync } from 'node:fs';
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    writeSync(3, JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024 }));
  });`;

const TELL_LOADED = `
  import { registerHooks } from 'node:module';
  import { writeSync } from 'node:fs';
  registerHooks({ load(url, context, next) { writeSync(3, url + '\\n'); return next(url, context); } });`;

/** What one process used from its start to its end. */
export interface StartCost {
  readonly cpuMs: number;
  readonly peakMb: number;
}

/** What Node itself costs: `node -e 0`. */
export async function bareCost(): Promise<StartCost> {
  return JSON.parse(await told(TELL_USAGE, ['-e', '0'])) as StartCost;
}

/** What `posture …` costs, as `npx posture` starts it. */
export async function postureCost(args: readonly string[]): Promise<StartCost> {
  return JSON.parse(await told(TELL_USAGE, ['bin/posture.js', ...args])) as StartCost;
}

/** Every module that `posture …` loads, by its address. */
export async function loadedBy(args: readonly string[]): Promise<readonly string[]> {
  const lines = await told(TELL_LOADED, ['bin/posture.js', ...args]);
  return lines.trimEnd().split('\n');
}

async function told(preload: string, args: readonly string[]): Promise<string> {
  const child = spawn(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(preload)}`, ...args],
    {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], POSTURE_STATE: resolve(ROOT, 'var/none') },
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const ended = once(child, 'exit');
  const { 3: pipe } = child.stdio;
  if (pipe === null || pipe === undefined || !('read' in pipe))
    throw new Error('the child has no pipe to tell through');
  const words = await text(pipe);
  await ended;
  return words;
}
