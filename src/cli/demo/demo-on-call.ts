import { startProgram } from './demo-child.ts';

const PATIENCE_MS = 60_000;
const MOST_LINES = 2;

/** Where and with what the commands of the person on call are run. */
export interface OnCallParts {
  readonly config: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly root: string;
  readonly say: (line: string) => void;
  /** Everything that the commands print, and not only how it begins. */
  readonly verbose: boolean;
  readonly signal: AbortSignal;
}

/** What the person on call does with an alert while the service runs: takes it, silences it, looks at the list, ends the silence. */
export async function actOnCall(alertId: string, parts: OnCallParts): Promise<void> {
  const { config, environment, root, say, verbose, signal } = parts;
  const run = async (args: readonly string[]): Promise<string> => {
    say(`   $ posture alerts ${args.map(quoted).join(' ')}`);
    const whole = ['alerts', ...args, '--config', config];
    const program = startProgram(whole, environment, root);
    await program.ended(PATIENCE_MS, signal);
    const output = program.output();
    const lines = output.trimEnd().split('\n');
    for (const line of verbose ? lines : lines.slice(0, MOST_LINES)) say(`     ${line}`);
    return output;
  };
  say('   … somebody is on call …');
  await run(['ack', alertId, '--by', 'nina.oncall', '--note', 'I am looking at it']);
  const silence = ['silence', '--alert', alertId, '--for', 'PT1H', '--by', 'nina.oncall'];
  const silenced = await run([...silence, '--reason', 'is being mended']);
  await run(['list']);
  const silenceId = /si_\w+/u.exec(silenced)?.[0];
  if (silenceId !== undefined) await run(['unsilence', silenceId, '--by', 'nina.oncall']);
}

function quoted(word: string): string {
  return word.includes(' ') ? `'${word}'` : word;
}
