import { parentId } from '#domain/resource-id.ts';
import { notApplicable, unknown } from '#domain/verdict.ts';
import type { ResourceType } from '#resource-types/define-resource-type.ts';
import type { Question } from '#traits/define-check.ts';
import type { Subject } from '#traits/subject.ts';
import { elsewhere } from '#traits/trait.ts';
import type { Check } from './check.ts';
import { type Asking, judgeTranslation, onEntry, resting } from './judge-items.ts';
import { judgeWithoutFile, subjectWithoutFile } from './judge-without-file.ts';
import type { AnswerSource, Judgement } from './judgement.ts';
import { createCells, firstRead } from './read-cells.ts';

/** All resource types by their name in lower case. */
export type ResourceTypes = ReadonlyMap<string, ResourceType>;

/** A question, asked of every resource: what the file of its type says of the trait is what it is judged by. */
export function questionCheck(question: Question, types: ResourceTypes): Check {
  const { id, title, trait, severity, parameters, rationale, link, references } = question;
  const { isTimeBound, carriedAtMostHours, figure } = question;
  return {
    id,
    title,
    family: trait,
    severity,
    parameters,
    rationale,
    link,
    references,
    ...(isTimeBound === undefined ? {} : { isTimeBound }),
    ...(carriedAtMostHours === undefined ? {} : { carriedAtMostHours }),
    ...(figure === undefined ? {} : { figure }),
    // What is told by the parent, by the platform or by nobody is no reason to look for children.
    resourceTypes: [...types]
      .filter(([, { traits }]) => 'say' in (traits[trait] ?? {}))
      .map(([key]) => key),
    judgesEveryType: true,
    readsFor(key, given) {
      const type = types.get(key);
      const translation = type?.traits[trait];
      if (type === undefined || translation === undefined || !('say' in translation)) return [];
      if (!question.speaksOf(subjectOf(type), given)) return [];
      const names = [firstRead(type), ...translation.reads];
      return [...new Set(names.map((name) => type.reads[name]?.name ?? name))];
    },
    async judge(entry, given, source, { asOf, locate }) {
      const type = types.get(entry.resource.type.toLowerCase());
      const subject =
        type === undefined ? subjectWithoutFile(entry.resource.type) : subjectOf(type);
      const asking: Asking = { question, parameters: given, subject, entry, asOf, locate };
      return type === undefined
        ? [judgeWithoutFile(asking)]
        : await judgeByFile(asking, type, source);
    },
    command: ({ id: resourceId, name, type }, given) =>
      // A mend stands under the name of the check by whose schema the parameters were parsed.
      types.get(type.toLowerCase())?.mend[id]?.({ id: resourceId, name }, given as never) ?? null,
  };
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
  if ('withParent' in translation) {
    const parent = parentId(entry.resource.id) ?? entry.resource.id;
    return await judgeTranslation(asking, elsewhere(parent, translation.withParent), []);
  }
  const about = { id: entry.resource.id, name: entry.resource.name };
  const read = createCells(type, entry, source);
  if (!('say' in translation)) return await judgeTranslation(asking, translation, []);
  const own = await read(firstRead(type));
  const aside = type.setAside?.(own, about);
  if (aside !== undefined) return [resting(onEntry(notApplicable(aside), entry), [own], own.from)];
  const cells = await Promise.all(translation.reads.map(read));
  return await judgeTranslation(asking, translation.say(cells, about), [own, ...cells]);
}

/** What a sentence asks of a type before it asks anything else. */
export function subjectOf({ holds, serves, runs = 'provider' }: ResourceType): Subject {
  return { holds, serves, runs };
}
