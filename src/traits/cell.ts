import { type Instant, isInstantAfter } from '#domain/instant.ts';
import type { Member, Unavailable } from '#domain/reading.ts';
import { type NotSaid, notSaid, type Said, said } from './said.ts';
import { silentCell } from './silent-cell.ts';
import {
  escape,
  hasPassed,
  instantOfSeconds,
  isInstantText,
  isObject,
  isWord,
  shown,
} from './understood.ts';

/** What a missing member means, where Azure documents it; the source is shown with the verdict's reason. */
export interface Unset<T> {
  readonly means: T;
  readonly source: string;
}

/**
 * A place in a recorded body: the only thing that makes a `Said`. A cell of an answer that could not be read, or below a member
 * that is missing, says nothing, and says why.
 */
export interface Cell {
  /** The place itself; below a missing member the nearest one that is there, so that an auditor finds it. */
  readonly from: readonly Member[];
  /** When the answer arrived, milliseconds since the epoch; 0 where there is none. */
  readonly readAt: number;
  /** The member at a path such as `properties/encryption/keySource`. */
  at(path: string): Cell;
  /** Whether the answer was read and has the member, null counting as absent; not said where it could not be read. */
  isThere(): Said<boolean>;
  /** The member as Azure sent it. */
  raw(): Said<unknown>;
  text(): Said<string>;
  /** A finite number. */
  number(): Said<number>;
  flag(): Said<boolean>;
  /** An instant that has passed: one in the future (beyond an hour of clock difference) is not understood. */
  past(): Said<Instant>;
  /** The first point of a time that reaches up to now: as `past`, and not before there was an Azure. */
  earliest(): Said<Instant>;
  /** An instant of any time. */
  instant(): Said<Instant>;
  /** As `past`, of seconds since the epoch, as Key Vault writes times. */
  pastSeconds(): Said<Instant>;
  /** The elements of a list, each at its own place. Of a read that is a whole list: its elements. */
  list(): Said<readonly Cell[]>;
  /** The members of an object, by name. */
  members(): Said<ReadonlyMap<string, Cell>>;
  /**
   * One of the values that are understood; everything else that Azure says is not said. Texts are compared without case; `true`, `false`
   * and whole numbers stand for themselves and not for texts of the same letters. `unset` counts only where the object that the member
   * stands in was sent.
   */
  oneOf<T>(meanings: Readonly<Record<string, T>>, unset?: Unset<T>): Said<T>;
  /** The text, or null where the member is absent from what it stands in, and absence is an answer of its own (no partner, no key). */
  optionalText(): Said<string | null>;
  optionalPast(): Said<Instant | null>;
  optionalSeconds(): Said<Instant | null>;
  /** What the presence of this member means by Azure's documentation, whatever it says; the translator's comment names the source. */
  means<T>(value: T): Said<T>;
  /** Not said, at this place, for a reason of the translator's. */
  notUnderstood(why: string): NotSaid;
}

/** One recorded element (an item, an element of a list), and where it stands. */
export interface RecordedValue {
  readonly value: unknown;
  readonly at: Member;
  /** Milliseconds since the epoch. */
  readonly readAt: number;
  /** The same by Azure's own clock, where it said so; what is yet to come is told by it. */
  readonly answeredAt?: number | undefined;
}

/** The first instant of the year 2010, before which there was no Azure. */
const FIRST_DAY_MS = 1_262_304_000_000;

/** The cell of one recorded value. */
export function cellOf(recorded: RecordedValue): Cell {
  return makeCell({
    value: recorded.value,
    member: recorded.at,
    pointer: recorded.at.pointer,
    readAt: recorded.readAt,
    now: recorded.answeredAt ?? recorded.readAt,
    label: '',
    missing: false,
    orphan: false,
    isWithinStrange: false,
  });
}

/** The cell of a whole list that was read page by page. `evidence`: of its pages, for a list without any element. */
export function listCell(
  rows: readonly RecordedValue[],
  pages: readonly Member[],
  readAt: number,
): Cell {
  const base = makeCell({
    value: rows.map(({ value }) => value),
    member: pages[0] ?? rows[0]?.at,
    pointer: '',
    readAt,
    now: readAt,
    label: '',
    missing: false,
    orphan: false,
    isWithinStrange: false,
  });
  const from = pages.length > 0 ? pages : rows.map(({ at }) => at);
  let elements: Said<readonly Cell[]> | undefined;
  return { ...base, from, list: () => (elements ??= said(rows.map(cellOf), from)) };
}

/** The cell of what could not be read: every question is answered with the reason. */
export function unreadCell(why: Unavailable): Cell {
  const grant =
    why.permission === null || why.code !== 'AuthorizationFailed'
      ? ''
      : ` Grant ${why.permission} (see posture permissions).`;
  const from = why.evidence.map((evidence) => ({ evidence, pointer: '' }));
  const reason = `${why.detail.replace(/\.?$/u, '.')}${grant}`;
  const { code, permission, asleep } = why;
  return silentCell(
    notSaid(reason, from, { code, permission, ...(asleep === undefined ? {} : { asleep }) }),
  );
}

