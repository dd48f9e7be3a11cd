import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Command, CommanderError } from 'commander';
import { addEvidenceQuestions } from '#cli/evidence/evidence-questions.ts';
import type { Workbench } from '#cli/workbench.ts';
import { PostureError } from '#domain/errors.ts';
import { CHECKS } from './product.ts';

/** How a question ended and what it wrote. */
export interface Answered {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `posture evidence …` in this process with the commands alone: what the others need is no matter here. */
export async function postureEvidence(
  used: Partial<Workbench>,
  ...args: readonly string[]
): Promise<Answered> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const workbench = { checks: CHECKS, environment: {}, ...used } as Workbench;
  const evidence = new Command('evidence');
  evidence.exitOverride().configureOutput({ writeErr: (words) => stderr.write(words) });
  let exitCode: number | undefined;
  addEvidenceQuestions(evidence, (load) => async (...given) => {
    const self = given.at(-1) as Command;
    const options = { config: 'config/simulated.yaml', ...self.opts(), arguments: self.args };
    const { signal } = new AbortController();
    const command = await load();
    exitCode = await command(workbench, { stdout, stderr }, options as never, signal);
  });
  for (const command of evidence.commands) command.copyInheritedSettings(evidence);
  const written = [text(stdout), text(stderr)] as const;
  try {
    await evidence.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof PostureError) stderr.write(error.message);
    else if (!(error instanceof CommanderError)) throw error;
    exitCode = error instanceof PostureError ? error.exitStatus : 3;
  }
  stdout.end();
  stderr.end();
  return { exitCode, stdout: await written[0], stderr: await written[1] };
}
