import { configured } from '#cli/configured.ts';
import { endOf, instantOf } from '#cli/instant-option.ts';
import type { Command, CommonOptions } from '#cli/workbench.ts';
import { writeOutput } from '#cli/write-output.ts';
import { ConfigurationError } from '#domain/errors.ts';
import { type Instant, toInstant } from '#domain/instant.ts';
import type { PeriodRequest } from '#evidence/period-requests.ts';
import { historyOf } from '#history/load-history.ts';
import { type PeriodReport, periodReport } from '#history/period-report.ts';
import { periodHtml } from '#reports/period-html.ts';
import { periodText } from '#reports/period-text.ts';
import type { PeriodFormat } from '#reports/report-formats.ts';
import { timelineCsv } from '#reports/timeline-csv.ts';
import { sealPeriod } from './evidence-seal-period.ts';
import { openHistory } from './open-history.ts';

export interface PeriodOptions extends CommonOptions {
  readonly seal?: true;
  readonly toFile?: string;
  readonly by?: string;
  readonly from: string;
  readonly to: string;
  readonly claim?: readonly string[];
  readonly document?: readonly string[];
  readonly format: PeriodFormat;
  readonly out?: string;
}

/**
 * `posture evidence period`: the statuses of each claim over a period, who broke and who mended them, and how much of it is known; `--seal` makes
 * a bundle of it that an auditor can take away.
 */
export const evidencePeriod: Command<PeriodOptions> = async (
  workbench,
  terminal,
  options,
  signal,
) => {
  const configuration = configured(workbench, options);
  const from = instantOf('--from', options.from, configuration);
  const to = endOf('--to', options.to, configuration);
  if (from >= to)
    throw new ConfigurationError('CLI_PERIOD', `--from ${from} does not lie before --to ${to}.`);
  if (options.seal === true)
    return await sealPeriod(workbench, terminal, options, { from, to }, signal);
  if (options.toFile !== undefined)
    throw new ConfigurationError(
      'CLI_BAD_OPTION',
      '--to-file hands out a sealed period: add --seal.',
    );
  const state = await openHistory(workbench, configuration);
  try {
    const now = toInstant(workbench.clock.now());
    if (from >= now) {
      throw new ConfigurationError(
        'CLI_PERIOD',
        `The period begins at ${from}, which is still to come: now it is ${now}.`,
      );
    }
    const history = await historyOf(state, configuration, now, from, to, options);
    const watched = watchedPart({ from, to }, history.begun, now);
    for (const word of watched.words) terminal.stderr.write(`posture: ${word}\n`);
    const report = periodReport(history, watched.from, watched.to);
    await writeOutput(rendered(options.format, report), options.out, terminal);
    return 0;
  } finally {
    state.close();
  }
};

/** The part of a period in which the monitor was there: it ends now at the latest, and begins when the monitor began. */
function watchedPart({ from, to }: PeriodRequest, begun: Instant | undefined, now: Instant) {
  const words: string[] = [];
  const end = to > now ? now : to;
  if (to > now)
    words.push(`the period is not over: it is told up to now, ${now}, and not up to ${to}`);
  if (begun === undefined || begun <= from) return { from, to: end, words };
  words.push(`the monitor began at ${begun}: nothing is known of the time before`);
  return { from: begun < end ? begun : from, to: end, words };
}

function rendered(format: PeriodOptions['format'], report: PeriodReport): Iterable<string> {
  switch (format) {
    case 'text':
      return periodText(report);
    case 'json':
      return [`${JSON.stringify({ schemaVersion: '1', ...report }, undefined, 2)}\n`];
    case 'csv':
      return timelineCsv(report);
    case 'html':
      return periodHtml(report);
  }
}
