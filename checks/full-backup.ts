import { z } from 'zod';
import { type Answer, all, ask, bad, good } from '#traits/answer.ts';
import { askEvery, askTaken, concernsBackup, speaksOfBackups } from '#traits/ask-backup.ts';
import { defineCheck } from '#traits/define-check.ts';
import { Every, hoursOf } from '#traits/interval.ts';
import type { Said } from '#traits/said.ts';
import { withValue } from '#traits/short-words.ts';
import { DATABASES } from '#traits/subject.ts';

/** Whether what comes so often is a full backup each time. */
function askWhole(isWhole: Said<boolean>, what: string): Answer {
  return ask(isWhole, 'full backups', (word) =>
    word ? good('Each is a full backup') : bad(`Not all ${what} are full backups`),
  );
}

export const fullBackup = defineCheck({
  id: 'full-backup',
  title: 'Database is backed up in full at least as often as claimed',
  short: withValue('full backups come'),
  trait: 'backups',
  severity: 'high',
  parameters: z.strictObject({ every: Every }),
  quantifier: 'some',
  speaksOf: (subject) => speaksOfBackups(subject, DATABASES),
  kinds: () => ['full'],
  picks: ({ kind }) => kind === 'full',
  concerns: (item, _, subject) => concernsBackup(item, DATABASES, subject),
  none: 'It takes no full backups',
  guaranteeAnswers: false,
  rationale:
    'Every other backup builds on the last full one: the older that is, the longer and the riskier a restore. Where the platform takes them by itself, nobody can make it more often.',
  link: 'https://learn.microsoft.com/azure/azure-sql/database/automated-backups-overview#backup-frequency',
  references: ['azure-facts §4, §6: backup frequency, schedules of policies'],
  judge: (item, { parameters: { every } }) => {
    const often = askTaken(item, askEvery(item, hoursOf(every)));
    return item.isWhole === undefined ? often : all([often, askWhole(item.isWhole, item.what)]);
  },
});
