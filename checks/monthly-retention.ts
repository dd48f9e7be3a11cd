import { z } from 'zod';
import { all, any } from '#traits/answer.ts';
import { askKeptFor, askTaken, concernsBackup, speaksOfBackups } from '#traits/ask-backup.ts';
import { askExists, keepsEveryOne } from '#traits/ask-long-term.ts';
import type { Backup } from '#traits/backup.ts';
import { defineCheck } from '#traits/define-check.ts';
import { AtLeast, durationOf } from '#traits/interval.ts';
import { withValue } from '#traits/short-words.ts';
import { DATABASES, HOLDS } from '#traits/subject.ts';

export const monthlyRetention = defineCheck({
  id: 'monthly-retention',
  title: 'The first backup of each month is kept for the claimed time',
  short: withValue('monthly backups are kept for'),
  trait: 'backups',
  severity: 'medium',
  parameters: z.strictObject({
    atLeast: AtLeast,
    /** What the sentence speaks of; absent: databases, and whatever a vault protects. */
    of: z.array(z.enum(HOLDS)).min(1).optional(),
  }),
  quantifier: 'some',
  speaksOf: (subject, { of = DATABASES }) => speaksOfBackups(subject, of),
  kinds: () => ['long-term', 'full', 'snapshot'],
  picks: (item) => isMonthly(item) || item.firstOfMonthKeptFor !== undefined || keepsEveryOne(item),
  concerns: (item, { of }, subject) => concernsBackup(item, of, subject),
  none: 'It keeps no monthly backup',
  guaranteeAnswers: false,
  rationale:
    'Daily backups are gone after days or weeks; only a backup that is kept longer shows what was there before.',
  link: 'https://learn.microsoft.com/azure/backup/backup-architecture#backup-policy-essentials',
  references: ['azure-facts §4, §6: monthly long-term backups, monthly schedules of policies'],
  judge(item, { parameters: { atLeast }, asOf }) {
    const minimum = durationOf(atLeast);
    const kept = askKeptFor(item, minimum);
    if (isMonthly(item)) return askTaken(item, all([kept, askExists(item, asOf)]));
    const { firstOfMonthKeptFor: keptFor } = item;
    if (keptFor === undefined) return askTaken(item, kept);
    const first = askKeptFor({ what: 'first backups of the month', keptFor }, minimum);
    return askTaken(item, item.keptFor === undefined ? first : any([first, kept]));
  },
});

/** A dedicated pool's missing long-term retention has no rhythm, and no monthly one either. */
function isMonthly({ kind, rhythm }: Backup): boolean {
  return kind === 'long-term' && (rhythm === undefined || rhythm === 'monthly');
}
