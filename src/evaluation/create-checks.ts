import type { ResourceType } from '#resource-types/define-resource-type.ts';
import type { Question } from '#traits/define-check.ts';
import type { Check } from './check.ts';
import { questionCheck } from './question-check.ts';
import { scopeCheck } from './scope-check.ts';

/** The checks that all questions are, asked of all resource types. */
export function createChecks(
  questions: readonly Question[],
  types: readonly ResourceType[],
): readonly Check[] {
  const byName = new Map(types.map((type) => [type.type.toLowerCase(), type]));
  return questions.map((question) =>
    question.trait === 'visibility' ? scopeCheck(question) : questionCheck(question, byName),
  );
}
