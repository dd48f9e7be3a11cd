import { z } from 'zod';
import { askEvery, askTaken, concernsBackup, speaksOfBackups } from '#traits/ask-backup.ts';
import { BACKUP_KINDS } from '#traits/backup.ts';
import { defineCheck } from '#traits/define-check.ts';
import { Every, hoursOf } from '#traits/interval.ts';
import { withValue } from '#traits/short-words.ts';
import { CUSTOMER_DATA, HOLDS } from '#traits/subject.ts';

const KINDS = BACKUP_KINDS.filter((kind) => kind !== 'long-term');

export const backupInterval = defineCheck({
  id: 'backup-interval',
  title: 'Data is backed up at least as often as claimed, by whatever kind of backup',
  short: withValue('backups come'),
  trait: 'backups',
  severity: 'high',
  parameters: z.strictObject({
    every: Every,
    /** What the sentence speaks of; absent: every data store of customers, and whatever a vault protects. */
    of: z.array(z.enum(HOLDS)).min(1).optional(),
  }),
  quantifier: 'some',
  speaksOf: (subject, { of = CUSTOMER_DATA }) => speaksOfBackups(subject, of),
  kinds: () => KINDS,
  picks: ({ kind, every, never, instead }) =>
    kind === 'continuous' ||
    (kind !== 'long-term' && [every, never, instead].some((one) => one !== undefined)),
  concerns: (item, { of }, subject) => concernsBackup(item, of, subject),
  none: 'Nothing backs it up',
  guaranteeAnswers: false,
  rationale:
    'A young restore point does not show that another one comes tonight: one day of the week it is young under a weekly schedule too.',
  link: 'https://learn.microsoft.com/azure/backup/backup-architecture#backup-policy-essentials',
  references: [
    'azure-facts §4 to §8: schedules of policies, and intervals that the platform keeps',
  ],
  judge: (item, { parameters: { every } }) => askTaken(item, askEvery(item, hoursOf(every))),
});
