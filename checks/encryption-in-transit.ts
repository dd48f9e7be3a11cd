import { z } from 'zod';
import { all, ask, bad, good } from '#traits/answer.ts';
import { defineCheck } from '#traits/define-check.ts';
import { isAtLeastTls, TLS_VERSIONS } from '#traits/endpoint.ts';
import { notSaid } from '#traits/said.ts';

const TLS = z.enum(TLS_VERSIONS);

export const encryptionInTransit = defineCheck({
  id: 'encryption-in-transit',
  title: 'Every endpoint demands the claimed TLS version and refuses plain text',
  short: (observed) =>
    TLS.safeParse(observed).success ? `minimum TLS is ${String(observed)}` : undefined,
  trait: 'endpoints',
  severity: 'critical',
  parameters: z.strictObject({ atLeast: z.enum(['1.2', '1.3']).default('1.2') }),
  quantifier: 'every',
  speaksOf: ({ serves }) => serves === 'clients',
  kinds: () => ['transport'],
  rationale:
    'An endpoint that still accepts an old version, or none at all, is used by whoever was never updated, and by whoever forces it.',
  link: 'https://learn.microsoft.com/azure/security/fundamentals/encryption-overview#encryption-of-data-in-transit',
  references: ['azure-facts §4 to §8: minimum TLS versions and plain-text doors'],
  judge({ what, oldestTls, plainText }, { parameters: { atLeast } }) {
    const known = plainText ?? notSaid(`Whether ${what} accepts plain text is not read`);
    const plain = ask(known, 'plain text refused', (word) =>
      // Shown beside the version that it demanded before: the word alone would not say of what.
      word === 'refused'
        ? good(`${what} refuses plain text`)
        : bad(`${what} accepts plain text`, 'plain text accepted'),
    );
    if (oldestTls === undefined) return plain;
    const version = ask(oldestTls, `TLS ${atLeast} or later`, (oldest) => {
      if (isAtLeastTls(oldest, atLeast)) return good(`${what} demands TLS ${oldest}`);
      return bad(`${what} accepts ${oldest === 'none' ? 'any version of TLS' : `TLS ${oldest}`}`);
    });
    return all([version, plain]);
  },
});
