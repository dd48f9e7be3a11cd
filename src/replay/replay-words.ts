import { basename } from 'node:path';
import { visibleText } from '#domain/visible-text.ts';
import type { ComparedVerdict, ReplayDifference } from './compare-results.ts';
import { type ReplayReport, replayStatus } from './replay-snapshot.ts';

/** The report in lines for a person. */
export function* replayWords(report: ReplayReport): Generator<string> {
  for (const { id, recorded, present } of report.changedChecks) {
    const now = present === null ? 'is not in this program' : `is ${present.slice(0, 12)} here`;
    yield `check      ${visibleText(id)} was ${visibleText(recorded).slice(0, 12)} and ${now}\n`;
  }
  for (const digest of report.missing)
    yield `missing    ${visibleText(digest)}: what rests on it cannot be made again\n`;
  for (const difference of report.differences) yield* wordsOf(difference);
  const { differences, claims, findings, missing } = report;
  const name = basename(report.snapshot);
  switch (replayStatus(report)) {
    case 0:
      yield `replayed ${name}: ${findings} verdicts of ${claims} claims, every one as recorded\n`;
      break;
    case 1:
      yield `NOT as recorded: ${name} has ${differences.length} differences\n`;
      break;
    case 2:
      yield `NOT replayed: ${name} lacks ${missing.length} answers; ${differences.length} differences, which may come from that\n`;
      break;
  }
}

function* wordsOf(difference: ReplayDifference): Generator<string> {
  switch (difference.kind) {
    case 'verdict': {
      const { claim, check, resourceId, recorded, replayed, checkChanged } = difference;
      const why = checkChanged ? ' (another check than in the snapshot)' : '';
      yield `verdict    ${[claim, check, resourceId].map(visibleText).join('  ')}${why}\n`;
      yield `  recorded ${verdictWords(recorded)}\n`;
      yield `  replayed ${verdictWords(replayed)}\n`;
      break;
    }
    case 'claim': {
      const { document, claim, recorded, replayed } = difference;
      yield `claim      ${visibleText(document)} ${visibleText(claim)}: recorded ${recorded ?? 'not at all'}, replayed ${replayed ?? 'not at all'}\n`;
      break;
    }
    case 'question':
      yield `question   nothing was recorded of ${visibleText(difference.question)}\n`;
      break;
    case 'stopped':
      yield `stopped    ${visibleText(difference.reason)}\n`;
      break;
  }
}

function verdictWords(verdict: ComparedVerdict | null): string {
  if (verdict === null) return 'none';
  const { status, expected, observed, reason } = verdict;
  const shown = (value: unknown): string => visibleText(JSON.stringify(value) ?? 'null');
  return `${visibleText(status)}, expected ${shown(expected)}, observed ${shown(observed)}: ${visibleText(reason)}`;
}
