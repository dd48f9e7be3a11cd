import type { TextLine } from './text-lines.ts';

/** A heading of a statement's text. */
export interface HeadingLine {
  /** Of its words, without the marks; they count characters of the text. */
  readonly from: number;
  readonly to: number;
  /** Lines that it takes. */
  readonly lines: 1 | 2;
  /** As its marks or its number say, 2 for the highest; undefined: they say nothing. */
  readonly depth: number | undefined;
  readonly isNumbered: boolean;
}

const MARKED = /^(?<marks> {0,3}(?<level>#{1,6})\s+)(?<words>\S.*?)\s*#*\s*$/u;
const UNDERLINE = /^ {0,3}(?:=+|-{2,})\s*$/u;
const NUMBERED = /^\s*\d{1,3}(?<deeper>(?:\.\d{1,3})*)[.)]?\s+\S/u;
const ITEM = /^\s*(?:[•●▪◦‣·–*+>|-]|[a-z][.)])\s/u;

/** A line that stands alone, is short, begins with a capital and ends no sentence reads as a heading. */
const ALONE = /^(?:[\p{Lu}\d]|\*\*).{0,78}[^.:;,!?…|\s]\s*$/u;

/** The heading that the line at this place is; undefined: it is none. `known`: where lines begin that certainly are. */
export function headingLine(
  lines: readonly TextLine[],
  at: number,
  known: ReadonlySet<number>,
): HeadingLine | undefined {
  const line = lines[at];
  if (line === undefined || line.words.trim() === '') return undefined;
  const { from, to, words } = line;
  const marked = MARKED.exec(words)?.groups;
  const isNumbered = NUMBERED.test(marked?.['words'] ?? words);
  if (marked !== undefined) {
    const begin = from + (marked['marks'] ?? '').length;
    return {
      from: begin,
      to: begin + (marked['words'] ?? '').length,
      lines: 1,
      depth: Math.max(2, (marked['level'] ?? '').length),
      isNumbered,
    };
  }
  const under = lines[at + 1]?.words ?? '';
  if (UNDERLINE.test(under) && !UNDERLINE.test(words) && !ITEM.test(words))
    return { from, to, lines: 2, depth: under.includes('=') ? 2 : 3, isNumbered };
  if (!known.has(from) && !looksLikeOne(lines, at, isNumbered)) return undefined;
  const deeper = NUMBERED.exec(words)?.groups?.['deeper'] ?? '';
  const depth = isNumbered ? 2 + deeper.split('.').length - 1 : undefined;
  return { from, to, lines: 1, depth, isNumbered };
}

function looksLikeOne(lines: readonly TextLine[], at: number, isNumbered: boolean): boolean {
  const words = lines[at]?.words ?? '';
  const isAlone = isEmpty(lines[at - 1]) && isEmpty(lines[at + 1]);
  if (!isAlone || ITEM.test(words) || !ALONE.test(words)) return false;
  const before = lines.slice(0, at).findLast((each) => !isEmpty(each));
  const after = lines.slice(at + 1).find((each) => !isEmpty(each));
  // The last line of all heads nothing, and numbers that follow each other are a list.
  if (after === undefined) return false;
  return !isNumbered || ![before, after].some((each) => NUMBERED.test(each?.words ?? ''));
}

function isEmpty(line: TextLine | undefined): boolean {
  return line === undefined || line.words.trim() === '';
}
