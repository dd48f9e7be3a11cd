import type { Instant } from '#domain/instant.ts';
import type { Member } from '#domain/reading.ts';
import { fail, notApplicable, pass, unknown, type Verdict } from '#domain/verdict.ts';
import type { InventoryEntry } from '#facts/scope-reader.ts';
import { type Answer, all, any } from '#traits/answer.ts';
import type { Cell } from '#traits/cell.ts';
import type { Question } from '#traits/define-check.ts';
import type { TraitName, Traits, Translation } from '#traits/trait.ts';
import type { Judgement } from './judgement.ts';

export type Item = Traits[TraitName];

/** One use of a question on one resource. */
export interface Asking {
  readonly question: Question;
  readonly parameters: unknown;
  readonly entry: InventoryEntry;
  readonly asOf: Instant;
}

/** Judges what a resource says of a trait. Items that are named (a protected item, a key) have a verdict each; the others share one. */
export function judgeTranslation(
  asking: Asking,
  translation: Translation<Item>,
  cells: readonly Cell[],
): readonly Judgement[] {
  const { entry } = asking;
  if (!isItems(translation)) return [judgeWhole(asking, translation, cells)];
  const groups = Map.groupBy(translation, ({ item }) => item);
  if (groups.size === 0) return [judgeItems(asking, [], cells)];
  return [...groups].map(([item, items]) => {
    const judged = judgeItems(asking, items, cells);
    return item === undefined || judged.verdict.status === 'not-applicable'
      ? judged
      : { ...judged, item };
  });

  function judgeItems(_: Asking, items: readonly Item[], read: readonly Cell[]): Judgement {
    const { question, parameters, asOf } = asking;
    const spokenOf = items.filter((item) => question.concerns?.(item, parameters) ?? true);
    const [first, ...rest] = spokenOf.map((item) => question.judge(item, { parameters, asOf }));
    if (first === undefined) {
      const verdict =
        question.none === undefined
          ? notApplicable('It has nothing that the sentence speaks of')
          : fail(question.none, { expected: question.title, observed: null });
      return resting(onEntry(verdict, entry), read, everyPlace(read));
    }
    const combine = question.quantifier === 'every' ? all : any;
    return fromAnswer(combine([first, ...rest]), entry, read);
  }
}

/** The judgement of one answer; `read`: what was read for it, whether it decided or not. */
export function fromAnswer(
  { status, reason, expected, observed, from, problem }: Answer,
  entry: InventoryEntry,
  read: readonly Cell[],
): Judgement {
  const judged = resting(onEntry({ status, reason, expected, observed }, entry), read, from);
  return problem === undefined ? judged : { ...judged, problem };
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
  const evidence = [...new Set([...everyPlace(read), ...from].map((member) => member.evidence))];
  const times = read.map(({ readAt }) => readAt).filter((readAt) => readAt > 0);
  return {
    ...judgement,
    readFrom: from,
    evidence: evidence.length === 0 ? judgement.evidence : evidence,
    readAt: times.length === 0 ? judgement.readAt : Math.min(...times),
  };
}

function everyPlace(cells: readonly Cell[]): readonly Member[] {
  return cells.flatMap(({ from }) => from);
}

function isItems<T>(translation: Translation<T>): translation is readonly T[] {
  return Array.isArray(translation);
}

function judgeWhole(
  { question, entry }: Asking,
  translation: Exclude<Translation<Item>, readonly Item[]>,
  read: readonly Cell[],
): Judgement {
  if ('beside' in translation) {
    return resting(onEntry(notApplicable(translation.beside), entry), read, everyPlace(read));
  }
  if ('elsewhere' in translation) {
    const { elsewhere, because } = translation;
    const judged = onEntry(notApplicable(because, elsewhere), entry);
    return { ...resting(judged, read, everyPlace(read)), elsewhere };
  }
  if ('always' in translation) {
    const { always, source, asOf } = translation;
    return onEntry(
      question.guaranteeAnswers === false
        ? unknown(`${always}; whether that is what is claimed is not said`, { expected: null })
        : pass(always, { expected: question.title, observed: { source, readOn: asOf } }),
      entry,
    );
  }
  const { why, problem, from } = translation;
  const judged = resting(onEntry(unknown(why, { expected: null }), entry), read, from);
  return problem === undefined ? judged : { ...judged, problem };
}
