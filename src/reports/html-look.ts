import { badge } from './html-shapes.ts';
import { htmlText, proseText } from './html-text.ts';
import type { StatusWord } from './status-words.ts';

/** A claim that somebody has to look at, as the list at the top of a page tells it. */
export interface LookedAt {
  readonly anchor: string;
  readonly word: StatusWord;
  readonly id: string;
  readonly summary: string;
  /** What else there is to say in a line; empty for nothing. */
  readonly beside: string;
}

/** So many stand in sight beside the broken ones, which always do. */
const IN_SIGHT = 5;

/** Links to each of them, in the order given; `calm`: what is said where there is none. */
export function lookList(claims: readonly LookedAt[], calm: string): string {
  const head = '<section aria-labelledby="look">\n<h2 id="look">To look at</h2>\n';
  if (claims.length === 0) return `${head}<p>${htmlText(calm)}</p>\n</section>\n`;
  const broken = claims.filter(({ word }) => word.tone === 'bad');
  const others = claims.filter(({ word }) => word.tone !== 'bad');
  const seen = [...broken, ...others.slice(0, IN_SIGHT)];
  const folded = others.slice(IN_SIGHT);
  const rest =
    folded.length === 0
      ? ''
      : `<details class="fold printed"><summary>${folded.length} more: ${wordsOf(folded)}</summary>\n${list(folded)}</details>\n`;
  return `${head}${list(seen)}${rest}</section>\n`;
}

function list(claims: readonly LookedAt[]): string {
  return `<ul class="look">\n${claims.map(item).join('')}</ul>\n`;
}

function item({ anchor, word, id, summary, beside }: LookedAt): string {
  return `<li class="is-${word.shape}">${badge(word)} <a href="#${anchor}">${htmlText(id)}</a><p>${proseText(summary)}</p>${beside === '' ? '' : `<p class="meta">${proseText(beside)}</p>`}</li>\n`;
}

function wordsOf(claims: readonly LookedAt[]): string {
  const words = [...new Set(claims.map(({ word }) => word.word))];
  return words
    .map((each) => `${claims.filter(({ word }) => word.word === each).length} ${each}`)
    .join(', ');
}
