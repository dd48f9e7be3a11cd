import type { Cell } from '#traits/cell.ts';
import { type Said, said } from '#traits/said.ts';

/** Told of each member that is read: its path with `*` for elements of lists; `whole`: everything below it was taken as well. */
export type NoteRead = (path: string, whole: boolean) => void;

/** A cell that says what the given one says, and notes what is asked of it. The cells of a list that a read is begin at the root again. */
export function recordingCell(cell: Cell, note: NoteRead, path = ''): Cell {
  const noted = <A extends readonly unknown[], T>(
    ask: (...given: A) => T,
    whole = false,
  ): ((...given: A) => T) => {
    return (...given) => {
      note(path, whole);
      return ask(...given);
    };
  };
  const inList = (element: Cell): Cell =>
    recordingCell(element, note, path === '' ? '' : `${path}/*`);
  return {
    from: cell.from,
    readAt: cell.readAt,
    at: (below) => recordingCell(cell.at(below), note, joined(path, below)),
    raw: noted(() => cell.raw(), true),
    list: noted(() => mapped(cell.list(), (cells) => cells.map(inList))),
    members: noted(() =>
      mapped(
        cell.members(),
        (cells) =>
          new Map(
            [...cells].map(([key, one]) => [key, recordingCell(one, note, joined(path, key))]),
          ),
      ),
    ),
    isThere: noted(() => cell.isThere()),
    text: noted(() => cell.text()),
    number: noted(() => cell.number()),
    flag: noted(() => cell.flag()),
    past: noted(() => cell.past()),
    earliest: noted(() => cell.earliest()),
    instant: noted(() => cell.instant()),
    pastSeconds: noted(() => cell.pastSeconds()),
    oneOf: (meanings, unset) => {
      note(path, false);
      return cell.oneOf(meanings, unset);
    },
    optionalText: noted(() => cell.optionalText()),
    optionalPast: noted(() => cell.optionalPast()),
    optionalSeconds: noted(() => cell.optionalSeconds()),
    means: (value) => {
      note(path, false);
      return cell.means(value);
    },
    // That something is not understood is said after it was read.
    notUnderstood: (why) => cell.notUnderstood(why),
  };
}

/** A plain value whose members note that they are read, for what looks at rows before they are cells (the ids that a join goes by). */
export function recordingValue(value: unknown, note: NoteRead, path = ''): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return new Proxy(value, {
    get: (target, key) => {
      const member: unknown = Reflect.get(target, key);
      if (typeof key !== 'string' || !Object.hasOwn(target, key)) return member;
      const below = joined(path, key);
      note(below, false);
      return recordingValue(member, note, below);
    },
  });
}

function joined(path: string, below: string): string {
  const keys = below.split('/').map((key) => (/^\d+$/u.test(key) ? '*' : key));
  return [...(path === '' ? [] : [path]), ...keys].join('/');
}

function mapped<T, U>(known: Said<T>, change: (value: T) => U): Said<U> {
  return known.said ? said(change(known.value), known.from) : known;
}
