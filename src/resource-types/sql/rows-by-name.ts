import type { Cell } from '#traits/cell.ts';
import { andThen, everyOne, map, type Said, said } from '#traits/said.ts';

/** The rows of a whole list that are about one name, whatever its case. */
export type RowsOfName = (list: Cell, name: string) => Said<readonly Cell[]>;

/**
 * Finds the rows of a list by the name that each says at `member`. A list is gone through once, however many names are asked for. A row
 * that does not say its name may be anybody's: then no name's rows are known. That no other row is about a name is shown by the list as a
 * whole, not by each of its rows.
 */
export function rowsByName(member: string): RowsOfName {
  const known = new WeakMap<Cell, Said<ReadonlyMap<string, readonly Cell[]>>>();
  return (list, name) => {
    const index = known.get(list) ?? indexOf(list, member);
    known.set(list, index);
    return andThen(index, (byName) => {
      const own = byName.get(name.toLowerCase()) ?? [];
      return map(everyOne(own.map((row) => row.at(member).text())), () => own);
    });
  };
}

function indexOf(list: Cell, member: string): Said<ReadonlyMap<string, readonly Cell[]>> {
  return andThen(list.list(), (rows) => {
    const byName = new Map<string, Cell[]>();
    for (const row of rows) {
      const name = row.at(member).text();
      if (!name.said) return name;
      const key = name.value.toLowerCase();
      const others = byName.get(key);
      if (others === undefined) byName.set(key, [row]);
      else others.push(row);
    }
    return said(byName, list.from);
  });
}
