import type { Statement } from '#domain/document.ts';
import type { ClaimResult, ScanResult } from '#domain/scan.ts';
import { CLAIM_STATUSES } from '#domain/status.ts';
import type { ClaimPeriod } from '#period/period-report.ts';
import { badge, PAGE_END, pageHead } from './html-page.ts';
import { htmlText } from './html-text.ts';
import { claimNote, type NotedClaim } from './statement-note.ts';
import { statementPlaces } from './statement-places.ts';
import { CLAIM_WORDS } from './status-words.ts';

/** What an annotated statement is made of. */
export interface AnnotatedStatement {
  readonly statement: Pick<Statement, 'id' | 'title' | 'publisher' | 'published' | 'claims'>;
  /** The scan that is told of, and the name of its snapshot; null: it was kept in none. */
  readonly result: ScanResult;
  readonly snapshot: string | null;
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
  const noted = new Map<string, NotedClaim>(
    statement.claims.map((claim) => [
      claim.id,
      {
        claim,
        result: result.claims.find(
          (each) => each.document === statement.id && each.id === claim.id,
        ),
      },
    ]),
  );
  yield pageHead(`${statement.title}: what is verified of it`);
  yield introduction(input, [...noted.values()]);
  if (text === null) {
    yield '<p>The statement’s own text was not at hand: its claims follow by section.</p>\n';
    yield* bySection(input, [...noted.values()]);
  } else yield* annotatedText(input, text, noted);
  yield PAGE_END;
}

function introduction(input: AnnotatedStatement, noted: readonly NotedClaim[]): string {
  const { statement, result, snapshot } = input;
  const published = [statement.publisher, statement.published].filter((word) => word !== undefined);
  const counts = CLAIM_STATUSES.flatMap((status) => {
    const count = noted.filter((each) => each.result?.status === status).length;
    return count === 0 ? [] : [`<li>${count} ${badge(CLAIM_WORDS[status])}</li>`];
  });
  const unseen = noted.filter((each) => each.result === undefined).length;
  if (unseen > 0) counts.push(`<li>${unseen} not looked at by this scan</li>`);
  const unread = result.scan.subscriptions
    .filter(({ status }) => status !== 'complete')
    .map(({ id, status }) => `${id} (${status})`);
  const holding = noted.filter((each) => each.result?.status === 'holds').length;
  return `<p>${htmlText(published.join(', '))}</p>
<p>${htmlText(`Of ${noted.length} claims ${holding} were verified and hold, by the scan ${result.scan.id} that ended at ${result.scan.finishedAt}; ${snapshot === null ? 'it was kept in no snapshot' : `its evidence is the snapshot ${snapshot}`}.`)}</p>
<ul class="totals">${counts.join('')}</ul>
${unread.length === 0 ? '' : `<p>${htmlText(`Not all could be read of: ${unread.join(', ')}.`)}</p>\n`}`;
}

function* annotatedText(
  input: AnnotatedStatement,
  text: string,
  noted: ReadonlyMap<string, NotedClaim>,
): Generator<string> {
  const { sentences, headings, missing } = statementPlaces(text, input.statement.claims);
  let at = 0;
  yield '<div class="statement">\n';
  while (at < text.length) {
    // A paragraph ends at an empty line, but never within a marked sentence.
    const end = paragraphEnd(text, at, sentences);
    const inside = sentences.filter(({ from }) => from >= at && from < end);
    let from = at;
    let paragraph = '';
    for (const sentence of inside) {
      const tones = sentence.claims.map((id) => noted.get(id)?.result?.status);
      const marks = sentence.claims.map((id) => `<a href="#${anchor(id)}">${htmlText(id)}</a>`);
      paragraph += `${lines(text.slice(from, sentence.from))}<mark class="${toneOf(tones)}">${lines(text.slice(sentence.from, sentence.to))}</mark> <small>[${marks.join(', ')}]</small>`;
      from = sentence.to;
    }
    paragraph += lines(text.slice(from, end));
    const words = paragraph.replaceAll(/^(?:<br>|\s)+|(?:<br>|\s)+$/gu, '');
    const isHeading =
      !words.includes('<') && headings.some((heading) => heading >= at && heading < end);
    if (words !== '') yield isHeading ? `<h2>${words}</h2>\n` : `<p class="words">${words}</p>\n`;
    for (const id of inside.flatMap(({ claims }) => claims))
      yield note(input, noted.get(id), false);
    at = end;
  }
  yield '</div>\n';
  if (missing.length === 0) return;
  yield `<h2>Not found in the text</h2>
<p>The words by which these claims are known do not stand in this text: it is another version, or the claim must be read anew.</p>\n`;
  for (const id of missing) yield note(input, noted.get(id), true);
}

function paragraphEnd(
  text: string,
  at: number,
  sentences: readonly { readonly from: number; readonly to: number }[],
): number {
  let from = at;
  for (;;) {
    const found = /\n[^\S\n]*\n/u.exec(text.slice(from));
    if (found === null) return text.length;
    const end = from + found.index + found[0].length;
    const around = sentences.find((each) => each.from < end && end < each.to);
    if (around === undefined) return end;
    from = around.to;
  }
}

function* bySection(input: AnnotatedStatement, noted: readonly NotedClaim[]): Generator<string> {
  const sections = [...new Set(noted.map(({ claim }) => claim.section))];
  for (const section of sections) {
    yield `<h2>${htmlText(section)}</h2>\n`;
    for (const each of noted.filter(({ claim }) => claim.section === section))
      yield note(input, each, true);
  }
}

function note(input: AnnotatedStatement, noted: NotedClaim | undefined, isAlone: boolean): string {
  if (noted === undefined) return '';
  return claimNote(noted, {
    anchor: anchor(noted.claim.id),
    period: input.periods.get(noted.claim.id),
    isAlone,
  });
}

/** A mark looks good only when every claim that it makes is verified or vouched for. */
function toneOf(statuses: readonly (ClaimResult['status'] | undefined)[]): string {
  const tones = statuses.map((status) =>
    status === undefined ? 'unsure' : CLAIM_WORDS[status].tone,
  );
  return (['bad', 'unsure', 'fair'] as const).find((tone) => tones.includes(tone)) ?? 'good';
}

/** The text of a paragraph with its line breaks; other white space is the common one, or it would be shown as a code. */
function lines(text: string): string {
  return text
    .split(/\r?\n/u)
    .map((line) => htmlText(line.replaceAll(/[\s\u00ad\ufeff]/gu, ' ')))
    .join('<br>\n');
}

function anchor(id: string): string {
  return `claim-${id.replaceAll(/[^\w.-]/gu, '_')}`;
}
