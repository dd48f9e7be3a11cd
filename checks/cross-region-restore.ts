import { z } from 'zod';
import { ask, bad, good } from '#traits/answer.ts';
import { defineCheck } from '#traits/define-check.ts';
import { concernsRedundancy } from '#traits/redundancy.ts';
import { notSaid } from '#traits/said.ts';

export const crossRegionRestore = defineCheck({
  id: 'cross-region-restore',
  title: 'Backups can be restored in the second region without waiting for Azure',
  short: 'cross-region restore is off',
  trait: 'places',
  severity: 'medium',
  parameters: z.strictObject({}),
  quantifier: 'every',
  speaksOf: ({ holds }) => holds === 'copies',
  kinds: () => ['backup'],
  picks: ({ kind, isReady }) => kind === 'backup' && isReady !== undefined,
  concerns: concernsRedundancy,
  guaranteeAnswers: false,
  rationale:
    'Without it the second copy can be used only once Microsoft declares the first region lost.',
  link: 'https://learn.microsoft.com/azure/backup/backup-create-recovery-services-vault#set-cross-region-restore',
  references: ['Microsoft.RecoveryServices/vaults: redundancySettings.crossRegionRestore'],
  judge: ({ what, isReady = notSaid(`Whether ${what} can be restored is not said`) }) =>
    ask(isReady, 'restorable at any time', (isAtAnyTime) =>
      isAtAnyTime
        ? good(`At any time can be restored: ${what}`)
        : bad(`Restorable in a declared disaster only: ${what}`),
    ),
});
