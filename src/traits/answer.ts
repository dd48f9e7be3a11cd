import type { Member } from '#domain/reading.ts';
import type { NotSaid, ReadProblem, Said } from './said.ts';
import { join } from './said.ts';

/** What a check says of one item of a trait, with the members of Azure's answers that decided. */
export interface Answer {
  readonly status: 'pass' | 'fail' | 'unknown';
  readonly expected: unknown;
  readonly observed: unknown;
  /** One sentence that a person on call understands. */
  readonly reason: string;
  readonly from: readonly Member[];
  readonly problem?: ReadProblem;
  /** The command that mends just this; null: no command does. Absent: what mends the question on this type mends it. */
  readonly mend?: string | null;
}

/** A ruling on a value that was said: the reason, and what is shown of it where that is not the value itself. */
export interface Ruling {
  readonly status: 'pass' | 'fail' | 'unknown';
  readonly reason: string;
  readonly observed?: unknown;
}

export function good(reason: string, observed?: unknown): Ruling {
  return { status: 'pass', reason, ...(observed === undefined ? {} : { observed }) };
}

export function bad(reason: string, observed?: unknown): Ruling {
  return { status: 'fail', reason, ...(observed === undefined ? {} : { observed }) };
}

export function doubtful(reason: string, observed?: unknown): Ruling {
  return { status: 'unknown', reason, ...(observed === undefined ? {} : { observed }) };
}

/** Rules on a value where it was said; what was not said is unknown, with the reason and the permission that would mend it. */
export function ask<T>(known: Said<T>, expected: unknown, rule: (value: T) => Ruling): Answer {
  if (!known.said) return unanswered(known, expected);
  const { status, reason, observed } = rule(known.value);
  return {
    status,
    expected,
    observed: observed === undefined ? known.value : observed,
    reason,
    from: known.from,
  };
}

/** Unknown, for what was not said. */
export function unanswered({ why, from, problem }: NotSaid, expected: unknown): Answer {
  const answer = { status: 'unknown', expected, observed: null, reason: why, from } as const;
  return problem === undefined ? answer : { ...answer, problem };
}

/** The answer with the places of what it was weighed against as well. */
export function besides(answer: Answer, ...others: readonly (Said<unknown> | undefined)[]): Answer {
  const more = others.flatMap((other) => (other === undefined ? [] : [other.from]));
  return { ...answer, from: join([answer.from, ...more]) };
}

const RANK = { fail: 0, unknown: 1, pass: 2 } as const;

/** All of several: one that fails makes it fail, else one that is not known makes it unknown. */
export function all(answers: readonly [Answer, ...Answer[]]): Answer {
  return combine(answers, (a, b) => RANK[a.status] - RANK[b.status]);
}

/** All of several by their names: what was observed of each is shown, so that two readings of them can be compared. */
export function aspects(
  named: Readonly<Record<string, Answer | undefined>>,
  first: Answer,
): Answer {
  const there = Object.entries(named).filter(
    (one): one is [string, Answer] => one[1] !== undefined,
  );
  const combined = all([first, ...there.map(([, answer]) => answer)]);
  return {
    ...combined,
    observed: Object.fromEntries(there.map(([name, { observed }]) => [name, observed])),
  };
}

/** Any of several: one that passes makes it pass, else one that is not known makes it unknown. */
export function any(answers: readonly [Answer, ...Answer[]]): Answer {
  const rank = { pass: 0, unknown: 1, fail: 2 } as const;
  return combine(answers, (a, b) => rank[a.status] - rank[b.status]);
}

function combine(
  answers: readonly [Answer, ...Answer[]],
  byWeight: (a: Answer, b: Answer) => number,
): Answer {
  const [deciding = answers[0], ...rest] = answers.toSorted(byWeight);
  const equal = [deciding, ...rest].filter(({ status }) => status === deciding.status);
  const { status } = deciding;
  const reasons = [...new Set(equal.map(({ reason }) => reason))];
  const problem = equal.find((answer) => answer.problem !== undefined)?.problem;
  const mend = mendOfAll(equal.map((answer) => answer.mend));
  return {
    status,
    expected: deciding.expected,
    observed: together(equal.map(({ observed }) => observed)) ?? deciding.observed,
    reason: reasons.join('; '),
    from: join(answers.map(({ from }) => from)),
    ...(problem === undefined ? {} : { problem }),
    ...(mend === undefined ? {} : { mend }),
  };
}

/** What is mended by the question's own command takes the others with it; where one cannot be mended by a command, all cannot. */
function mendOfAll(mends: readonly Answer['mend'][]): Answer['mend'] {
  if (mends.includes(undefined)) return undefined;
  return mends.includes(null) ? null : [...new Set(mends)].join(' && ');
}

/** What was observed of several, as one, where each has names of its own (places by what is there); undefined: it has not. */
function together(observed: readonly unknown[]): Readonly<Record<string, unknown>> | undefined {
  const entries: [string, unknown][] = [];
  for (const one of observed) {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return undefined;
    entries.push(...Object.entries(one));
  }
  const names = new Set(entries.map(([name]) => name));
  return names.size === entries.length ? Object.fromEntries(entries) : undefined;
}
