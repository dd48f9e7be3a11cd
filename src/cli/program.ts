import { Command, CommanderError, Option } from 'commander';
import { addAlertCommands } from '#cli/alerts/alerts-commands.ts';
import { addEvidenceCommands } from '#cli/evidence/evidence-commands.ts';
import { LOG_LEVELS } from '#config/configuration.ts';
import { PostureError } from '#domain/errors.ts';
import { machineFault } from '#domain/machine-fault.ts';
import { REPORT_FORMATS } from '#reports/report-formats.ts';
import { asListing } from './listing.ts';
import type { LoadCommand, Terminal, Workbench } from './workbench.ts';

/** Wrong command line or configuration, as the contract says. */
const USAGE_STATUS = 3;
/** Stopped by a signal before there was a result; the shells' own word for Ctrl-C. */
const STOPPED_STATUS = 130;

/** What the command line itself needs, and how the commands get theirs: the workbench is opened only when one is carried out. */
export interface ProgramParts extends Pick<Workbench, 'tool' | 'environment'> {
  readonly open: () => Promise<Workbench>;
}

/** Runs one `posture` command and answers with the exit status; every expected error becomes one message on standard error. */
export async function runProgram(
  argv: readonly string[],
  { tool, environment, open }: ProgramParts,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<number> {
  let status = 0;

  function act<O extends object>(load: LoadCommand<O>) {
    return async (...given: unknown[]): Promise<void> => {
      // Commander hands over the arguments, the options and the command itself, in this order.
      const self = given.at(-1);
      if (!(self instanceof Command))
        throw new TypeError('commander did not hand over the command');
      const options = { ...self.optsWithGlobals(), arguments: self.args };
      const [command, workbench] = await Promise.all([load(), open()]);
      status = await command(workbench, terminal, options as unknown as O, signal);
    };
  }

  const program = new Command('posture')
    .description(
      'Verifies published security statements, claim by claim, against live Azure subscriptions.',
    )
    .version(tool.version)
    .option(
      '--config <file>',
      'configuration file',
      environment['POSTURE_CONFIG'] ?? 'config/posture.yaml',
    )
    .addOption(
      new Option('--log-level <level>', 'how much is logged on standard error').choices([
        ...LOG_LEVELS,
      ]),
    )
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    })
    .showHelpAfterError('(posture --help says what there is)')
    .exitOverride();

  const many = (value: string, before: readonly string[] | undefined): readonly string[] => [
    ...(before ?? []),
    value,
  ];
  const common = (name: string, description: string): Command =>
    program.command(name).description(description).exitOverride();

  common('scan', 'one scan, its result on standard output')
    .option('--document <id>', 'only this document (repeatable)', many)
    .option('--claim <id>', 'only this claim (repeatable)', many)
    .option('--subscription <id>', 'only this subscription (repeatable)', many)
    .addOption(
      new Option('--mode <mode>', 'read everything, or what has changed')
        .choices(['full', 'incremental'])
        .default('full'),
    )
    .addOption(
      new Option('--format <format>', 'form of the result')
        .choices([...REPORT_FORMATS])
        .default('text'),
    )
    .option('--out <file>', 'write the result to a file')
    .option('--evidence', 'also store an evidence snapshot')
    .action(act(async () => (await import('#cli/scan/scan.ts')).scan));
  common('run', 'the service: schedules, alerts, evidence, health')
    .option('--worker', 'reads parts of the scans of a service that has its state on PostgreSQL')
    .action(act(async () => (await import('#cli/service/run.ts')).run));
  common(
    'demo',
    'the service on a simulated Azure estate that drifts and is mended; needs no account',
  )
    .option('--stay', 'keep running when the script is over')
    .option('--verbose', 'the whole text of each alert')
    .action(act(async () => (await import('#cli/demo/demo.ts')).demo));
  common('simulate', 'the simulated Azure alone, as a server that any Azure client can talk to')
    .option('--estate <file>', 'estate in YAML; default: the built-in good estate')
    .option('--port <number>', 'port; 0 takes a free one', '0')
    .action(act(async () => (await import('#cli/demo/simulate.ts')).simulate));
  asListing(
    common(
      'validate',
      'reads all configuration and documents and says everything that is wrong; no network',
    ),
  )
    .option('--quiet', 'only what is wrong')
    .option('--verbose', 'every notice, also where there are many of a kind')
    .option('--no-secrets', 'does not look for secrets: where they are not to be had')
    .action(act(async () => (await import('#cli/setup/validate.ts')).validate));
  asListing(
    common('doctor', 'signs in and says what can be read, and which permission each claim lacks'),
  ).action(act(async () => (await import('#cli/setup/doctor.ts')).doctor));
  asListing(
    common(
      'permissions',
      'prints the least-privilege role definition for az role definition create',
    ),
  )
    .option('--narrow', 'only what requests need; then no inventory is proven complete')
    .option('--why', 'print each action with the reason and the claims that need it')
    .action(act(async () => (await import('#cli/setup/permissions.ts')).permissions));
  asListing(common('claims', 'what is claimed'))
    .option('--document <id>', 'only this document (repeatable)', many)
    .option('--brief', 'without the checks')
    .option('--counts', 'a line per document: how many claims have which status')
    .action(act(async () => (await import('#cli/documents/claims.ts')).claims));
  asListing(
    common('attest', 'records that a person vouches for a claim; without one, lists who did')
      .argument('[claim]')
      .option(
        '--proof <file or address>',
        'what proves it: a file, whose digest is kept, or https://…',
      )
      .option('--by <name>', "who vouches; default: the operating system's user")
      .option('--date <day>', 'since when, YYYY-MM-DD; default: today (UTC)')
      .option('--note <text>', 'anything that helps a reader'),
  ).action(act(async () => (await import('#cli/documents/attest.ts')).attest));
  asListing(common('checks', 'what is checked')).action(
    act(async () => (await import('#cli/documents/checks.ts')).checks),
  );
  asListing(common('explain', 'everything about one claim, check or resource, with its history'))
    .argument('<id>')
    .action(act(async () => (await import('#cli/documents/explain.ts')).explain));

  addAlertCommands(common('alerts', 'what is wrong, who has taken it, who is told'), act, many);

  addEvidenceCommands(common('evidence', 'evidence snapshots'), act);

  try {
    await program.parseAsync([...argv], { from: 'user' });
    return status;
  } catch (error) {
    if (signal.aborted) {
      terminal.stderr.write('posture: stopped before the end; nothing of it was recorded\n');
      return STOPPED_STATUS;
    }
    return report(error, terminal);
  }
}

/** The parts of a failure that a person needs; anything unexpected keeps its stack. */
function report(error: unknown, { stderr }: Terminal): number {
  // Commander's own status is 1; a command that has a word of its own for it keeps that.
  if (error instanceof CommanderError) return error.exitCode === 1 ? USAGE_STATUS : error.exitCode;
  if (error instanceof PostureError) {
    const cause = error.cause instanceof Error ? `\n  because: ${error.cause.message}` : '';
    stderr.write(`posture: ${error.message} [${error.code}]${cause}\n`);
    return error.exitStatus;
  }
  // The machine's refusals are no bugs: wherever nobody had better words, these are the words.
  const fault = machineFault(error);
  if (fault !== undefined) {
    stderr.write(`posture: ${fault.place ?? 'a file'} ${fault.meaning}. [${fault.code}]\n`);
    return USAGE_STATUS;
  }
  const shown = error instanceof Error ? (error.stack ?? error.message) : String(error);
  stderr.write(`posture: unexpected: ${shown}\n`);
  return 70;
}
