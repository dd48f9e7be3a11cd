import { z } from 'zod';
import { all, ask, bad, good } from '#traits/answer.ts';
import { defineCheck } from '#traits/define-check.ts';
import { notSaid } from '#traits/said.ts';
import { holdsData } from '#traits/subject.ts';

const TWICE = 'a second layer';

export const encryptionAtRest = defineCheck({
  id: 'encryption-at-rest',
  title: 'Whatever is stored is encrypted with AES-256',
  short: (_, expected) =>
    expected === TWICE ? 'infrastructure encryption is off' : 'encryption at rest is off',
  trait: 'encryption',
  severity: 'critical',
  parameters: z.strictObject({
    /** 2: encrypted a second time below the first, under another key. */
    layers: z.union([z.literal(1), z.literal(2)]).default(1),
  }),
  quantifier: 'every',
  speaksOf: holdsData,
  // That a service always encrypts does not say that it does so twice.
  guaranteeAnswers: ({ layers }) => layers === 1,
  rationale:
    'Encryption at rest protects disks that are stolen, lent or thrown away; some services let one switch it off for a single database.',
  link: 'https://learn.microsoft.com/azure/security/fundamentals/encryption-atrest',
  references: ['azure-facts §4 to §8: what each service encrypts, and with which key'],
  judge({ what, state, second }, { parameters: { layers } }) {
    const once = ask(state, 'on', (word) =>
      word === 'on'
        ? good(`${what} is encrypted at rest`)
        : bad(`${what} is not encrypted at rest`),
    );
    if (layers === 1) return once;
    const known = second ?? notSaid(`Whether ${what} is encrypted a second time is not said`);
    const twice = ask(known, TWICE, (word) =>
      word === 'on'
        ? good(`${what} is encrypted a second time`)
        : bad(`${what} is not encrypted a second time`),
    );
    return all([once, twice]);
  },
});
