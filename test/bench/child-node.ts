import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = resolve(import.meta.dirname, '../..');

/** What one process has used up to its end, measured by itself. */
export interface Usage {
  readonly wallMs: number;
  /** User and system time. */
  readonly cpuMs: number;
  /** The most that was resident at a time. */
  readonly peakMb: number;
}

export interface EndedChild extends Usage {
  readonly status: number;
  /** What it wrote to standard error: its log. */
  readonly stderrBytes: number;
}

/** Runs a script in a process of its own, which writes what it used to `usageFile`; throws with its last words when it does not. */
export async function runMeasured<T = Usage>(
  directory: string,
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  nodeOptions: readonly string[] = [],
): Promise<T & Pick<EndedChild, 'status' | 'stderrBytes'>> {
  const usageFile = join(directory, `usage-${Date.now()}.json`);
  const child = spawn(
    process.execPath,
    [...nodeOptions, join(import.meta.dirname, script), usageFile, ...args],
    { cwd: ROOT, env: { PATH: process.env['PATH'], ...env }, stdio: ['ignore', 'inherit', 'pipe'] },
  );
  const last: string[] = [];
  let stderrBytes = 0;
  createInterface({ input: child.stderr }).on('line', (line) => {
    last.push(line);
    stderrBytes += Buffer.byteLength(line) + 1;
    if (last.length > 30) last.shift();
  });
  await once(child, 'exit');
  // 0, 1 and 2 are verdicts of a scan; anything else is none.
  if (child.exitCode === null || child.exitCode > 2) {
    throw new Error(
      `${script} ended with ${child.exitCode ?? child.signalCode}:\n${last.join('\n')}`,
    );
  }
  return { ...JSON.parse(await readFile(usageFile, 'utf8')), status: child.exitCode, stderrBytes };
}

/** A simulated Azure in a process of its own. */
export interface SimulatorChild extends AsyncDisposable {
  readonly resourceManager: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Starts `posture simulate` and waits until it listens. */
export async function startSimulatorChild(estateFile: string): Promise<SimulatorChild> {
  const child = spawn(
    process.execPath,
    ['--max-old-space-size=6000', 'src/main.ts', 'simulate', '--estate', estateFile],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const exited = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    const ready: { resourceManager: string; env: Record<string, string> } = JSON.parse(line);
    return {
      ...ready,
      async [Symbol.asyncDispose]() {
        child.kill('SIGKILL');
        await exited;
      },
    };
  }
  throw new Error(`The simulator for ${estateFile} ended before it listened`);
}
