import { visibleText } from '#domain/visible-text.ts';
import type { PeriodReport } from '#history/period-report.ts';
import type { PointInTime } from '#history/point-in-time.ts';
import { coverageSentence, lengthsSentence, spellSentence, stretchWord } from './period-words.ts';

/** The period for a person at a terminal, without colours. */
export function* periodText(report: PeriodReport): Generator<string> {
  yield `From ${report.from} to ${report.to}\n${coverageSentence(report)}\n`;
  for (const claim of report.claims) {
    yield `\n${visibleText(`${claim.claim}  ${claim.summary ?? '(no longer made)'} [${claim.document}]`)}\n`;
    yield `    ${lengthsSentence(claim)}\n`;
    for (const spell of claim.spells)
      yield `    broken ${visibleText(spellSentence(spell, report.to))}\n`;
  }
  if (report.gaps.length > 0) yield '\nGaps\n';
  for (const { from, to, detail } of report.gaps)
    yield `    ${from} to ${to}: ${visibleText(detail)}\n`;
  if (report.blind.length > 0) yield '\nCould not be read\n';
  for (const blind of report.blind) {
    const needs = blind.permissions.length === 0 ? '' : `; needs ${blind.permissions.join(', ')}`;
    yield `    ${blind.from} to ${blind.to ?? 'the end'}: ${visibleText(`subscription ${blind.subscriptionId} ${blind.status} in ${blind.runs} runs: ${blind.codes.join(', ')}${needs}`)}\n`;
  }
}

/** What was so at one instant, claim by claim. */
export function* pointInTimeText(points: readonly PointInTime[]): Generator<string> {
  for (const { claim, document, summary, status, at, reason, before, after } of points) {
    const { glyph, word } = stretchWord(status);
    yield `${glyph} ${word} at ${at}: ${visibleText(`${claim}  ${summary ?? '(no longer made)'} [${document}]`)}\n`;
    yield `    ${visibleText(reason)}\n`;
    yield `    last reading before: ${before === null ? 'none' : `${before.at} ${stretchWord(before.status).word} (scan ${before.scanId})`}\n`;
    yield `    next reading after:  ${after === null ? 'none' : `${after.at} ${stretchWord(after.status).word} (scan ${after.scanId})`}\n`;
  }
}
