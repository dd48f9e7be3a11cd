import type { Statement } from '#domain/document.ts';
import type { Finding } from '#domain/finding.ts';
import type { ClaimResult } from '#domain/scan.ts';
import { FINDING_STATUSES } from '#domain/status.ts';
import { shownValue } from '#domain/visible-text.ts';
import type { ClaimPeriod } from '#history/period-report.ts';
import { badge } from './html-shapes.ts';
import { exactText, htmlText, proseText } from './html-text.ts';
import { memberHtml } from './member-words.ts';
import { authorWords, lengthsSentence, spellSentence, stretchWord } from './period-words.ts';
import { CLAIM_WORDS, FINDING_WORDS, type StatusWord } from './status-words.ts';

/** A claim of the statement with its verdict; undefined: the scan did not look at it. */
export interface NotedClaim {
  readonly claim: Statement['claims'][number];
  readonly result: ClaimResult | undefined;
}

/** What the scan did not look at is not known, and is shown as such. */
export function wordOf({ result }: NotedClaim): StatusWord {
  return result === undefined ? stretchWord('not-known') : CLAIM_WORDS[result.status];
}

/** How many violations, and how many digests, are named; the snapshot has all of them. */
const NAMED = 5;

/** What is to be said of one claim: status, since when, why, what it rests on, what is not known. `isAlone`: not below its own words. */
export function claimNote(
  noted: NotedClaim,
  about: {
    readonly anchor: string;
    readonly period: ClaimPeriod | undefined;
    readonly isAlone: boolean;
    /** Where the kept answers lie, as seen from the page; undefined: they are not at hand. */
    readonly answers: string | undefined;
  },
): string {
  const { claim, result } = noted;
  const word = wordOf(noted);
  const { period } = about;
  const terms = [
    ...(about.isAlone ? [prose('Section', claim.section), prose('Words', claim.locator)] : []),
    ...(result === undefined
      ? [prose('Why', 'The scan did not look at this claim: nothing is known of it.')]
      : resultTerms(result, about.answers)),
    ...(period === undefined ? [] : periodTerms(period)),
  ];
  // Of what is broken all is in sight; the rest unfolds in place.
  const isOpen = word.tone === 'bad' || about.isAlone ? ' open' : '';
  return `<div class="finding" id="${about.anchor}" data-status="${word.shape}"><details class="printed"${isOpen}><summary>${badge(word)} <strong>${htmlText(claim.id)}</strong> ${proseText(claim.summary)}</summary><dl>${terms.join('')}</dl></details></div>\n`;
}

function prose(label: string, text: string): string {
  return `<dt>${label}</dt><dd>${proseText(text)}</dd>`;
}

function resultTerms(result: ClaimResult, answers: string | undefined): readonly string[] {
  const { since, reason, attestation, findings } = result;
  const terms = [prose('Since', since ?? 'not known')];
  if (reason !== null) terms.push(prose('Why', reason));
  if (attestation?.given) {
    const { by, date, proof } = attestation.given;
    const until = attestation.validUntil ?? 'not known';
    terms.push(prose('Vouched for', `by ${by} on ${date}, until ${until}: ${proof}`));
  }
  terms.push(`<dt>Evidence</dt><dd class="exact">${exactText(evidenceWords(findings))}</dd>`);
  terms.push(...violations(findings, answers));
  const unread = findings.filter(({ status }) => status === 'unknown');
  if (unread.length > 0)
    terms.push(prose('Not known', `${unread.length} findings; first: ${unread[0]?.reason ?? ''}`));
  return terms;
}

function periodTerms(period: ClaimPeriod): readonly string[] {
  const end = period.timeline.at(-1)?.to ?? '';
  return [
    prose('Before', lengthsSentence(period)),
    ...period.spells.map((spell) => prose('Broken', spellSentence(spell, end))),
  ];
}

function evidenceWords(findings: readonly Finding[]): string {
  const digests = [...new Set(findings.flatMap(({ evidence }) => evidence))];
  if (findings.length === 0) return 'no finding: this claim rests on no answer of Azure';
  const counts = FINDING_STATUSES.flatMap((status) => {
    const count = findings.filter((finding) => finding.status === status).length;
    return count === 0 ? [] : [`${count} ${FINDING_WORDS[status].word}`];
  });
  const further = digests.length > NAMED ? ` and ${digests.length - NAMED} more` : '';
  return `${counts.join(', ')}; ${digests.length} recorded answers: ${digests.slice(0, NAMED).join(' ')}${further}`;
}

function violations(findings: readonly Finding[], answers: string | undefined): readonly string[] {
  const failing = findings.filter(({ status }) => status === 'fail');
  const terms = failing.slice(0, NAMED).map((finding) => {
    const { resourceId, expected, observed, changedBy, since } = finding;
    const text = `${resourceId}: ${shownValue(observed, 'nothing')} instead of ${shownValue(expected, 'nothing')}, since ${since ?? 'not known'}, changed by ${authorWords(changedBy)}`;
    const members = memberHtml(finding, answers);
    const from = members === undefined ? '' : `, read from ${members}`;
    return `<dt>Violated by</dt><dd>${proseText(text)}${from}</dd>`;
  });
  return failing.length > NAMED
    ? [...terms, prose('Violated by', `${failing.length - NAMED} more`)]
    : terms;
}
