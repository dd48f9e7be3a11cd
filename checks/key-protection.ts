import { z } from 'zod';
import { ask, aspects, bad, good } from '#traits/answer.ts';
import { defineCheck } from '#traits/define-check.ts';

/** What was observed, as it is shown. */
const Seen = z.object({
  'days kept': z.unknown(),
  'purge protection': z.unknown(),
  'access by': z.unknown(),
});

export const keyProtection = defineCheck({
  id: 'key-protection',
  title: 'Keys and secrets cannot be lost or destroyed, and roles decide who may use them',
  short: (observed) => {
    const seen = Seen.safeParse(observed).data;
    if (seen?.['days kept'] === 0) return 'soft delete is off';
    if (seen?.['purge protection'] === 'off') return 'purge protection is off';
    return seen?.['access by'] === 'policies' ? 'access policies decide, not roles' : undefined;
  },
  trait: 'keeping',
  severity: 'high',
  /** For how long deleted keys must be kept; Azure allows 7 to 90 days. */
  parameters: z.strictObject({ days: z.int().min(7).max(90).default(7) }),
  quantifier: 'every',
  speaksOf: ({ holds }) => holds === 'keys',
  guaranteeAnswers: false,
  rationale:
    'A deleted key takes everything encrypted under it along, unless it can be had back; who may purge makes that hollow, and access policies lie outside roles.',
  link: 'https://learn.microsoft.com/azure/key-vault/general/best-practices',
  references: ['Microsoft.KeyVault/vaults 2026-02-01: soft delete, purge protection, RBAC'],
  judge({ what, recoverableDays, purge, access }, { parameters: { days } }) {
    const kept = ask(recoverableDays, `${days} days`, (count) => {
      if (count >= days) return good(`What is deleted in ${what} is kept for ${count} days`);
      return count === 0
        ? bad(`Soft delete of ${what} is off`)
        : bad(`What is deleted in ${what} is kept for ${count} days only`);
    });
    const purging =
      purge &&
      ask(purge, 'purge protection on', (word) =>
        word === 'refused'
          ? good(`Purge protection of ${what} is on`, 'on')
          : bad(`Purge protection of ${what} is off`, 'off'),
      );
    const deciding =
      access &&
      ask(access, 'roles', (word) =>
        word === 'roles'
          ? good(`Roles decide who may use ${what}`)
          : bad(`Access policies decide who may use ${what}`),
      );
    return aspects({ 'days kept': kept, 'purge protection': purging, 'access by': deciding }, kept);
  },
});
