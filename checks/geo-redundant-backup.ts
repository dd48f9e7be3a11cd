import { z } from 'zod';
import { all, ask, doubtful } from '#traits/answer.ts';
import { defineCheck } from '#traits/define-check.ts';
import { describeSet, Within } from '#traits/place.ts';
import { askCopies, concernsRedundancy, hasToOutlive, movesByItself } from '#traits/redundancy.ts';

const LONG_TERM = 'long-term-backup';

export const geoRedundantBackup = defineCheck({
  id: 'geo-redundant-backup',
  title: 'Data has a backup or copy in another region, within the claimed places',
  short: (_, expected) => `no ${String(expected)}`,
  trait: 'places',
  severity: 'high',
  parameters: z.strictObject({
    within: Within.optional(),
    /** Whether a replica that is up to date will do as well; long-term backups, which lie where they were written, are then not asked. */
    replicas: z.boolean().default(false),
  }),
  quantifier: 'every',
  speaksOf: hasToOutlive,
  kinds: ({ replicas }) => ['primary', ...copies(replicas)],
  picks: ({ kind }, { replicas }) => kind === 'primary' || copies(replicas).includes(kind),
  concerns: concernsRedundancy,
  guaranteeAnswers: false,
  movesByItself,
  rationale:
    'A backup that shares the place of the original shares its fate. What counts is what is in force: a redundancy that was asked for is in force later, and for new backups only; a long-term backup keeps the one of its day.',
  link: 'https://learn.microsoft.com/azure/reliability/cross-region-replication-azure',
  references: ['azure-facts §2, §4 to §8: pairs, and the redundancy of backups'],
  judge: ({ region }) =>
    ask(region, 'copy in another region', () => doubtful('Its copies are not known')),
  judgeTogether(places, { parameters: { within } }) {
    const set = within === undefined ? '' : `, within ${describeSet(within)}`;
    const expected = `copy in another region${set}`;
    const others = places.filter(({ kind }) => kind !== LONG_TERM);
    const longTerm = places.filter(({ kind }) => kind === LONG_TERM || kind === 'primary');
    const now = askCopies(others, within, expected);
    return others.length === places.length
      ? now
      : all([now, askCopies(longTerm, within, expected)]);
  },
});

function copies(replicas: boolean): readonly string[] {
  return ['copy', 'backup', replicas ? 'replica' : LONG_TERM];
}
