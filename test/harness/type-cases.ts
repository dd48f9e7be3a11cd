import { describe, expect, it } from 'vitest';
import type { FindingStatus } from '#domain/status.ts';
import type { Locate } from '#evaluation/whereabouts.ts';
import type { Break, ResourceType } from '#resource-types/define-resource-type.ts';
import type { Question } from '#traits/define-check.ts';
import { brokenBodies, judgeType, locateGood } from './judge-type.ts';

/** What differs from a type's good resource, and what is said of it then. */
export interface TypeCase {
  readonly when: string;
  readonly status: FindingStatus;
  readonly set?: Break['set'];
  readonly with?: Readonly<Record<string, unknown>>;
  readonly reason?: RegExp;
  readonly locate?: Locate;
}

/** The instant of all cases. */
const AS_OF = '2026-11-21T03:00:00.000Z';

/** Asks one question of one type in many states. What a case sets comes after, and its parameters replace, the common ones. */
export function typeCases(
  question: Question,
  type: ResourceType,
  common: Pick<TypeCase, 'set' | 'with'>,
  cases: readonly TypeCase[],
): void {
  describe(`${question.id} of ${type.type}`, () => {
    it.each(cases)(
      'answers $status: $when',
      async ({ status, set = {}, with: given, reason, locate = locateGood }) => {
        const changed = {
          ...type,
          good: { ...type.good, bodies: brokenBodies(type, common.set ?? {}) },
        };
        const judged = await judgeType(
          question,
          type,
          brokenBodies(changed, set),
          { ...common.with, ...given },
          { asOf: AS_OF, locate },
        );

        expect(judged).toHaveLength(1);
        expect(judged[0]?.verdict).toMatchObject({ status });
        expect(judged[0]?.verdict.reason).toMatch(reason ?? /\S/u);
      },
    );
  });
}
