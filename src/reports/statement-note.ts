import type { Statement } from '#domain/document.ts';
import type { Finding } from '#domain/finding.ts';
import type { ClaimResult } from '#domain/scan.ts';
import { FINDING_STATUSES } from '#domain/status.ts';
import { shownValue } from '#domain/visible-text.ts';
import type { ClaimPeriod } from '#history/period-report.ts';
import { badge } from './html-shapes.ts';
import { exactText, htmlText, proseText } from './html-text.ts';
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
  },
): string {
  const { claim, result } = noted;
  const word = wordOf(noted);
  const terms: (readonly [string, string])[] = [];
  if (about.isAlone) terms.push(['Section', claim.section], ['Words', claim.locator]);
  if (result === undefined)
    terms.push(['Why', 'The scan did not look at this claim: nothing is known of it.']);
  else {
    terms.push(['Since', result.since ?? 'not known']);
    if (result.reason !== null) terms.push(['Why', result.reason]);
    if (result.attestation?.given)
      terms.push([
        'Vouched for',
        `by ${result.attestation.given.by} on ${result.attestation.given.date}, until ${result.attestation.validUntil ?? 'not known'}: ${result.attestation.given.proof}`,
      ]);
    terms.push(['Evidence', evidenceWords(result.findings)]);
    terms.push(...violations(result.findings));
    const unread = result.findings.filter(({ status }) => status === 'unknown');
    if (unread.length > 0)
      terms.push(['Not known', `${unread.length} findings; first: ${unread[0]?.reason ?? ''}`]);
  }
  const { period } = about;
  if (period !== undefined) {
    terms.push(['Before', lengthsSentence(period)]);
    const end = period.timeline.at(-1)?.to ?? '';
    for (const spell of period.spells) terms.push(['Broken', spellSentence(spell, end)]);
  }
  const shown = terms.map(
    ([label, text]) =>
      `<dt>${label}</dt>${label === 'Evidence' ? `<dd class="exact">${exactText(text)}</dd>` : `<dd>${proseText(text)}</dd>`}`,
  );
  // Of what is broken all is in sight; the rest unfolds in place.
  const isOpen = word.tone === 'bad' || about.isAlone ? ' open' : '';
  return `<div class="finding" id="${about.anchor}" data-status="${word.shape}"><details class="printed"${isOpen}><summary>${badge(word)} <strong>${htmlText(claim.id)}</strong> ${proseText(claim.summary)}</summary><dl>${shown.join('')}</dl></details></div>\n`;
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

function violations(findings: readonly Finding[]): readonly (readonly [string, string])[] {
  const failing = findings.filter(({ status }) => status === 'fail');
  const terms = failing.slice(0, NAMED).map((finding) => {
    const { resourceId, expected, observed, changedBy, since } = finding;
    return [
      'Violated by',
      `${resourceId}: ${shownValue(observed, 'nothing')} instead of ${shownValue(expected, 'nothing')}, since ${since ?? 'not known'}, changed by ${authorWords(changedBy)}`,
    ] as const;
  });
  return failing.length > NAMED
    ? [...terms, ['Violated by', `${failing.length - NAMED} more`] as const]
    : terms;
}
