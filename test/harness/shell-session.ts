import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { CommandBlock } from './command-blocks.ts';

/** How a block of a session ended. */
export interface BlockEnd {
  readonly line: number;
  /** Exit status of its last command. */
  readonly status: number;
}

/** What a session of a shell wrote, and how each of its blocks ended; one that is not there was never reached, or never ended. */
export interface SessionEnd {
  readonly ends: readonly BlockEnd[];
  readonly output: string;
}

/** Types the blocks into one bash, one after the other, as a reader does: each as it stands, and on with the next whatever came of it. */
export async function runSession(
  blocks: readonly Pick<CommandBlock, 'line' | 'text'>[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<SessionEnd> {
  const script = blocks
    .map(({ line, text: words }) => `${words}\nprintf '%s %s\\n' ${line} $? >&3\n`)
    .join('');
  const child = spawn('bash', ['-u', '-o', 'pipefail', '-c', script], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const { stdout, stderr } = child;
  const { 3: told } = child.stdio;
  if (
    stdout === null ||
    stderr === null ||
    told === null ||
    told === undefined ||
    !('read' in told)
  )
    throw new Error('the shell has no pipe to tell through');
  const [out, errors, ends] = await Promise.all([text(stdout), text(stderr), text(told), ended]);
  return {
    output: `${out}\n${errors}`,
    ends: ends
      .trimEnd()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [at, status] = line.split(' ').map(Number);
        return { line: at ?? 0, status: status ?? -1 };
      }),
  };
}
