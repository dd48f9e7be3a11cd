import type { Asleep, Member, UnavailableCode } from '#domain/reading.ts';

/** Set where Azure did not let us read, and not where it answered something that is not understood. */
export interface ReadProblem {
  readonly code: UnavailableCode;
  /** The ARM action that would mend it; null when no permission would. */
  readonly permission: string | null;
  /** Present where reading it would wake what sleeps: the time in which nothing can have changed. */
  readonly asleep?: Asleep;
}

export interface IsSaid<T> {
  readonly said: true;
  readonly value: T;
  readonly from: readonly Member[];
}

export interface NotSaid {
  readonly said: false;
  /** One sentence for a person: what is not said, and what it was found to be instead. */
  readonly why: string;
  readonly problem?: ReadProblem;
  /** The answers that show it, where there were any. */
  readonly from: readonly Member[];
}

/** A value with the place where Azure said it, or not said and why. There is no third state and no default. */
export type Said<T> = IsSaid<T> | NotSaid;

/** For accessors over recorded bodies alone: whoever translates takes what they hand out. */
export function said<T>(value: T, from: readonly Member[]): IsSaid<T> {
  return { said: true, value, from };
}

export function notSaid(why: string, from: readonly Member[] = [], problem?: ReadProblem): NotSaid {
  return problem === undefined ? { said: false, why, from } : { said: false, why, from, problem };
}

/** The same place, another form of what was said there. */
export function map<T, U>(known: Said<T>, change: (value: T) => U): Said<U> {
  return known.said ? said(change(known.value), known.from) : known;
}

/** As `map`, where the change may find that it is not said after all; both places are kept. */
export function andThen<T, U>(known: Said<T>, next: (value: T) => Said<U>): Said<U> {
  if (!known.said) return known;
  const more = next(known.value);
  return { ...more, from: join([known.from, more.from]) };
}

/** The value where it is not null; null is not said, for want of `what`. */
export function present<T>(known: Said<T | null>, what: string): Said<T> {
  return andThen(known, (value) =>
    value === null ? notSaid(`There is no ${what}`, known.from) : said(value, known.from),
  );
}

/** Several values as one; the first that is not said decides, and the places of all that were said are kept. */
export function together<T extends Readonly<Record<string, unknown>>>(
  parts: {
    readonly [K in keyof T]: Said<T[K]>;
  },
): Said<T> {
  const all: readonly (readonly [string, Said<unknown>])[] = Object.entries(parts);
  const from = join(all.map(([, part]) => part.from));
  for (const [, part] of all) if (!part.said) return { ...part, from };
  const values = all.map(([name, part]) => [name, part.said ? part.value : undefined]);
  // Every name of T was handed in, and every one of them is said.
  return said(Object.fromEntries(values) as T, from);
}

/** Whatever was said of several, as a list; the first that is not said decides. */
export function everyOne<T>(parts: readonly Said<T>[]): Said<readonly T[]> {
  const from = join(parts.map((part) => part.from));
  const values: T[] = [];
  for (const part of parts) {
    if (!part.said) return { ...part, from };
    values.push(part.value);
  }
  return said(values, from);
}

/** Places, each once. */
export function join(lists: readonly (readonly Member[])[]): readonly Member[] {
  const [only] = lists;
  if (lists.length === 1 && only !== undefined) return only;
  const all = lists.flat();
  if (all.length <= FEW)
    return all.filter((member, index) => all.findIndex((one) => isSame(one, member)) === index);
  const seen = new Map<Member['evidence'], Set<string>>();
  return all.filter(({ evidence, pointer }) => {
    const pointers = seen.get(evidence) ?? new Set();
    if (pointers.has(pointer)) return false;
    seen.set(evidence, pointers.add(pointer));
    return true;
  });
}

/** So few places are compared with each other sooner than they are put into a table. */
const FEW = 8;

function isSame(one: Member, other: Member): boolean {
  return one === other || (one.pointer === other.pointer && one.evidence === other.evidence);
}
