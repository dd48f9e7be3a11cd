import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** A `posture` command in a process of its own. */
export interface ChildProgram {
  /** The next line of standard output that `wanted` lets through; rejects when the process ends or the time is over. */
  line(
    wanted: (line: string) => boolean,
    milliseconds: number,
    signal: AbortSignal,
  ): Promise<string>;
  /** The next log line with this message. */
  logged(message: string, milliseconds: number, signal: AbortSignal): Promise<string>;
  onLog(listener: (line: string) => void): void;
  /** Everything on standard output so far. */
  output(): string;
  ended(milliseconds: number, signal: AbortSignal): Promise<number | null>;
  /** SIGTERM, and SIGKILL after 20 s. */
  stop(): Promise<void>;
}

/** Starts `posture …` with exactly these environment variables. */
export function startProgram(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  cwd: string,
): ChildProgram {
  const main = resolve(import.meta.dirname, '../../main.ts');
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  const out = createLines(child, child.stdout);
  const log = createLines(child, child.stderr);
  return {
    line: async (wanted, milliseconds, signal) => await out.next(wanted, milliseconds, signal),
    logged: async (message, milliseconds, signal) =>
      await log.next(
        (line) => line.includes(`"msg":${JSON.stringify(message)}`),
        milliseconds,
        signal,
      ),
    onLog: log.listen,
    output: () => out.all.map((line) => `${line}\n`).join(''),
    async ended(milliseconds, signal) {
      const late = AbortSignal.any([signal, AbortSignal.timeout(milliseconds)]);
      late.addEventListener('abort', () => child.kill('SIGKILL'), { once: true });
      await exited;
      return child.exitCode;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
      await exited;
      clearTimeout(late);
    },
  };
}

function createLines(child: ChildProcess, stream: NodeJS.ReadableStream) {
  const all: string[] = [];
  const listeners = new Set<(line: string) => void>();
  createInterface({ input: stream }).on('line', (line) => {
    all.push(line);
    for (const listener of listeners) listener(line);
  });
  return {
    all,
    listen: (listener: (line: string) => void) => {
      for (const line of all) listener(line);
      listeners.add(listener);
    },
    async next(
      wanted: (line: string) => boolean,
      milliseconds: number,
      signal: AbortSignal,
    ): Promise<string> {
      const known = all.find(wanted);
      if (known !== undefined) return known;
      return await new Promise<string>((found, reject) => {
        const bounded = AbortSignal.any([signal, AbortSignal.timeout(milliseconds)]);
        const settle = (act: () => void): void => {
          listeners.delete(look);
          child.off('exit', ended);
          act();
        };
        const look = (line: string): void => {
          if (wanted(line)) settle(() => found(line));
        };
        const ended = (): void =>
          settle(() =>
            reject(
              new Error(
                `posture ${child.spawnargs.slice(2).join(' ')} ended early:\n${all.slice(-20).join('\n')}`,
              ),
            ),
          );
        bounded.addEventListener(
          'abort',
          () => settle(() => reject(new Error('It took too long.'))),
          { once: true },
        );
        listeners.add(look);
        child.once('exit', ended);
      });
    },
  };
}
