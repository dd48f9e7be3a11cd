import { z } from 'zod';
import { all, any, ask, bad, good } from '#traits/answer.ts';
import { defineCheck } from '#traits/define-check.ts';
import { map } from '#traits/said.ts';
import { HOLDS } from '#traits/subject.ts';

export const accessLogging = defineCheck({
  id: 'access-logging',
  title: 'Access to the data is logged to a destination that exists',
  short: (observed) =>
    observed === false ? 'the log leads to nothing that exists' : 'access is not logged',
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
    const [first, ...rest] = to.map(({ what: where, region, exists }) =>
      ask(exists ?? map(region, () => true), 'a destination that exists', (isThere) =>
        isThere ? good(`The ${where} exists`) : bad(`The ${where} does not exist`),
      ),
    );
    // What was deleted takes nothing along while another destination keeps the same records.
    return first === undefined ? written : all([written, any([first, ...rest])]);
  },
});
