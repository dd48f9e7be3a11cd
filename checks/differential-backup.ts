import { z } from 'zod';
import { askEvery, askTaken, concernsBackup, speaksOfBackups } from '#traits/ask-backup.ts';
import { defineCheck } from '#traits/define-check.ts';
import { Every, hoursOf } from '#traits/interval.ts';
import { withValue } from '#traits/short-words.ts';
import { DATABASES } from '#traits/subject.ts';

export const differentialBackup = defineCheck({
  id: 'differential-backup',
  title: 'Database takes differential backups at least as often as claimed',
  short: withValue('differential backups come'),
  trait: 'backups',
  severity: 'medium',
  parameters: z.strictObject({ every: Every }),
  quantifier: 'some',
  speaksOf: (subject) => speaksOfBackups(subject, DATABASES),
  kinds: () => ['differential'],
  picks: ({ kind }) => kind === 'differential',
  concerns: (item, _, subject) => concernsBackup(item, DATABASES, subject),
  none: 'It takes no differential backups',
  guaranteeAnswers: false,
  rationale:
    'A restore runs from the last differential backup on: the rarer they come, the longer it takes.',
  link: 'https://learn.microsoft.com/azure/azure-sql/database/automated-backups-change-settings',
  references: ['azure-facts §4, §6: backup frequency, schedules of policies'],
  judge: (item, { parameters: { every } }) => askTaken(item, askEvery(item, hoursOf(every))),
});
