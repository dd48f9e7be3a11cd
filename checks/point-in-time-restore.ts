import { z } from 'zod';
import { askReach, concernsBackup, speaksOfBackups } from '#traits/ask-backup.ts';
import { defineCheck } from '#traits/define-check.ts';
import { restoreWindow } from '#traits/short-words.ts';
import { DATABASES, HOLDS } from '#traits/subject.ts';

export const pointInTimeRestore = defineCheck({
  id: 'point-in-time-restore',
  title: 'Data can be brought back to any moment of the claimed days',
  short: restoreWindow,
  trait: 'backups',
  severity: 'high',
  parameters: z.strictObject({
    days: z.int().min(1),
    /** Whether the policy may name more days than the sentence does. */
    match: z.enum(['at-least', 'exactly']).default('at-least'),
    /** What the sentence speaks of; absent: databases. */
    of: z.array(z.enum(HOLDS)).min(1).optional(),
  }),
  quantifier: 'some',
  speaksOf: (subject, { of = DATABASES }) => speaksOfBackups(subject, of),
  kinds: () => ['continuous', 'log'],
  // Log backups of a policy's own bring a database back to any moment for as long as they are kept.
  picks: ({ kind, by }) => kind === 'continuous' || (kind === 'log' && by === 'policy'),
  concerns: (item, { of = DATABASES }, subject) => concernsBackup(item, of, subject),
  none: 'It cannot be brought back to a point in time',
  guaranteeAnswers: false,
  carriedAtMostHours: 6,
  rationale:
    'The policy says for how many days back; a longer one creates no old restore points, so what can be restored today is told by the earliest of them.',
  link: 'https://learn.microsoft.com/azure/azure-sql/database/recovery-using-backups',
  references: ['azure-facts §4, §5: retention of point-in-time restore, earliest restore points'],
  judge: (item, { parameters: { days, match }, asOf }) => askReach(item, days, asOf, match),
});
