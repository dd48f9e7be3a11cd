import type { Digest, Member } from '#domain/reading.ts';
import type { Verdict } from '#domain/verdict.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';
import type { Answer } from '#traits/answer.ts';
import type { Cell } from '#traits/cell.ts';
import type { ReadProblem } from '#traits/said.ts';
import type { Judgement } from './judgement.ts';

/** The judgement of one answer; `read`: what was read for it, whether it decided or not. */
export function fromAnswer(
  { status, reason, expected, observed, from, problem, mend }: Answer,
  entry: InventoryEntry,
  read: readonly Cell[],
): Judgement {
  const judged = resting(onEntry({ status, reason, expected, observed }, entry), read, from);
  const whole = withProblem(judged, problem);
  return mend === undefined ? whole : { ...whole, mend };
}

/** With why it was not read, where it was not. */
export function withProblem(judgement: Judgement, problem: ReadProblem | undefined): Judgement {
  if (problem === undefined) return judgement;
  const { asleep } = problem;
  return { ...judgement, problem, ...(asleep === undefined ? {} : { asleep }) };
}

/** A judgement that rests on the inventory's word alone. */
export function onEntry(verdict: Verdict, { evidence, readAt }: InventoryEntry): Judgement {
  return { verdict, evidence, readAt };
}

/** Puts under a judgement the answers that were read for it and the members that decided. */
export function resting(
  judgement: Judgement,
  read: readonly Cell[],
  from: readonly Member[],
): Judgement {
  const evidence = [...new Set([...placesOf(read), ...from].map((member) => member.evidence))];
  const times = read.map(({ readAt }) => readAt).filter((readAt) => readAt > 0);
  return {
    ...judgement,
    ...(from.length === 0 ? {} : { readFrom: from }),
    evidence: evidence.length === 0 ? judgement.evidence : evidence,
    readAt: times.length === 0 ? judgement.readAt : Math.min(...times),
  };
}

/** With more answers than those of the members that decided. */
export function restingOn(judgement: Judgement, more: readonly Digest[]): Judgement {
  const evidence = [...new Set([...judgement.evidence, ...more])];
  return evidence.length === judgement.evidence.length ? judgement : { ...judgement, evidence };
}

export function placesOf(cells: readonly Cell[]): readonly Member[] {
  return cells.flatMap(({ from }) => from);
}
