import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Notification } from '#domain/alert.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** A `posture` command that lasts, in a process of its own. */
export interface PostureChild {
  readonly process: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** The notifications that the log channel wrote so far. */
  alerts(): readonly Notification[];
  /** Sends a signal and answers with the exit code (null: killed) and how long the end took. */
  end(signal: NodeJS.Signals): Promise<{ readonly code: number | null; readonly tookMs: number }>;
}

/** Starts `posture …` in the repository's root with this environment and nothing of ours. */
export function startPosture(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): PostureChild {
  const child = spawn(process.execPath, ['bin/posture.js', ...args], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', NO_COLOR: '1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (written.stdout += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (written.stderr += chunk.toString('utf8')));
  const closed = once(child, 'close');
  return {
    process: child,
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    alerts: () =>
      written.stderr.split('\n').flatMap((line) => {
        if (!line.startsWith('{') || !line.endsWith('}')) return [];
        const entry = JSON.parse(line) as { readonly notification?: Notification };
        return entry.notification === undefined ? [] : [entry.notification];
      }),
    async end(signal) {
      const begun = Date.now();
      child.kill(signal);
      await closed;
      return { code: child.exitCode, tookMs: Date.now() - begun };
    },
  };
}

/** What `look` finds, once it finds something; throws when that takes too long, with what the child wrote. */
export async function eventually<T>(
  look: () => T | undefined | Promise<T | undefined>,
  what: string,
  child?: PostureChild,
  milliseconds = 40_000,
): Promise<T> {
  const late = Date.now() + milliseconds;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > late)
      throw new Error(
        `${what}: not within ${milliseconds} ms\n${child?.stderr().slice(-3000) ?? ''}`,
      );
    await wait(50);
  }
}
