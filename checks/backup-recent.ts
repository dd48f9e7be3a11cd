import { z } from 'zod';
import { askNewest, askTaken, concernsBackup, speaksOfBackups } from '#traits/ask-backup.ts';
import { BACKUP_KINDS } from '#traits/backup.ts';
import { defineCheck } from '#traits/define-check.ts';
import { since } from '#traits/short-words.ts';
import { CUSTOMER_DATA, HOLDS } from '#traits/subject.ts';

const KINDS = BACKUP_KINDS.filter((kind) => kind !== 'long-term');

export const backupRecent = defineCheck({
  id: 'backup-recent',
  title: 'Data has a restore point that is not older than claimed',
  short: since('newest restore point is of'),
  trait: 'backups',
  severity: 'high',
  parameters: z.strictObject({
    /** A night, and two hours for the backup to run. */
    hours: z.number().positive().default(26),
    /** What the sentence speaks of; absent: every data store of customers, and whatever a vault protects. */
    of: z.array(z.enum(HOLDS)).min(1).optional(),
  }),
  quantifier: 'some',
  speaksOf: (subject, { of = CUSTOMER_DATA }) => speaksOfBackups(subject, of),
  kinds: () => KINDS,
  picks: ({ kind, newest, never, instead }) =>
    kind === 'continuous' ||
    (kind !== 'long-term' && [newest, never, instead].some((one) => one !== undefined)),
  concerns: (item, { of }, subject) => concernsBackup(item, of, subject),
  none: 'Nothing backs it up',
  guaranteeAnswers: false,
  isTimeBound: true,
  rationale:
    'A policy says what should be done. That it was done is shown by the restore points alone: backups stop without anybody changing a setting.',
  link: 'https://learn.microsoft.com/azure/backup/backup-azure-monitoring-built-in-monitor',
  references: ['azure-facts §4 to §8: restore points, recoverable databases, protected items'],
  judge: (item, { parameters: { hours }, asOf }) => askTaken(item, askNewest(item, hours, asOf)),
});
