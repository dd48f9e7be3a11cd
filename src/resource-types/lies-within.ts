import { parentId } from '#domain/resource-id.ts';
import type { Cell } from '#traits/cell.ts';
import { type Place, placeOfResource } from '#traits/place.ts';
import type { About } from './define-resource-type.ts';

/** Where a child lies that names no region: in its parent, which is asked for its copies. `what`: in words, e.g. `cluster of the database`. */
export function liesWithin(own: Cell, { id }: About, what: string): Place {
  const parent = parentId(id) ?? id;
  return { ...placeOfResource('primary', what, own.means(parent)), keptIn: parent };
}
