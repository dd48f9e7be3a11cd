import type { Change } from '#domain/change.ts';
import type { Finding } from '#domain/finding.ts';
import { endInWords } from '#domain/finding-end.ts';
import type { Instant } from '#domain/instant.ts';
import type { Digest } from '#domain/reading.ts';
import type { ClaimResult } from '#domain/scan.ts';
import { shownValue, visibleText } from '#domain/visible-text.ts';
import { findingLines } from './finding-lines.ts';
import { createPaint } from './paint.ts';
import { CLAIM_WORDS, FINDING_WORDS } from './status-words.ts';

/** An answer of Azure that something rests on. */
interface ExplainedExchange {
  readonly digest: Digest;
  readonly url: string;
  readonly at: Instant;
}

/** Everything that is known about one claim, check or resource. */
export interface Explanation {
  readonly subject: 'claim' | 'check' | 'resource';
  readonly id: string;
  /** In words: the check's title and rationale, the claim's section and locator; free lines. */
  readonly description: readonly string[];
  readonly claims: readonly ClaimResult[];
  readonly findings: readonly Finding[];
  /** Oldest or newest first: they are put in order here. */
  readonly changes: readonly Change[];
  readonly exchanges: readonly ExplainedExchange[];
}

const HAPPENED: Readonly<Record<Change['kind'], string>> = {
  'found-failing': 'was found failing',
  'started-failing': 'started failing',
  'stopped-failing': 'stopped failing',
  'became-unreadable': 'became unreadable',
  'readable-again': 'was readable again',
  'value-changed': 'changed its value',
  appeared: 'appeared',
  gone: 'was seen to be gone',
  'left-scope': 'left the scope',
  'not-claimed': 'is no longer claimed',
};

/** Text for `posture explain`: what it is, how it stands, what happened to it (newest first), which answers show it. */
export function renderExplanation(
  explanation: Explanation,
  options: { readonly colour?: boolean } = {},
): string {
  const paint = createPaint(options.colour ?? false);
  const { subject, id, description, claims, findings, changes, exchanges } = explanation;
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', paint.strong(title), ...lines];
  const lines = [
    paint.strong(`${subject} ${id}`),
    ...description.map((line) => `  ${visibleText(line)}`),
    ...section(
      'Claims',
      claims.map((claim) => {
        const why = claim.reason === null ? '' : `: ${visibleText(claim.reason)}`;
        const since = claim.since === null ? '' : visibleText(` since ${claim.since}`);
        const text = visibleText(
          `${claim.id} (${claim.document}, ${claim.severity}): ${claim.summary}`,
        );
        return `  ${text}\n    ${paint.status(CLAIM_WORDS[claim.status])}${since}${why}`;
      }),
    ),
    ...section(
      'Findings',
      findings.flatMap((finding) => [
        `  ${paint.status(FINDING_WORDS[finding.status])}  ${visibleText(finding.claim)}`,
        ...findingLines(finding).map(([label, text]) => `    ${label.padEnd(9)} ${text}`),
      ]),
    ),
    ...section('History', [...changes].sort(newestFirst).flatMap(historyLines)),
    ...section(
      'Answers of Azure',
      exchanges.map(
        ({ digest, url, at }) => `  ${visibleText(at)}  ${digest}\n    ${visibleText(url)}`,
      ),
    ),
  ];
  if (claims.length + findings.length + changes.length === 0)
    lines.push('', 'Nothing was seen of it yet.');
  return `${lines.join('\n')}\n`;
}

function newestFirst(a: Change, b: Change): number {
  return a.at < b.at ? 1 : a.at > b.at ? -1 : 0;
}

function historyLines({ kind, at, finding, before, ended }: Change): string[] {
  const was = before === null ? '' : ` (before: ${shownValue(before.observed, 'not known')})`;
  const now =
    kind === 'gone' || kind === 'left-scope' || kind === 'not-claimed'
      ? ''
      : `: ${shownValue(finding.observed, 'not known')}`;
  const author = finding.changedBy;
  const who =
    author === null ? [] : [`    by ${visibleText(author.by)} at ${visibleText(author.at)}`];
  return [
    `  ${visibleText(at)}  ${visibleText(finding.resourceId)} ${HAPPENED[kind]}${now}${was} [${visibleText(`${finding.claim}, ${finding.check}`)}]`,
    ...(ended === undefined ? [] : [`    ${visibleText(endInWords(ended))}`]),
    ...who,
  ];
}
