import { foldedText } from './folded-text.ts';

/** A claim that is looked for in the text of its statement. */
export interface Placed {
  readonly id: string;
  readonly section: string;
  readonly locator: string;
}

/** A sentence of the text, with the claims that it makes. `from` and `to` count characters of the text. */
export interface MarkedSentence {
  readonly from: number;
  readonly to: number;
  readonly claims: readonly string[];
}

export interface StatementPlaces {
  /** In the order of the text; they do not overlap. */
  readonly sentences: readonly MarkedSentence[];
  /** Where section headings begin. */
  readonly headings: readonly number[];
  /** Ids of claims whose locator does not stand in the text. */
  readonly missing: readonly string[];
}

/**
 * Finds the sentence of each claim: the one with its locator, whatever the case, white space, dashes and quotes. Of several, the
 * one below the claim's own section heading, else the first. Sentences that would overlap become one.
 */
export function statementPlaces(text: string, claims: readonly Placed[]): StatementPlaces {
  const folded = foldedText(text);
  const headings = new Map(claims.map(({ section }) => [section, headingOf(text, section)]));
  const begins = [...headings.values()].filter((at) => at !== undefined);
  const found: MarkedSentence[] = [];
  const missing: string[] = [];
  for (const { id, section, locator } of claims) {
    const places = folded.placesOf(locator);
    const begin = headings.get(section);
    const end = Math.min(text.length, ...begins.filter((at) => at > (begin ?? text.length)));
    const own = places.find(({ from }) => begin !== undefined && from >= begin && from < end);
    const place = own ?? places[0];
    if (place === undefined) missing.push(id);
    else found.push({ ...sentenceAround(text, place.from, place.to), claims: [id] });
  }
  return { sentences: joined(found), headings: begins, missing };
}

/** Where the text below a heading begins. `A, B` is the heading B below the heading A. */
function headingOf(text: string, section: string): number | undefined {
  const whole = lineOf(text, section, 0);
  if (whole !== undefined) return whole;
  const comma = section.lastIndexOf(', ');
  if (comma === -1) return undefined;
  const parent = headingOf(text, section.slice(0, comma));
  if (parent === undefined) return undefined;
  return lineOf(text, section.slice(comma + 2), parent) ?? parent;
}

/** Begin of the first line from `from` on that consists of these words. */
function lineOf(text: string, words: string, from: number): number | undefined {
  const wanted = bare(words);
  let at = 0;
  for (const line of text.split('\n')) {
    if (at >= from && bare(line) === wanted) return at;
    at += line.length + 1;
  }
  return undefined;
}

function bare(line: string): string {
  return foldedText(line)
    .folded.replace(/^[#*\s]+/u, '')
    .replace(/[:*\s]+$/u, '');
}

/** From the end of the sentence before to its own end; a line break ends a sentence, the white space around it is no part. */
function sentenceAround(text: string, from: number, to: number): { from: number; to: number } {
  const before = text.slice(0, from);
  const begin = Math.max(
    before.lastIndexOf('\n') + 1,
    ...[...before.matchAll(/[.!?]\s+/gu)].slice(-1).map((end) => end.index + end[0].length),
  );
  const rest = text.slice(to);
  const length = /[.!?](?=\s|$)|\n/u.exec(rest);
  const end = length === null ? text.length : to + length.index + (length[0] === '\n' ? 0 : 1);
  const sentence = text.slice(begin, end);
  return {
    from: begin + (/^[\s•*-]*/u.exec(sentence)?.[0].length ?? 0),
    to: begin + sentence.trimEnd().length,
  };
}

function joined(sentences: readonly MarkedSentence[]): readonly MarkedSentence[] {
  const result: MarkedSentence[] = [];
  for (const sentence of [...sentences].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last === undefined || sentence.from >= last.to) result.push(sentence);
    else
      result[result.length - 1] = {
        from: last.from,
        to: Math.max(last.to, sentence.to),
        claims: [...last.claims, ...sentence.claims],
      };
  }
  return result;
}
