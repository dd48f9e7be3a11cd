import { join } from '#traits/said.ts';
import type { Translation } from '#traits/trait.ts';
import type { Item } from './judge-items.ts';

/**
 * What a resource says of a trait in several pieces, as one. What is judged elsewhere is so as a whole; a piece that is not said makes
 * the whole not said, for nobody knows what it would have held; a piece that does not bear on it leaves the others.
 */
export function joinTranslations(said: readonly Translation<Item>[]): Translation<Item> {
  const [only] = said;
  if (said.length === 1 && only !== undefined) return only;
  const isItems = (one: Translation<Item>): one is readonly Item[] => Array.isArray(one);
  const others = said.filter((one) => !isItems(one));
  const elsewhere = others.find((one) => 'elsewhere' in one);
  if (elsewhere !== undefined) return elsewhere;
  const lost = others.filter((one) => 'why' in one);
  const [first] = lost;
  if (first !== undefined) return { ...first, from: join(lost.map(({ from }) => from)) };
  const items = said.filter(isItems).flat();
  return items.length > 0 || others[0] === undefined ? items : others[0];
}
