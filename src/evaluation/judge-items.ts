import type { Instant } from '#domain/instant.ts';
import { fail, notApplicable } from '#domain/verdict.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';
import { type Answer, all, any } from '#traits/answer.ts';
import type { Backup } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import type { Question } from '#traits/define-check.ts';
import type { LogStream } from '#traits/log-stream.ts';
import type { Place } from '#traits/place.ts';
import type { NotSaid } from '#traits/said.ts';
import type { Subject } from '#traits/subject.ts';
import type { Beside, TraitName, Traits, Translation } from '#traits/trait.ts';
import { heldAgainstSource } from './held-against-source.ts';
import { heldElsewhere } from './held-elsewhere.ts';
import { judgeWhole } from './judge-whole.ts';
import type { Judgement } from './judgement.ts';
import { fromAnswer, onEntry, placesOf, resting, restingOn } from './resting.ts';
import { settlePlace } from './settle-place.ts';
import { type Locate, listening } from './whereabouts.ts';

export type Item = Traits[TraitName];

/** One use of a question on one resource. */
export interface Asking {
  readonly question: Question;
  readonly parameters: unknown;
  readonly subject: Subject;
  readonly entry: InventoryEntry;
  readonly asOf: Instant;
  readonly locate: Locate;
}

/** Judges what a resource says of a trait. Items that are named (a protected item) have a judgement each; the others share one. */
export async function judgeTranslation(
  asking: Asking,
  translation: Translation<Item>,
  cells: readonly Cell[],
): Promise<readonly Judgement[]> {
  return isItems(translation)
    ? await judgeItems(asking, translation, cells)
    : [await judgeWhole(asking, translation, cells)];
}

/** Judges the items of a trait, whoever says them. */
export async function judgeItems(
  asking: Asking,
  items: readonly Item[],
  cells: readonly Cell[],
): Promise<readonly Judgement[]> {
  if (items.length === 0) return [nothingThere(asking, cells)];
  const { question } = asking;
  const judged: Judgement[] = [];
  const beside = new Set<string>();
  for (const [name, group] of Map.groupBy(items, ({ item }) => item)) {
    const { locate, heard } = listening(asking.locate);
    const own = { ...asking, locate };
    const settled = await Promise.all(group.map(async (item) => await settle(own, item)));
    const told = await judgeGroup(own, settled, cells);
    if ('isPassedOver' in told) {
      beside.add(told.because);
      continue;
    }
    const moves = settled.some((item) => isPicked(own, item) && question.movesByItself?.(item));
    const whole = restingOn(moves ? { ...told, isForThisScan: true } : told, heard());
    judged.push(name === undefined ? whole : named(whole, name));
  }
  if (judged.length > 0) return judged;
  return [
    resting(onEntry(notApplicable([...beside].join('; ')), asking.entry), cells, placesOf(cells)),
  ];
}

type Told = Judgement | { readonly isPassedOver: true; readonly because: string };

async function judgeGroup(
  asking: Asking,
  items: readonly Item[],
  cells: readonly Cell[],
): Promise<Told> {
  const { question, entry } = asking;
  const picked = items.filter((item) => isPicked(asking, item));
  const isLacking = picked.length === 0;
  if (isLacking && question.none === undefined) return { isPassedOver: true, because: NOTHING };
  const answers: Answer[] = [];
  const passedOver = new Set<string>();
  const dead = new Set<string>();
  for (const part of Map.groupBy(isLacking ? items : picked, (item) => item.part).values()) {
    const spokenOf: Item[] = [];
    const ofPart: Answer[] = [];
    for (const item of part) {
      const standing = await standingOf(asking, item);
      if (standing === true) spokenOf.push(item);
      else if ('beside' in standing) passedOver.add(standing.beside);
      else ofPart.push(notAnswered(standing));
    }
    const rulings = isLacking ? lackOf(question, spokenOf) : rule(asking, spokenOf);
    for (const { item, answer } of rulings) {
      const held = await heldAgainstSource(sourceOf(item), answer, asking.locate);
      if ('beside' in held) dead.add(held.beside);
      else ofPart.push(held);
    }
    const [first, ...rest] = ofPart;
    if (first === undefined) continue;
    const combine = question.quantifier === 'some' ? any : all;
    answers.push(combine([first, ...rest]));
  }
  const [first, ...rest] = answers;
  if (first !== undefined) return fromAnswer(all([first, ...rest]), entry, cells);
  if (dead.size > 0) {
    return resting(onEntry(notApplicable([...dead].join('; ')), entry), cells, placesOf(cells));
  }
  return { isPassedOver: true, because: [...passedOver].join('; ') };
}

function isPicked({ question, parameters }: Asking, item: Item): boolean {
  return question.picks?.(item, parameters) ?? true;
}

interface Ruled {
  readonly item: Item;
  readonly answer: Answer;
}

function rule({ question, parameters, asOf }: Asking, items: readonly Item[]): readonly Ruled[] {
  const [first, ...rest] = items;
  if (first === undefined) return [];
  const asked = { parameters, asOf };
  return question.judgeTogether === undefined
    ? items.map((item) => ({ item, answer: question.judge(item, asked) }))
    : [{ item: first, answer: question.judgeTogether([first, ...rest], asked) }];
}

/** None of what the sentence speaks of is what it asks for. */
function lackOf({ none = NOTHING, title }: Question, [first]: readonly Item[]): readonly Ruled[] {
  const lack = { status: 'fail', expected: title, observed: null, reason: none, from: [] } as const;
  return first === undefined ? [] : [{ item: first, answer: lack }];
}

async function standingOf(
  { question, parameters, subject, locate }: Asking,
  item: Item,
): Promise<true | Beside | NotSaid> {
  const standing = question.concerns?.(item, parameters, subject) ?? true;
  if (standing === true || !('elsewhere' in standing)) return standing;
  return (await heldElsewhere(standing, locate)).standing;
}

function notAnswered({ why, from, problem }: NotSaid): Answer {
  const answer = { status: 'unknown', expected: null, observed: null, reason: why, from } as const;
  return problem === undefined ? answer : { ...answer, problem };
}

function nothingThere({ question, entry }: Asking, cells: readonly Cell[]): Judgement {
  const verdict =
    question.none === undefined
      ? notApplicable(NOTHING)
      : fail(question.none, { expected: question.title, observed: null });
  return resting(onEntry(verdict, entry), cells, placesOf(cells));
}

const NOTHING = 'It has nothing that the sentence speaks of';

/** With its name before the reason, for a finding stands alone. */
function named(judgement: Judgement, item: string): Judgement {
  const { verdict } = judgement;
  return { ...judgement, item, verdict: { ...verdict, reason: `${item}: ${verdict.reason}` } };
}

/** Of a backup of something else: what that is. */
function sourceOf(item: Item | undefined): Backup['of'] {
  return item !== undefined && 'of' in item ? item.of : undefined;
}

/** Looks up the places in an item of which only an id is said. */
async function settle({ question, locate }: Asking, item: Item): Promise<Item> {
  if (question.trait === 'places') return await settlePlace(item as Place, locate);
  if (question.trait !== 'logs') return item;
  const stream = item as LogStream;
  return {
    ...stream,
    to: await Promise.all(stream.to.map(async (to) => await settlePlace(to, locate))),
  };
}

function isItems<T>(translation: Translation<T>): translation is readonly T[] {
  return Array.isArray(translation);
}
