import type { Statement } from '#domain/document.ts';
import type { ScanResult } from '#domain/scan.ts';
import { CLAIM_STATUSES } from '#domain/status.ts';
import type { ClaimPeriod } from '#history/period-report.ts';
import { annotatedText } from './annotated-text.ts';
import { claimAnchor } from './html-anchor.ts';
import { TO_LOOK_AT } from './html-claim.ts';
import { type Filters, filterChoices, filterRules } from './html-filter.ts';
import { lookList } from './html-look.ts';
import { pageEnd, pageHead } from './html-page.ts';
import { badge } from './html-shapes.ts';
import { htmlText, proseText } from './html-text.ts';
import { stretchWord } from './period-words.ts';
import { claimNote, type NotedClaim, wordOf } from './statement-note.ts';
import { CLAIM_WORDS } from './status-words.ts';

/** What an annotated statement is made of. */
export interface AnnotatedStatement {
  readonly statement: Pick<Statement, 'id' | 'title' | 'publisher' | 'published' | 'claims'>;
  /** The scan that is told of, and the name of its snapshot; null: it was kept in none. */
  readonly result: ScanResult;
  readonly snapshot: string | null;
  /** Where its answers lie, as seen from the page (`../raw/`); absent: they are not at hand. */
  readonly answers?: string;
  /** The statement's own text; null: it is not at hand. */
  readonly text: string | null;
  /** What each claim was before, by its id; may be empty. */
  readonly periods: ReadonlyMap<string, ClaimPeriod>;
}

/**
 * The published statement as one page that needs nothing else, each claim marked in place with its status and what it rests on.
 * Without the text, and for claims whose words do not stand in it: by section and summary.
 */
export function* statementHtml(input: AnnotatedStatement): Generator<string> {
  const { statement, result, text } = input;
  const noted: readonly NotedClaim[] = statement.claims.map((claim) => ({
    claim,
    result: result.claims.find((each) => each.document === statement.id && each.id === claim.id),
  }));
  const filters = filtersOf(noted);
  yield pageHead({
    title: `${statement.title}: what is verified of it`,
    kind: 'Annotated statement',
    style: filterRules(filters),
  });
  yield introduction(input, noted, filters);
  yield lookList(
    worstFirst(noted).map(lookedAt),
    noted.length === 0
      ? 'It makes no claim.'
      : 'No claim is broken, unverified, expired or vacuous.',
  );
  yield '<div class="claims">\n';
  yield filterChoices(filters);
  if (text === null) {
    yield '<p>The statement’s own text was not at hand: its claims follow by section.</p>\n';
    yield* bySection(input, noted);
  } else yield* annotatedText(text, noted, (each, isAlone) => note(input, each, isAlone));
  yield '</div>\n';
  yield pageEnd(
    `Made by ${result.scan.tool.name} ${result.scan.tool.version}. Marks and notes are not part of the statement.`,
  );
}

function introduction(
  { statement, result, snapshot }: AnnotatedStatement,
  noted: readonly NotedClaim[],
  { statuses }: Filters,
): string {
  const published = [statement.publisher, statement.published].filter((word) => word !== undefined);
  const counts = statuses.map(({ word, count }) => `<li>${count} ${badge(word)}</li>`);
  const unread = result.scan.subscriptions
    .filter(({ status }) => status !== 'complete')
    .map(({ id, status }) => `${id} (${status})`);
  const holding = noted.filter((each) => each.result?.status === 'holds').length;
  return `<p class="kind">${proseText(published.join(', '))}</p>
<p class="overall">${htmlText(`Of ${noted.length} claims ${holding} were verified and hold.`)}</p>
<p class="meta">${proseText(`By the scan ${result.scan.id} that ended at ${result.scan.finishedAt}; ${snapshot === null ? 'it was kept in no snapshot' : `its evidence is the snapshot ${snapshot}`}.`)}</p>
<ul class="totals">${counts.join('')}</ul>
${unread.length === 0 ? '' : `<p>${htmlText(`Not all could be read of: ${unread.join(', ')}.`)}</p>\n`}</header>
<main id="main">
`;
}

function filtersOf(noted: readonly NotedClaim[]): Filters {
  const words = [...CLAIM_STATUSES.map((status) => CLAIM_WORDS[status]), stretchWord('not-known')];
  return {
    statuses: words.flatMap((word) => {
      const count = noted.filter((each) => wordOf(each).shape === word.shape).length;
      return count === 0 ? [] : [{ word, count }];
    }),
    documents: [],
    pairs: new Set(),
  };
}

/** What somebody has to look at; what the scan did not look at, last. */
function worstFirst(noted: readonly NotedClaim[]): readonly NotedClaim[] {
  const rank = ({ result }: NotedClaim): number =>
    result === undefined ? CLAIM_STATUSES.length : CLAIM_STATUSES.indexOf(result.status);
  return noted
    .filter(({ result }) => result === undefined || TO_LOOK_AT.has(result.status))
    .sort((a, b) => rank(a) - rank(b));
}

function lookedAt(each: NotedClaim) {
  const { claim, result } = each;
  return {
    anchor: claimAnchor(claim.id),
    word: wordOf(each),
    id: claim.id,
    summary: claim.summary,
    beside: result === undefined ? '' : `since ${result.since ?? 'not known'}`,
  };
}

function* bySection(input: AnnotatedStatement, noted: readonly NotedClaim[]): Generator<string> {
  const sections = [...new Set(noted.map(({ claim }) => claim.section))];
  for (const section of sections) {
    yield `<h2>${htmlText(section)}</h2>\n`;
    for (const each of noted.filter(({ claim }) => claim.section === section))
      yield note(input, each, true);
  }
}

function note(input: AnnotatedStatement, noted: NotedClaim, isAlone: boolean): string {
  return claimNote(noted, {
    anchor: claimAnchor(noted.claim.id),
    period: input.periods.get(noted.claim.id),
    answers: input.answers,
    isAlone,
  });
}
