import type { ResourceType } from '#resource-types/define-resource-type.ts';
import type { Question } from '#traits/define-check.ts';
import type { TypeAnswer } from './check.ts';

/** What every resource type that has a file says to a question, without those of whose kind it never speaks. */
export function answersOfTypes(
  question: Question,
  types: Iterable<ResourceType>,
): readonly TypeAnswer[] {
  return [...types]
    .filter((type) => mayBeSpokenOf(question, type))
    .map((type) => ({
      type: type.type,
      says: sayingOf(question, type),
      isMended: Object.hasOwn(type.mend, question.id),
    }))
    .sort((a, b) => (a.type < b.type ? -1 : 1));
}

/** By the parameters that are not given: what a claim may narrow it to is not known here. */
function mayBeSpokenOf(question: Question, type: ResourceType): boolean {
  const { trait, figure } = question;
  if (trait === 'running' || trait === 'visibility') return false;
  const { holds, serves, runs = 'provider' } = type;
  if (figure !== undefined && type.traits[trait] === undefined) return false;
  return question.speaksOf({ holds, serves, runs }, {});
}

function sayingOf(question: Question, { traits, reads }: ResourceType): string {
  const said = traits[question.trait];
  if (said === undefined) return 'nothing yet: unknown, by name';
  if ('always' in said) return `always: ${said.always} (${said.source}, read on ${said.asOf})`;
  if ('withParent' in said) return `judged with its parent: ${said.withParent}`;
  if ('beside' in said) return `not concerned: ${said.beside}`;
  const wanted = question.kinds?.({});
  const sayings = (Array.isArray(said) ? said : [said]).filter(
    ({ only }) =>
      only === undefined ||
      wanted === undefined ||
      only.some((kind: string) => wanted.includes(kind)),
  );
  const names = [...new Set(sayings.flatMap((saying) => saying.reads))];
  return `read: ${names.map((name) => `\`${reads[name]?.name ?? name}\``).join(', ')}`;
}
