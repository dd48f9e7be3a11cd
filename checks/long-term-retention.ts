import { z } from 'zod';
import { concernsBackup, speaksOfBackups } from '#traits/ask-backup.ts';
import { askLongTerm, keepsEveryOne } from '#traits/ask-long-term.ts';
import { RHYTHMS } from '#traits/backup.ts';
import { defineCheck } from '#traits/define-check.ts';
import { AtLeast, durationOf } from '#traits/interval.ts';
import { withValue } from '#traits/short-words.ts';
import { DATABASES } from '#traits/subject.ts';

export const longTermRetention = defineCheck({
  id: 'long-term-retention',
  title: 'Database keeps long-term backups for the claimed time, and those that are due exist',
  short: withValue('long-term backups are kept for'),
  trait: 'backups',
  severity: 'high',
  parameters: z.strictObject({
    atLeast: AtLeast,
    /** Which long-term backups the sentence speaks of. */
    rhythms: z
      .array(z.enum(RHYTHMS))
      .min(1)
      .default([...RHYTHMS]),
  }),
  quantifier: 'some',
  speaksOf: (subject) => speaksOfBackups(subject, DATABASES),
  kinds: () => ['long-term', 'full', 'snapshot'],
  picks: (item) => item.kind === 'long-term' || keepsEveryOne(item),
  concerns: (item, _, subject) => concernsBackup(item, DATABASES, subject),
  none: 'It keeps no long-term backups',
  guaranteeAnswers: false,
  rationale:
    'Point-in-time restore ends after some weeks, and longer retention is off by default; a policy proves configuration only, so the backups that are due have to exist.',
  link: 'https://learn.microsoft.com/azure/azure-sql/database/long-term-retention-overview',
  references: ['azure-facts §4, §5: long-term retention, and the list of what exists'],
  judge: (item, { parameters: { atLeast, rhythms }, asOf }) =>
    askLongTerm([item], { minimum: durationOf(atLeast), rhythms }, asOf),
  judgeTogether: (items, { parameters: { atLeast, rhythms }, asOf }) =>
    askLongTerm(items, { minimum: durationOf(atLeast), rhythms }, asOf),
});
