import { z } from 'zod';
import { all, ask, bad, good } from '#traits/answer.ts';
import { defineCheck } from '#traits/define-check.ts';
import { HOLDS } from '#traits/subject.ts';

/** Worst to best; only `locked` cannot be taken back. */
const IMMUTABILITY: readonly string[] = ['off', 'unlocked', 'locked'];

export const deletionProtection = defineCheck({
  id: 'deletion-protection',
  title: 'Deleted backups and blobs can be brought back for the claimed days',
  short: (observed) =>
    IMMUTABILITY.includes(String(observed)) ? `immutability is ${String(observed)}` : undefined,
  trait: 'keeping',
  severity: 'high',
  parameters: z.strictObject({
    days: z.int().min(1).default(7),
    /** Whether backups have to be such that nobody shortens or deletes them, and whether for good. */
    immutability: z.enum(['unlocked', 'locked']).optional(),
    /** What the sentence speaks of; absent: backups and blobs. */
    of: z.array(z.enum(HOLDS)).min(1).optional(),
  }),
  quantifier: 'every',
  speaksOf: ({ holds }, { of = ['copies', 'blobs'] }) => of.includes(holds),
  guaranteeAnswers: false,
  rationale:
    'Who encrypts the data for ransom deletes the backups first; backups that an administrator can delete are as safe as that administrator.',
  link: 'https://learn.microsoft.com/azure/backup/backup-azure-enhanced-soft-delete-about',
  references: ['azure-facts §5, §6: soft delete, permanent deletion, immutability'],
  judge({ what, recoverableDays, purge, immutability }, { parameters }) {
    const { days, immutability: demanded } = parameters;
    const kept = ask(recoverableDays, `${days} days`, (count) => {
      if (count === 0) return bad(`What is deleted in ${what} is gone at once`, 'gone at once');
      const told = `What is deleted in ${what} is kept for ${count} days`;
      return count >= days ? good(told) : bad(`${told} only`);
    });
    const purging =
      purge &&
      ask(purge, 'kept until then', (word) =>
        word === 'refused'
          ? good(`What is deleted in ${what} stays that long`)
          : bad(`What is deleted in ${what} may be removed for good at any time`),
      );
    const fixed =
      demanded &&
      immutability &&
      ask(immutability, demanded, (state) =>
        IMMUTABILITY.indexOf(state) >= IMMUTABILITY.indexOf(demanded)
          ? good(`Immutability of ${what} is ${state}`)
          : bad(`Immutability of ${what} is ${state}`),
      );
    return all([kept, ...[purging, fixed].filter((answer) => answer !== undefined)]);
  },
});
