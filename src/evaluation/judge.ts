import type { Instant } from '#domain/instant.ts';
import {
  type Asleep,
  type Digest,
  type Member,
  type Reading,
  type Unavailable,
  type UnavailableCode,
  unavailable,
} from '#domain/reading.ts';
import { idKey } from '#domain/resource-id.ts';
import { unknown, type Verdict } from '#domain/verdict.ts';
import type { FactName, Facts } from '#facts/fact-names.ts';
import type { InventoryEntry } from '#facts/scope-reader.ts';
import type { Task } from './plan.ts';
import type { Locate, Whereabouts } from './whereabouts.ts';

/** A verdict with what it rests on. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly evidence: readonly Digest[];
  /** The members of the answers that decided. */
  readonly readFrom?: readonly Member[];
  /** When the oldest of its facts was read, milliseconds since the epoch. */
  readonly readAt: number;
  readonly problem?: { readonly code: UnavailableCode; readonly permission: string | null };
  /** Present where it is not known because reading it would wake what sleeps. */
  readonly asleep?: Asleep;
}

/** Reads a fact about a resource; asked at most once per (request, scan) by whoever stands behind it. */
export type FactSource = (fact: FactName, entry: InventoryEntry) => Promise<Reading<unknown>>;

/**
 * Judges one resource by one task. The first fact decides whether the claim bears on the resource at all, so that nothing more is
 * asked for one that it does not bear on. A fact that could not be read makes the verdict unknown; the check never sees it.
 */
export async function judge(
  task: Task,
  entry: InventoryEntry,
  source: FactSource,
  asOf: Instant,
  locate: Locate = NOBODY_LOOKS,
): Promise<Judgement> {
  const { check, parameters } = task;
  const found = new Map<string, Whereabouts>();
  const context = {
    parameters,
    asOf,
    resource: entry.resource,
    whereabouts: (id: string) => found.get(idKey(id)) ?? NOT_LOOKED_UP,
  };
  const first = await source(check.fact, entry);
  if (first.status === 'unavailable') return notRead(first, entry, 0);
  // The value was parsed by the schema that the fact's collector declares for exactly this name.
  const away = check.applies?.(first.value as Facts[FactName], context);
  if (away !== undefined) {
    return { verdict: away, evidence: evidenceOf(entry, [first]), readAt: first.readAt };
  }
  const rest = await Promise.all(check.also.map((fact) => source(fact, entry)));
  const collected = [first];
  for (const reading of rest) {
    if (reading.status === 'unavailable') return notRead(reading, entry, first.readAt);
    collected.push(reading);
  }
  const names = [check.fact, ...check.also];
  const facts = Object.fromEntries(names.map((name, index) => [name, collected[index]?.value]));
  // As above: each value was parsed by the schema of its name.
  const parsed = facts as unknown as Facts;
  let verdict = check.evaluate(parsed, context);
  // Nobody need be asked where something is of which nothing is wrong.
  if (verdict.status !== 'pass' && check.locates !== undefined) {
    for (const id of check.locates(parsed)) found.set(idKey(id), await locate(id));
    verdict = check.evaluate(parsed, context);
  }
  const places = [...found.values()].map((one) => (one.is === 'not-known' ? one.why : one));
  const lost = [...found.values()].find((one) => one.is === 'not-known');
  return {
    verdict,
    ...(lost === undefined ? {} : { problem: lost.why }),
    evidence: evidenceOf(entry, [...collected, ...places]),
    readAt: Math.min(...collected.map((reading) => reading.readAt)),
  };
}

const NOT_LOOKED_UP: Whereabouts = {
  is: 'not-known',
  why: unavailable('NotCollected', 'Nobody looked for it'),
};
const NOBODY_LOOKS: Locate = async () => await Promise.resolve(NOT_LOOKED_UP);

function notRead(reading: Unavailable, entry: InventoryEntry, readAt: number): Judgement {
  return {
    verdict: unknown(reasonOf(reading), { expected: null }),
    evidence: [...new Set([...entry.evidence, ...reading.evidence])],
    readAt: readAt === 0 ? entry.readAt : readAt,
    problem: { code: reading.code, permission: reading.permission },
    ...(reading.asleep === undefined ? {} : { asleep: reading.asleep }),
  };
}

/** One sentence for a person: what could not be read and the permission that would mend it. */
export function reasonOf(reading: Unavailable): string {
  const grant =
    reading.permission === null || reading.code !== 'AuthorizationFailed'
      ? ''
      : ` Grant ${reading.permission} (see posture permissions).`;
  return `${reading.detail.replace(/\.?$/u, '.')}${grant}`;
}

function evidenceOf(
  entry: InventoryEntry,
  readings: readonly { readonly evidence: readonly Digest[] }[],
): readonly Digest[] {
  const own = readings.flatMap((reading) => reading.evidence);
  return [...new Set(own.length === 0 ? entry.evidence : own)];
}
