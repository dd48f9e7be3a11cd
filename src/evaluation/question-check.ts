import { parentId } from '#domain/resource-id.ts';
import { notApplicable, unknown } from '#domain/verdict.ts';
import type { ResourceType, Saying } from '#resource-types/define-resource-type.ts';
import type { Question } from '#traits/define-check.ts';
import type { Subject } from '#traits/subject.ts';
import { elsewhere, type TraitName } from '#traits/trait.ts';
import type { Check } from './check.ts';
import { joinTranslations } from './join-translations.ts';
import { type Asking, type Item, judgeItems, judgeTranslation } from './judge-items.ts';
import { judgeWithoutFile, runningOf, subjectWithoutFile } from './judge-without-file.ts';
import type { AnswerSource, Judgement } from './judgement.ts';
import { createCells, firstRead } from './read-cells.ts';
import { onEntry, resting, restingOn } from './resting.ts';
import { answersOfTypes } from './type-answers.ts';

/** All resource types by their name in lower case. */
export type ResourceTypes = ReadonlyMap<string, ResourceType>;

/** A question, asked of every resource: what the file of its type says of the trait is what it is judged by. */
export function questionCheck(question: Question, types: ResourceTypes): Check {
  const { trait, severity, parameters, rationale, link, references } = question;
  const { id, title, short, isTimeBound, carriedAtMostHours, figure } = question;
  return {
    id,
    title,
    family: trait,
    severity,
    short,
    parameters,
    rationale,
    link,
    references,
    ...(isTimeBound === undefined ? {} : { isTimeBound }),
    ...(carriedAtMostHours === undefined ? {} : { carriedAtMostHours }),
    ...(figure === undefined ? {} : { figure }),
    // What is told by the parent, by the platform or by nobody is no reason to look for children.
    resourceTypes: [...types]
      .filter(([, type]) => sayingsOf(type, trait).length > 0)
      .map(([key]) => key),
    judgesEveryType: true,
    speaksOf(key, given) {
      const type = types.get(key);
      if (figure !== undefined && type?.traits[trait] === undefined) return false;
      return question.speaksOf(
        type === undefined ? subjectWithoutFile(key) : subjectOf(type),
        given,
      );
    },
    readsFor(key, given) {
      const type = types.get(key);
      if (type === undefined || !question.speaksOf(subjectOf(type), given)) return [];
      const sayings = wantedOf(question, given, sayingsOf(type, trait));
      if (sayings.length === 0) return [];
      const names = [firstRead(type), ...sayings.flatMap(({ reads }) => reads)];
      return [...new Set(names.map((name) => type.reads[name]?.name ?? name))];
    },
    answersOfTypes: answersOfTypes(question, types.values()),
    async judge(entry, given, source, { asOf, locate }) {
      const type = types.get(entry.resource.type.toLowerCase());
      const subject =
        type === undefined ? subjectWithoutFile(entry.resource.type) : subjectOf(type);
      const asking: Asking = { question, parameters: given, subject, entry, asOf, locate };
      if (trait === 'running') return await judgeItems(asking, [runningOf(asking, type)], []);
      return type === undefined
        ? [judgeWithoutFile(asking)]
        : await judgeByFile(asking, type, source);
    },
    command: ({ id: resourceId, name, type }, given) =>
      // A mend stands under the name of the check by whose schema the parameters were parsed.
      types.get(type.toLowerCase())?.mend[id]?.({ id: resourceId, name }, given as never) ??
      question.mend?.({ id: resourceId }, given) ??
      null,
  };
}

/** How a type's answers are put into a trait's words: in one piece, or in several that are read apart. */
function sayingsOf(type: ResourceType, trait: TraitName): readonly Saying<Item>[] {
  const translation = type.traits[trait];
  if (translation === undefined) return [];
  if (Array.isArray(translation)) return translation as readonly Saying<Item>[];
  return 'say' in translation ? [translation] : [];
}

/** Those that may make an item which the question picks. */
function wantedOf(
  question: Question,
  given: unknown,
  sayings: readonly Saying<Item>[],
): readonly Saying<Item>[] {
  const wanted = question.kinds?.(given);
  return sayings.filter(({ only }) => {
    if (only === undefined || wanted === undefined) return true;
    return only.some((kind) => wanted.includes(kind));
  });
}

async function judgeByFile(
  asking: Asking,
  type: ResourceType,
  source: AnswerSource,
): Promise<readonly Judgement[]> {
  const { question, parameters, entry, subject } = asking;
  const translation = type.traits[question.trait];
  if (!question.speaksOf(subject, parameters)) {
    return [onEntry(notApplicable(`The sentence does not speak of ${type.type}`), entry)];
  }
  if (translation === undefined && question.figure !== undefined) {
    return [onEntry(notApplicable(`Azure publishes no such figure of ${type.type}`), entry)];
  }
  if (translation === undefined) {
    const why = `The file of ${type.type} says nothing of ${question.trait}`;
    return [onEntry(unknown(why, { expected: null }), entry)];
  }
  const about = { id: entry.resource.id, name: entry.resource.name };
  const { read, heard, isPartial } = createCells(type, entry, source);
  if ('withParent' in translation || type.setAside !== undefined) {
    const own = await read(firstRead(type));
    const aside = type.setAside?.(own, about);
    if (aside !== undefined)
      return [resting(onEntry(notApplicable(aside), entry), [own], own.from)];
  }
  if ('withParent' in translation) {
    const parent = parentId(entry.resource.id) ?? entry.resource.id;
    return await judgeTranslation(asking, elsewhere(parent, translation.withParent), []);
  }
  const sayings = sayingsOf(type, question.trait);
  if (sayings.length === 0) {
    // Whatever is no saying is a translation that needs no answer.
    return await judgeTranslation(asking, translation as never, []);
  }
  const own = await read(firstRead(type));
  const wanted = wantedOf(question, parameters, sayings);
  const cells = await Promise.all(
    wanted.map(async ({ reads }) => await Promise.all(reads.map(read))),
  );
  const said = wanted.map(({ say }, index) => say(cells[index] ?? [], about));
  const judged = await judgeTranslation(asking, joinTranslations(said), [own, ...cells.flat()]);
  // What stood in the way may be over with the next scan, and the verdict then rests on more.
  const mayKnowMore = isPartial();
  return judged.map((one) => {
    const whole = restingOn(one, heard());
    return mayKnowMore && one.verdict.status !== 'unknown'
      ? { ...whole, isForThisScan: true }
      : whole;
  });
}

/** What a sentence asks of a type before it asks anything else. */
function subjectOf({ holds, serves, runs = 'provider', passes }: ResourceType): Subject {
  return { holds, serves, runs, ...(passes === undefined ? {} : { passes }) };
}
