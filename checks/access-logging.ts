import { z } from 'zod';
import { all, ask, bad, good } from '#traits/answer.ts';
import { defineCheck } from '#traits/define-check.ts';
import { HOLDS } from '#traits/subject.ts';

export const accessLogging = defineCheck({
  id: 'access-logging',
  title: 'Access to the data is logged to a destination that exists',
  short: 'access is not logged',
  trait: 'logs',
  severity: 'high',
  parameters: z.strictObject({
    /** What the sentence speaks of; absent: whatever holds customer data. */
    of: z.array(z.enum(HOLDS)).min(1).optional(),
  }),
  quantifier: 'every',
  speaksOf: ({ holds }, { of }) =>
    of === undefined ? holds !== 'nothing' : (of as readonly string[]).includes(holds),
  guaranteeAnswers: false,
  rationale:
    'Without a log nobody can tell afterwards who read what. A destination that was deleted takes the records along.',
  link: 'https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings',
  references: ['azure-facts §9: diagnostic settings, categories and destinations'],
  judge({ what, state, to }) {
    const written = ask(state, 'written to a destination', (word) =>
      word === 'written'
        ? good(`${what} are written to a destination`)
        : bad(`No diagnostic setting sends ${what} anywhere`),
    );
    const arriving = to.flatMap(({ what: where, exists }) =>
      exists === undefined
        ? []
        : [
            ask(exists, 'a destination that exists', (isThere) =>
              isThere ? good(`The ${where} exists`) : bad(`The ${where} does not exist`),
            ),
          ],
    );
    return all([written, ...arriving]);
  },
});
