import { csvLine } from '#domain/csv-line.ts';
import type { Gap } from '#history/gaps.ts';
import type { PeriodReport } from '#history/period-report.ts';
import { compareInstants, type RunHistory } from '#history/run-history.ts';
import { millisecondsBetween } from './duration-words.ts';

/** The runs that ended after `from` and not after `to`, so that a snapshot tells of its own, and those that were missed then, in the order of their begin. */
export function* runsCsv(
  { scans, missed }: Pick<RunHistory, 'scans' | 'missed'>,
  from: string,
  to: string,
): Generator<string> {
  yield csvLine([
    'run_id',
    'schedule',
    'due_or_started_at',
    'ended_at',
    'mode',
    'outcome',
    'subscriptions',
    'subscriptions_incomplete',
    'requests',
    'reason',
  ]);
  const rows = [
    ...scans
      .filter(({ finishedAt }) => finishedAt > from && finishedAt <= to)
      .map(({ id, mode, startedAt, finishedAt, whole, scan }) => [
        id,
        '',
        startedAt,
        finishedAt,
        mode,
        whole ? 'completed' : 'partial',
        String(scan.subscriptions.length),
        String(scan.subscriptions.filter(({ status }) => status !== 'complete').length),
        String(scan.azure.requests),
        '',
      ]),
    ...missed
      .filter(({ due }) => due > from && due <= to)
      .map(({ schedule, due, reason }) => [
        '',
        schedule,
        due,
        '',
        '',
        'missed',
        '',
        '',
        '',
        reason,
      ]),
  ];
  for (const row of rows.sort((a, b) => compareInstants(a[2] ?? '', b[2] ?? '')))
    yield csvLine(row);
}

/** The stretches of time of which nothing is known, and those in which not everything could be read. */
export function* gapsCsv({ gaps, blind, to }: PeriodReport): Generator<string> {
  yield csvLine(['from', 'to', 'minutes', 'subscription', 'cause', 'detail']);
  for (const gap of gaps) yield csvLine([...times(gap), '', gap.cause, gap.detail]);
  for (const each of blind) {
    const until = each.to ?? to;
    const detail = `${each.runs} runs: ${[...each.codes, ...each.permissions].join(', ')}`;
    yield csvLine([
      ...times({ from: each.from, to: until }),
      each.subscriptionId,
      `subscription-${each.status}`,
      detail,
    ]);
  }
}

function times({ from, to }: Pick<Gap, 'from' | 'to'>): readonly string[] {
  return [from, to, String(Math.round(millisecondsBetween(from, to) / 600) / 100)];
}
