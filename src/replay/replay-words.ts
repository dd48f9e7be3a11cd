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
  const byQuestion = Map.groupBy(report.former?.checks ?? [], ({ questions }) =>
    questions.length === 0 ? 'each question by itself' : questions.join(' or '),
  );
  for (const [questions, checks] of byQuestion)
    yield `check      asked today by ${questions}: ${checks.map(({ id }) => visibleText(id)).join(', ')}\n`;
  for (const digest of report.missing)
    yield `missing    ${visibleText(digest)}: what rests on it cannot be made again\n`;
  for (const difference of report.differences) yield* wordsOf(difference);
  if (report.former !== undefined) {
    yield* formerWords(report, report.former.notAskedThen.length);
    return;
  }
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

/** The end for a snapshot of an older version. */
function* formerWords(report: ReplayReport, notAsked: number): Generator<string> {
  const { differences, claims, missing } = report;
  const name = basename(report.snapshot);
  if (notAsked > 0)
    yield `question   ${notAsked} of today's were not asked then (--json names them)\n`;
  const of = (because: string): number =>
    differences.filter((one) => one.kind === 'claim' && one.because === because).length;
  const verdicts = differences.filter(({ kind }) => kind === 'verdict').length;
  switch (replayStatus(report)) {
    case 0:
      yield `asked anew ${name}: ${claims} claims, every one as recorded, by the questions that ask today what its checks asked\n`;
      break;
    case 1:
      yield `asked anew ${name}: of ${claims} claims ${of('asked-anew')} come to another status by today's questions than by the checks of then, and ${of('not-asked-then')} need answers that were not asked for then; ${verdicts} verdicts are told otherwise. The questions are others; that says nothing against the answers, which posture evidence verify holds against what was sealed\n`;
      break;
    case 2:
      yield `asked anew ${name}: ${of('not-asked-then')} of ${claims} claims need answers that were not asked for then, ${missing.length} answers are lost; all other claims are as recorded\n`;
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
      const { document, claim, recorded, replayed, because, reason = null } = difference;
      const why = because === undefined || reason === null ? '' : `: ${visibleText(reason)}`;
      const how =
        because === 'not-asked-then' ? ' (needs answers that were not asked for then)' : '';
      yield `claim      ${visibleText(document)} ${visibleText(claim)}: recorded ${recorded ?? 'not at all'}, replayed ${replayed ?? 'not at all'}${how}${why}\n`;
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
