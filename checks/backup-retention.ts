import { z } from 'zod';
import { askReach, concernsBackup, speaksOfBackups } from '#traits/ask-backup.ts';
import { defineCheck } from '#traits/define-check.ts';
import { restoreWindow } from '#traits/short-words.ts';
import { CUSTOMER_DATA, HOLDS } from '#traits/subject.ts';

const KINDS: readonly string[] = ['continuous', 'full', 'snapshot'];

export const backupRetention = defineCheck({
  id: 'backup-retention',
  title: 'Backups are kept for the claimed days',
  short: restoreWindow,
  trait: 'backups',
  severity: 'high',
  parameters: z.strictObject({
    days: z.int().min(1),
    /** What the sentence speaks of; absent: every data store of customers, and whatever a vault protects. */
    of: z.array(z.enum(HOLDS)).min(1).optional(),
  }),
  quantifier: 'some',
  speaksOf: (subject, { of = CUSTOMER_DATA }) => speaksOfBackups(subject, of),
  kinds: () => KINDS,
  picks: ({ kind, keptFor, never, instead }) =>
    KINDS.includes(kind) && [keptFor, never, instead].some((one) => one !== undefined),
  concerns: (item, { of }, subject) => concernsBackup(item, of, subject),
  none: 'Nothing backs it up',
  guaranteeAnswers: false,
  carriedAtMostHours: 6,
  rationale:
    'Damage that is noticed late is mended from a backup that was taken before it, if that still exists.',
  link: 'https://learn.microsoft.com/azure/backup/backup-architecture#backup-policy-essentials',
  references: ['azure-facts §4 to §8: retention of backups, earliest restore points'],
  judge: (item, { parameters: { days }, asOf }) => askReach(item, days, asOf),
});
