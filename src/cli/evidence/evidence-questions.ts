import { type Command, Option } from 'commander';
import { asListing, formatOption } from '#cli/listing.ts';
import type { Act } from '#cli/workbench.ts';
import { PERIOD_FORMATS } from '#reports/report-formats.ts';

/** Adds the questions that the kept history and the snapshots answer to `posture evidence`. */
export function addEvidenceQuestions(evidence: Command, act: Act): void {
  evidence
    .command('period')
    .description(
      'how long each claim held or was broken, who broke and who mended it, and the gaps',
    )
    .requiredOption(
      '--from <instant>',
      'begin: a date or an instant, in schedules.timezone unless it says otherwise',
    )
    .requiredOption('--to <instant>', 'end: an instant, or a date for the end of that day')
    .option('--claim <id>', 'only this claim (repeatable)', many)
    .option('--document <id>', 'only this document (repeatable)', many)
    .addOption(
      new Option('--format <format>', 'form of the answer')
        .choices([...PERIOD_FORMATS])
        .default('text'),
    )
    .option('--out <file>', 'write it to a file; with --seal: hand it out, as `export --out` does')
    .option('--seal', 'make a sealed bundle of the period, once; asked again, it is the same one')
    .addOption(new Option('--to-file <path>', 'with --seal, the same as --out').hideHelp())
    .option('--by <name>', 'with --seal: who asks for it; default: the user')
    .exitOverride()
    .action(act(async () => (await import('./evidence-period.ts')).evidencePeriod));
  evidence
    .command('at')
    .description('which claims were true at an instant, and by which reading')
    .argument('<instant>', 'a date or an instant, in schedules.timezone unless it says otherwise')
    .option('--claim <id>', 'only this claim (repeatable)', many)
    .option('--document <id>', 'only this document (repeatable)', many)
    .addOption(
      new Option('--format <format>', 'form of the answer')
        .choices(['text', 'json'])
        .default('text'),
    )
    .option('--out <file>', 'write it to a file')
    .exitOverride()
    .action(act(async () => (await import('./evidence-at.ts')).evidenceAt));
  evidence
    .command('statement')
    .description(
      'the published statement as a page, each claim marked with what a snapshot says of it',
    )
    .argument('<document>', 'id of the document')
    .option('--text <file>', "the statement's text; default: the one that the document names")
    .option('--snapshot <name>', 'name or scan id; default: the newest')
    .option('--out <file>', 'write it to a file')
    .exitOverride()
    .action(act(async () => (await import('./evidence-statement.ts')).evidenceStatement));
  asListing(evidence.command('sample'))
    .description(
      'draws resources from the population of a snapshot so that anybody can draw them again',
    )
    .requiredOption('--seed <text>', 'chosen by whoever draws')
    .requiredOption('--count <number>', 'how many')
    .option('--snapshot <name>', 'name or scan id; default: the newest')
    .exitOverride()
    .action(act(async () => (await import('./evidence-sample.ts')).evidenceSample));
  evidence
    .command('replay')
    .description(
      'makes every verdict of a snapshot, or of a recorded scan, again from its own answers and says what differs',
    )
    .argument(
      '[snapshot]',
      'name, scan id (also of a scan without a snapshot), folder or zip; default: the newest',
    )
    .addOption(formatOption())
    .option('--json', 'the same as --format json')
    .exitOverride()
    .action(act(async () => (await import('./evidence-replay.ts')).evidenceReplay));
}

function many(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
