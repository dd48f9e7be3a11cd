import { z } from 'zod';
import { askEvery, askTaken, concernsBackup, speaksOfBackups } from '#traits/ask-backup.ts';
import { defineCheck } from '#traits/define-check.ts';
import { Every, hoursOf } from '#traits/interval.ts';
import { withValue } from '#traits/short-words.ts';
import { DATABASES } from '#traits/subject.ts';

export const logBackup = defineCheck({
  id: 'log-backup',
  title: 'Database has its log backed up at least as often as claimed',
  short: withValue('log backups come'),
  trait: 'backups',
  severity: 'medium',
  parameters: z.strictObject({ every: Every }),
  quantifier: 'some',
  speaksOf: (subject) => speaksOfBackups(subject, DATABASES),
  kinds: () => ['log'],
  picks: ({ kind }) => kind === 'log',
  concerns: (item, _, subject) => concernsBackup(item, DATABASES, subject),
  none: 'It takes no log backups',
  guaranteeAnswers: false,
  rationale:
    'Log backups bound what is lost when a database must be restored: what was written since the last one is gone.',
  link: 'https://learn.microsoft.com/azure/azure-sql/database/automated-backups-overview#backup-frequency',
  references: ['azure-facts §4, §6: backup frequency, schedules of policies'],
  judge: (item, { parameters: { every } }) => askTaken(item, askEvery(item, hoursOf(every))),
});
