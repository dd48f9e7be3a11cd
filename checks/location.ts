import { z } from 'zod';
import { azCommand } from '#domain/az-command.ts';
import { defineCheck } from '#traits/define-check.ts';
import { askWithin, describeSet, PLACE_KINDS, Within } from '#traits/place.ts';
import { outside } from '#traits/short-words.ts';
import { holdsData, touchesData } from '#traits/subject.ts';
import { beside } from '#traits/trait.ts';

export const location = defineCheck({
  id: 'location',
  title: 'Every place that the data can be lies within the claimed ones',
  short: outside,
  trait: 'places',
  severity: 'critical',
  parameters: z.strictObject({
    within: Within,
    /** Which places the sentence speaks of; absent: every one, copies, backups and log destinations included. */
    of: z.array(z.enum(PLACE_KINDS)).min(1).optional(),
    /** `data`: whatever stores it; `processing`: also what it passes through (gateways, edges, plans). */
    speaksOf: z.enum(['data', 'processing']).default('data'),
  }),
  quantifier: 'every',
  speaksOf: (subject, { speaksOf }) =>
    speaksOf === 'processing' ? touchesData(subject) : holdsData(subject),
  picks: ({ kind }, { of }) => of === undefined || of.includes(kind),
  // What was to go to a destination that is gone goes nowhere; `access-logging` tells that.
  concerns: ({ what, exists, isPassedThrough }, { speaksOf }) => {
    if (exists?.said === true && !exists.value) return beside(`the ${what} does not exist`);
    return isPassedThrough === true && speaksOf === 'data'
      ? beside(`data only passes through the ${what}`)
      : true;
  },
  guaranteeAnswers: false,
  // Most types cannot be moved: the data goes to a new resource, and the old one away. The comment is part of the command on purpose.
  mend: ({ id }, { within }) =>
    `${azCommand`az resource delete --ids ${id}`} # once its data lies in a resource within ${describeSet(within)}`,
  rationale:
    'Where a resource was made is not all: replicas, geo-redundant copies, backups and logs are data as well, and the platform makes some of them by itself.',
  link: 'https://learn.microsoft.com/azure/reliability/cross-region-replication-azure',
  references: ['azure-facts §2: regions, pairs, and what copies data by itself'],
  judge: (place, { parameters: { within } }) => {
    const answer = askWithin(place, within);
    // Whoever deletes a resource because its log or a copy lies elsewhere has lost the original.
    return place.kind === 'primary' ? answer : { ...answer, mend: place.mend ?? null };
  },
});
