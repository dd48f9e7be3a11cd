import type { ChangeAuthor } from '#domain/finding.ts';
import { CLAIM_STATUSES } from '#domain/status.ts';
import type { BrokenSpell } from '#history/broken-spells.ts';
import type { StatusStretch } from '#history/claim-timeline.ts';
import type { ClaimPeriod, PeriodReport } from '#history/period-report.ts';
import { durationWords, millisecondsBetween, percentWords } from './duration-words.ts';
import { CLAIM_WORDS, type StatusWord } from './status-words.ts';

/** In the order in which they are told: the worst first. */
const STRETCH_STATUSES: readonly StatusStretch['status'][] = [...CLAIM_STATUSES, 'not-known'];

/** How a status of a stretch is shown; what is not known never looks good. */
export function stretchWord(status: StatusStretch['status']): StatusWord {
  return status === 'not-known'
    ? { glyph: '?', word: 'not known', tone: 'unsure', shape: 'not-known' }
    : CLAIM_WORDS[status];
}

/** `broken 3 h 12 min in 2 spells, holds 89 d 20 h (99.86 %)`. */
export function lengthsSentence({ milliseconds, spells }: ClaimPeriod): string {
  const whole = Object.values(milliseconds).reduce((sum, length) => sum + length, 0);
  const parts = STRETCH_STATUSES.flatMap((status) => {
    const length = milliseconds[status] ?? 0;
    if (length === 0) return [];
    const inSpells =
      status === 'broken'
        ? ` in ${spells.length === 1 ? 'one spell' : `${spells.length} spells`}`
        : '';
    return [
      `${stretchWord(status).word} ${durationWords(length)} (${percentWords(length, whole)})${inSpells}`,
    ];
  });
  return parts.join(', ') || 'of no length';
}

/** `broken from … to …, 3 h 12 min; by alice@… via Microsoft.Sql/servers/write, mended by …`. */
export function spellSentence(spell: BrokenSpell, periodEnd: string): string {
  const length = durationWords(millisecondsBetween(spell.from, spell.to ?? periodEnd));
  const until = spell.to === null ? 'not mended by the end of the period' : `to ${spell.to}`;
  const resources =
    spell.resourceIds.length === 0
      ? ''
      : `; ${spell.resourceIds.length} ${spell.resourceIds.length === 1 ? 'resource' : 'resources'}`;
  const mended = spell.to === null ? '' : `, mended by ${authorWords(spell.mendedBy)}`;
  return `from ${spell.from} ${until}, ${length}; first by ${authorWords(spell.brokenBy)}${mended}${resources}`;
}

/** Who, and through which operation; `not known` where Azure does not say. */
export function authorWords(author: ChangeAuthor | null): string {
  if (author === null) return 'not known';
  return author.operation === null ? author.by : `${author.by} via ${author.operation}`;
}

/** How much of the period is known, in one sentence that says no more than that. */
export function coverageSentence({ coverage, gaps }: PeriodReport): string {
  const unknown = gaps.reduce((sum, { from, to }) => sum + millisecondsBetween(from, to), 0);
  const { observed, expected } = coverage;
  const share = expected === 0 ? '' : ` (${percentWords(observed, expected)})`;
  const blanks =
    gaps.length === 0
      ? 'there is no gap'
      : `nothing is known of ${durationWords(unknown)} in ${gaps.length === 1 ? 'one gap' : `${gaps.length} gaps`}`;
  // "0 of 0" would read like a failure, and like completeness to who is in a hurry; runs outside schedules stand in runs.csv.
  const took =
    expected === 0
      ? 'No run was due by the schedules'
      : `${observed} of ${expected} runs that were due took place${share}`;
  return `${took}; ${blanks}.`;
}
