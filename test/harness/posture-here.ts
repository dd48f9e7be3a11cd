import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runProgram } from '#cli/program.ts';
import { createWorkbench } from '../../src/app.ts';
import type { PostureRun } from './posture.ts';
import { programParts } from './program-parts.ts';

/** A command in this process, as start.ts starts it: a process of its own for each would take longer than what it does. */
export async function runHere(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<PostureRun> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const written = [text(stdout), text(stderr)] as const;
  const signal = new AbortController().signal;
  const workbench = createWorkbench(environment);
  const exitCode = await runProgram(args, programParts(workbench), { stdout, stderr }, signal);
  stdout.end();
  stderr.end();
  return { exitCode, stdout: await written[0], stderr: await written[1] };
}