/** The cell of what was not asked for on purpose, and why. */
export function unaskedCell(why: string): Cell {
  return silentCell(notSaid(why));
}

interface Spot {
  readonly value: unknown;
  /** The nearest member that is there; undefined: the answer has no body of its own. */
  readonly member: Member | undefined;
  readonly pointer: string;
  readonly readAt: number;
  /** When Azure made the answer. */
  readonly now: number;
  /** The path from the element's root, for reasons. */
  readonly label: string;
  readonly missing: boolean;
  /** The member that it would stand in is missing too: its absence then means nothing. */
  readonly orphan: boolean;
  /** What it would stand in has another form: whether it is there is not known. */
  readonly isWithinStrange: boolean;
}

function makeCell(spot: Spot): Cell {
  const from = spot.member === undefined ? [] : [spot.member];
  const name = spot.label === '' ? 'the answer' : spot.label;
  const absent = (): NotSaid => notSaid(`Azure does not say ${name}`, from);
  const strange = (): NotSaid =>
    notSaid(`What Azure says of ${name} is not understood: ${shown(spot.value)}`, from);
  const isAbsent = spot.value === undefined || spot.value === null;
  const isMeantToBeAbsent = isAbsent && !spot.orphan;

  function read<T>(understand: (value: unknown) => T | undefined): Said<T> {
    if (isAbsent) return absent();
    const value = understand(spot.value);
    return value === undefined ? strange() : said(value, from);
  }

  const cell: Cell = {
    from,
    readAt: spot.readAt,
    at: (path) => below(spot, path.split('/')),
    isThere: () =>
      spot.isWithinStrange
        ? notSaid(`What Azure says around ${name} is not understood`, from)
        : said(!isAbsent, from),
    raw: () => (isAbsent ? absent() : said(spot.value, from)),
    text: () => read((value) => (typeof value === 'string' && value !== '' ? value : undefined)),
    number: () =>
      read((value) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined)),
    flag: () => read((value) => (typeof value === 'boolean' ? value : undefined)),
    past: () => read((value) => (hasPassed(value, spot.now) ? value : undefined)),
    earliest: () =>
      read((value) =>
        hasPassed(value, spot.now) && isInstantAfter(value, FIRST_DAY_MS - 1) ? value : undefined,
      ),
    instant: () => read((value) => (isInstantText(value) ? value : undefined)),
    pastSeconds: () =>
      read((value) => {
        const instant = instantOfSeconds(value);
        return hasPassed(instant, spot.now) ? instant : undefined;
      }),
    list: () =>
      read((value) =>
        Array.isArray(value) ? value.map((_, index) => below(spot, [String(index)])) : undefined,
      ),
    members: () =>
      read((value) =>
        isObject(value) && !Array.isArray(value)
          ? new Map(Object.keys(value).map((key) => [key, below(spot, [key])] as const))
          : undefined,
      ),
    oneOf: (meanings, unset) => {
      if (isMeantToBeAbsent && unset !== undefined) return said(unset.means, from);
      return read((value) => Object.entries(meanings).find(([word]) => isWord(value, word))?.[1]);
    },
    optionalText: () => (isMeantToBeAbsent ? said(null, from) : cell.text()),
    optionalPast: () => (isMeantToBeAbsent ? said(null, from) : cell.past()),
    optionalSeconds: () => (isMeantToBeAbsent ? said(null, from) : read(instantOfSeconds)),
    means: (value) => (isAbsent ? absent() : said(value, from)),
    notUnderstood: (why) => notSaid(why, from),
  };
  return cell;
}

/** The cell below a place, one key after the other. */
function below(spot: Spot, keys: readonly string[]): Cell {
  let { value, pointer, label, missing, orphan, isWithinStrange } = spot;
  for (const key of keys) {
    const holder = isObject(value) && mayHave(value, key) ? value : undefined;
    isWithinStrange ||= value !== undefined && value !== null && holder === undefined;
    orphan = missing || holder === undefined;
    value = holder !== undefined && Object.hasOwn(holder, key) ? holder[key] : undefined;
    label = label === '' ? key : `${label}.${key}`;
    missing ||= value === undefined;
    if (!missing) pointer = `${pointer}/${escape(key)}`;
  }
  const member = spot.member === undefined ? undefined : { ...spot.member, pointer };
  const { readAt, now } = spot;
  return makeCell({ value, member, pointer, readAt, now, label, missing, orphan, isWithinStrange });
}

/** A list has elements and no members: one that stands where members are expected has another form. */
function mayHave(value: object, key: string): boolean {
  return !Array.isArray(value) || /^\d+$/u.test(key);
}
