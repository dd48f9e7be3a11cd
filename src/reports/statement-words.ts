import { htmlText } from './html-text.ts';
import { type InlineRun, inlineRuns } from './statement-inline.ts';
import type { MarkedSentence } from './statement-places.ts';

/** A mark around a sentence: what stands before its words, and what behind them. */
export interface SentenceMark {
  readonly open: string;
  readonly close: string;
}

/** The words of one block with their emphasis, each marked sentence within its mark. Whatever the text says stays text. */
export function blockWords(
  text: string,
  block: { readonly from: number; readonly to: number; readonly isCode: boolean },
  sentences: readonly MarkedSentence[],
  markOf: (sentence: MarkedSentence) => SentenceMark,
): string {
  const { from, to, isCode } = block;
  const plain = { from, to, strong: false, emphasised: false, code: false, address: false };
  const visible = isCode ? [plain] : inlineRuns(text, from, to);
  let shown = '';
  let open: MarkedSentence | undefined;
  for (const run of visible.flatMap((each) => cut(each, sentences))) {
    const sentence = sentences.find((each) => each.from <= run.from && run.to <= each.to);
    if (sentence !== open) {
      if (open !== undefined) shown += markOf(open).close;
      if (sentence !== undefined) shown += markOf(sentence).open;
      open = sentence;
    }
    shown += runWords(text, run, isCode);
  }
  return open === undefined ? shown : shown + markOf(open).close;
}

/** The run in pieces that each lie within one sentence or in none. */
function cut(run: InlineRun, sentences: readonly MarkedSentence[]): readonly InlineRun[] {
  const places = sentences
    .flatMap(({ from, to }) => [from, to])
    .filter((place) => run.from < place && place < run.to);
  const bounds = [run.from, ...new Set(places), run.to];
  return bounds.slice(1).map((to, index) => ({ ...run, from: bounds[index] ?? run.from, to }));
}

function runWords(text: string, run: InlineRun, isCode: boolean): string {
  const words = text.slice(run.from, run.to);
  let shown = isCode ? codeLines(words) : lines(words);
  if (run.code) shown = `<code>${shown}</code>`;
  if (run.emphasised) shown = `<em>${shown}</em>`;
  if (run.strong) shown = `<strong>${shown}</strong>`;
  return run.address ? ` <small>(${shown})</small>` : shown;
}

/** With its line breaks; other white space is the common one, or it would be shown as a code. */
function lines(text: string): string {
  return text
    .split(/\r?\n/u)
    .map((line) => htmlText(line.replaceAll(/[\s\u00ad\ufeff]/gu, ' ')))
    .join('<br>\n');
}

function codeLines(text: string): string {
  return text
    .split(/\r?\n/u)
    .map((line) => htmlText(line.replaceAll(/[\t\u00a0]/gu, '  ')))
    .join('\n');
}
