import type { Cell } from '#traits/cell.ts';
import { andThen, type Said } from '#traits/said.ts';

/** The resource that a hub, a queue or a function lies in, by the id of either: only that one is found in an inventory. */
export function outermost(cell: Cell): Said<string> {
  return andThen(cell.text(), (id): Said<string> => {
    const [whole] = /^\/subscriptions\/[^/]+\/.*?\/providers\/[^/]+\/[^/]+\/[^/]+/iu.exec(id) ?? [];
    return whole === undefined
      ? cell.notUnderstood(`${id} is no id of a resource`)
      : cell.means(whole);
  });
}
