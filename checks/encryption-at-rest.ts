import { z } from 'zod';
import { ask, bad, good } from '#traits/answer.ts';
import { defineCheck } from '#traits/define-check.ts';
import { holdsData } from '#traits/subject.ts';

export const encryptionAtRest = defineCheck({
  id: 'encryption-at-rest',
  title: 'Whatever is stored is encrypted with AES-256',
  short: 'encryption at rest is off',
  trait: 'encryption',
  severity: 'critical',
  parameters: z.strictObject({}),
  quantifier: 'every',
  speaksOf: holdsData,
  rationale:
    'Encryption at rest protects disks that are stolen, lent or thrown away; some services let one switch it off for a single database.',
  link: 'https://learn.microsoft.com/azure/security/fundamentals/encryption-atrest',
  references: ['azure-facts §4 to §8: what each service encrypts, and with which key'],
  judge: ({ what, state }) =>
    ask(state, 'on', (word) =>
      word === 'on'
        ? good(`${what} is encrypted at rest`)
        : bad(`${what} is not encrypted at rest`),
    ),
});
