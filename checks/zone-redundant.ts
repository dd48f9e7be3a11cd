import { z } from 'zod';
import { ask, bad, good } from '#traits/answer.ts';
import { defineCheck } from '#traits/define-check.ts';
import { HOLDS, type Holds, touchesData } from '#traits/subject.ts';

export const zoneRedundant = defineCheck({
  id: 'zone-redundant',
  title: 'Resource goes on when one availability zone of its region is lost',
  short: 'it lies in one availability zone',
  trait: 'zones',
  severity: 'medium',
  parameters: z.strictObject({
    /** What the sentence speaks of, by what rests in it; absent: whatever stores, passes on or answers. */
    of: z.array(z.enum(HOLDS)).min(1).optional(),
  }),
  quantifier: 'every',
  speaksOf: (subject, { of }) =>
    touchesData(subject) && (of === undefined || (of as readonly Holds[]).includes(subject.holds)),
  rationale:
    'A data centre can burn while its region goes on. What is spread over zones does not notice; what lies in one is gone until that one is back.',
  link: 'https://learn.microsoft.com/azure/reliability/availability-zones-service-support',
  references: ['Microsoft, "Reliability guides by service": the section on availability zones'],
  judge: ({ what, spread }) =>
    ask(spread, 'several zones', (word) =>
      word === 'several'
        ? good(`The ${what} is spread over zones`)
        : bad(`The ${what} lies in one zone`),
    ),
});
