import { type Command, Option } from 'commander';
import { asListing } from '#cli/listing.ts';
import type { Act } from '#cli/workbench.ts';

/** Adds what a person does with alerts, on a running service and on its state alone. */
export function addAlertCommands(
  alerts: Command,
  act: Act,
  many: (value: string, before: readonly string[] | undefined) => readonly string[],
): void {
  const add = (name: string, description: string): Command =>
    alerts.command(name).description(description).exitOverride();
  const format = (): Option =>
    new Option('--format <format>', 'form of the answer').choices(['text', 'json']).default('text');
  const by = ['--by <name>', "who does it; default: the operating system's user"] as const;

  add('list', 'the open alerts, worst first, and the silences in force')
    .option('--all', 'also those that are over')
    .addOption(format())
    .action(act(async () => (await import('./alerts-list.ts')).alertsList));
  add('show', 'everything about one alert')
    .argument('<id>', 'id of the alert, or its beginning')
    .addOption(format())
    .action(act(async () => (await import('./alerts-show.ts')).alertsShow));
  add('ack', 'takes an alert, and tells those who know it')
    .argument('<id>', 'id of the alert, or its beginning')
    .option(...by)
    .option('--note <text>', 'a word to the others')
    .action(act(async () => (await import('./alerts-ack.ts')).alertsAck));
  add('silence', 'for a time, nobody is told of what matches; evidence and lists go on')
    .option('--alert <id>', 'only this alert')
    .option('--claim <glob>', 'claims like this (repeatable)', many)
    .option('--document <id>', 'only this document (repeatable)', many)
    .option('--check <id>', 'only this check (repeatable)', many)
    .option('--owner <glob>', 'claims that these have to vouch for (repeatable)', many)
    .option('--subscription <id>', 'only this subscription (repeatable)', many)
    .option('--resource-group <glob>', 'resource groups like this (repeatable)', many)
    .option('--resource <glob>', 'resource ids like this (repeatable)', many)
    .option('--severity <severity>', 'only this severity (repeatable)', many)
    .option('--kind <kind>', 'only this kind of alert (repeatable)', many)
    .option('--for <duration>', 'how long (90m, 2h, 3d, 1w or ISO 8601), up to 30d', '4h')
    .requiredOption('--reason <text>', 'why')
    .option('--ticket <id>', 'where more is said')
    .option(...by)
    .action(act(async () => (await import('./alerts-silence.ts')).alertsSilence));
  add('unsilence', 'ends a silence before its time')
    .argument('<id>', 'id of the silence, or its beginning')
    .option(...by)
    .action(act(async () => (await import('./alerts-silence.ts')).alertsUnsilence));
  asListing(add('route', 'who would be told of such an alert, and why; nothing is sent'))
    .option('--claim <id>', 'a claim; its document, severity and checks are taken from there')
    .option('--severity <severity>', "default: the claim's")
    .option('--document <id>', "default: the claim's")
    .option('--check <id>', "default: the claim's")
    .option('--owner <name>', "who has to vouch for it; default: the claim's")
    .option('--subscription <id>', 'subscription of the resource')
    .option('--resource-group <name>', 'resource group of the resource')
    .option('--resource <id>', 'id of the resource')
    .option('--kind <kind>', 'kind of the alert', 'violation')
    .option('--at <instant>', 'when, ISO 8601 or local time of schedules.timezone; default: now')
    .action(act(async () => (await import('./alerts-route.ts')).alertsRoute));
  add('test', 'sends one test through every configured channel')
    .option('--channel <name>', 'only through this one')
    .action(act(async () => (await import('./alerts-test.ts')).alertsTest));
  asListing(
    add(
      'replay',
      'lists what could not be delivered and will not be tried again, or queues it again',
    ),
  )
    .argument('[id]', 'id of a message, or its beginning')
    .option('--all', 'all of them')
    .option(...by)
    .action(act(async () => (await import('./alerts-replay.ts')).alertsReplay));
}
