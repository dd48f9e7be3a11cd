import { headingLine } from './statement-headings.ts';
import { type TextLine, textLines } from './text-lines.ts';

/** A stretch of a statement's text that is shown as one thing; `from` and `to` count characters of the text. */
export type StatementBlock = { readonly from: number; readonly to: number } & (
  | { readonly kind: 'heading'; readonly level: 2 | 3 | 4 }
  | {
      readonly kind: 'item';
      readonly depth: number;
      /** `3.`, which is shown as it was written; null: a bullet. */
      readonly marker: string | null;
    }
  | { readonly kind: 'paragraph' | 'quote' | 'code' | 'rule' }
);

const FENCE = /^\s*(?:```|~~~)/u;
const RULE = /^ {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$/u;
const ITEM = /^(?<indent>\s*)(?<marker>[•●▪◦‣·–*+-]|(?:\d{1,3}|[a-z])[.)])\s+(?=\S)/u;
const QUOTE = /^ {0,3}>\s?/u;

/**
 * The headings, list items and paragraphs of a text as people write it: Markdown, or plain with bullets and numbers. `headings`:
 * where lines begin that are known to be headings. What belongs together (a marked sentence) is never divided, and nothing is left
 * out but the marks themselves.
 */
export function statementBlocks(
  text: string,
  headings: readonly number[],
  together: readonly { readonly from: number; readonly to: number }[],
): readonly StatementBlock[] {
  const lines = textLines(text);
  const known = new Set(headings);
  const isWhole = (place: number): boolean =>
    !together.some(({ from, to }) => from < place && place < to);
  const blocks: StatementBlock[] = [];
  let isNumbered = false;
  for (let at = 0; at < lines.length; ) {
    const line = lines[at];
    if (line === undefined) break;
    const heading = isWhole(line.to + 1) ? headingLine(lines, at, known) : undefined;
    if (line.words.trim() === '') at += 1;
    else if (heading !== undefined) {
      isNumbered ||= heading.isNumbered;
      // Below numbered sections one without a number is a part of them.
      const wanted = heading.depth ?? (isNumbered && !heading.isNumbered ? 3 : 2);
      const { from, to } = heading;
      blocks.push({ kind: 'heading', level: levelBelow(blocks, wanted), from, to });
      at += heading.lines;
    } else if (FENCE.test(line.words) && isWhole(line.to + 1)) {
      const end = lines.findIndex((each, index) => index > at && FENCE.test(each.words));
      const after = end === -1 ? lines.length : end;
      const to = Math.max(lines[after - 1]?.to ?? line.to, line.to + 1);
      if (after > at + 1) blocks.push({ kind: 'code', from: line.to + 1, to });
      at = after + 1;
    } else if (RULE.test(line.words)) {
      blocks.push({ kind: 'rule', from: line.from, to: line.to });
      at += 1;
    } else {
      const after = endOfWords(lines, at, known, isWhole);
      blocks.push(wordsBlock(line, lines[after - 1]?.to ?? line.to));
      at = after;
    }
  }
  return blocks;
}

/** The lines that follow belong to the words until an empty one, or one that begins something of its own. */
function endOfWords(
  lines: readonly TextLine[],
  begin: number,
  known: ReadonlySet<number>,
  isWhole: (place: number) => boolean,
): number {
  let at = begin + 1;
  for (; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined) break;
    const isNew =
      line.words.trim() === '' ||
      [FENCE, RULE, ITEM, QUOTE].some((form) => form.test(line.words)) ||
      headingLine(lines, at, known) !== undefined;
    if (isNew && isWhole(line.from)) break;
  }
  return at;
}

function wordsBlock({ from, words }: TextLine, to: number): StatementBlock {
  const quote = QUOTE.exec(words);
  if (quote !== null) return { kind: 'quote', from: from + quote[0].length, to };
  const item = ITEM.exec(words);
  if (item === null) return { kind: 'paragraph', from, to };
  const { indent = '', marker = '' } = item.groups ?? {};
  const depth = Math.min(3, Math.floor(indent.replaceAll('\t', '    ').length / 3));
  return {
    kind: 'item',
    depth,
    marker: /^[\da-z]/u.test(marker) ? marker : null,
    from: from + item[0].length,
    to,
  };
}

/** No level is left out: who hears a page goes from heading to heading. */
function levelBelow(blocks: readonly StatementBlock[], wanted: number): 2 | 3 | 4 {
  const last = blocks.findLast((block) => block.kind === 'heading');
  const most = last === undefined ? 2 : last.level + 1;
  const level = Math.max(2, Math.min(wanted, most));
  return level === 2 ? 2 : level === 3 ? 3 : 4;
}
