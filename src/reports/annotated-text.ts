import { claimAnchor } from './html-anchor.ts';
import { htmlText } from './html-text.ts';
import { type StatementBlock, statementBlocks } from './statement-blocks.ts';
import { type NotedClaim, wordOf } from './statement-note.ts';
import { type MarkedSentence, statementPlaces } from './statement-places.ts';
import { blockWords, type SentenceMark } from './statement-words.ts';

/** The text of a statement as it reads, its headings, lists and emphasis shown as such; each claim marked, with its note below. */
export function* annotatedText(
  text: string,
  claims: readonly NotedClaim[],
  noteOf: (claim: NotedClaim, isAlone: boolean) => string,
): Generator<string> {
  const noted = new Map(claims.map((each) => [each.claim.id, each]));
  const notes = (ids: readonly string[], isAlone: boolean): string =>
    ids
      .map((id) => noted.get(id))
      .filter((each) => each !== undefined)
      .map((each) => noteOf(each, isAlone))
      .join('');
  const placed = claims.map(({ claim }) => claim);
  const { sentences, headings, missing } = statementPlaces(text, placed);
  const untold = new Set(sentences);
  let list = '';
  yield '<div class="statement">\n';
  for (const block of statementBlocks(text, headings, sentences)) {
    const inside = sentences.filter(({ from, to }) => from < block.to && to > block.from);
    const words = blockWords(text, { ...block, isCode: block.kind === 'code' }, inside, (each) =>
      markOf(each, noted),
    );
    const told = inside.filter((each) => untold.delete(each));
    const below = notes(
      told.flatMap(({ claims: ids }) => ids),
      false,
    );
    const wanted = listOf(block);
    if (wanted !== list) yield `${list === '' ? '' : '</ul>\n'}${wanted}`;
    list = wanted;
    yield shownBlock(block, words, below);
  }
  yield `${list === '' ? '' : '</ul>\n'}</div>\n`;
  // No note is lost, wherever its words stand.
  yield notes(
    [...untold].flatMap(({ claims: ids }) => ids),
    true,
  );
  if (missing.length === 0) return;
  yield `<h2>Not found in the text</h2>
<p>The words by which these claims are known do not stand in this text: it is another version, or the claim must be read anew.</p>\n`;
  yield notes(missing, true);
}

function listOf(block: StatementBlock): string {
  if (block.kind !== 'item') return '';
  return block.marker === null ? '<ul>\n' : '<ul class="numbered">\n';
}

function shownBlock(block: StatementBlock, words: string, notes: string): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${words}</h${block.level}>\n${notes}`;
    case 'item': {
      const deep = block.depth === 0 ? '' : ` class="deep-${block.depth}"`;
      const marker = block.marker === null ? '' : `${htmlText(block.marker)} `;
      return `<li${deep}>${marker}${words}\n${notes}</li>\n`;
    }
    case 'quote':
      return `<blockquote>${words}</blockquote>\n${notes}`;
    case 'code':
      return `<pre>${words}</pre>\n${notes}`;
    case 'rule':
      return `<hr>\n${notes}`;
    case 'paragraph':
      return `<p class="words">${words}</p>\n${notes}`;
  }
}

/** A mark looks good only when every claim that it makes is verified, and vouched for only when each is at least that. */
function markOf({ claims }: MarkedSentence, noted: ReadonlyMap<string, NotedClaim>): SentenceMark {
  const tones = claims.map((id) => {
    const each = noted.get(id);
    return each === undefined ? 'unsure' : wordOf(each).tone;
  });
  const tone =
    (['bad', 'unsure', 'fair', 'vouched'] as const).find((each) => tones.includes(each)) ?? 'good';
  const links = claims.map((id) => `<a href="#${claimAnchor(id)}">${htmlText(id)}</a>`);
  return { open: `<mark class="${tone}">`, close: `</mark> <small>[${links.join(', ')}]</small>` };
}
