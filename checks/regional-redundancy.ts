import { z } from 'zod';
import { all, ask, doubtful } from '#traits/answer.ts';
import { defineCheck } from '#traits/define-check.ts';
import { askWithin, Within } from '#traits/place.ts';
import {
  askRegions,
  concernsRedundancy,
  HOLDING,
  hasToOutlive,
  movesByItself,
} from '#traits/redundancy.ts';
import { outside } from '#traits/short-words.ts';

const EXPECTED = 'two regions or more';

export const regionalRedundancy = defineCheck({
  id: 'regional-redundancy',
  title: 'Data is held in two regions or more, all within the claimed places',
  short: (observed, expected) =>
    expected === EXPECTED ? 'no copy is kept in another region' : outside(observed, expected),
  trait: 'places',
  severity: 'high',
  parameters: z.strictObject({ within: Within.optional() }),
  quantifier: 'every',
  speaksOf: hasToOutlive,
  kinds: () => HOLDING,
  picks: ({ kind }) => HOLDING.includes(kind),
  concerns: concernsRedundancy,
  guaranteeAnswers: false,
  movesByItself,
  rationale:
    'Redundancy over regions and residency are one promise: a second copy abroad breaks it, and a replica that lags is none yet.',
  link: 'https://learn.microsoft.com/azure/reliability/cross-region-replication-azure',
  references: ['azure-facts §2: regions, pairs, and what copies data by itself'],
  judge: ({ region }) =>
    ask(region, EXPECTED, () => doubtful('Whether it is held anywhere else is not known')),
  judgeTogether(places, { parameters: { within } }) {
    const lying = within === undefined ? [] : places.map((place) => askWithin(place, within));
    return all([askRegions(places, EXPECTED), ...lying]);
  },
});
