import { z } from 'zod';
import { ask, bad, doubtful, good } from '#traits/answer.ts';
import { defineCheck } from '#traits/define-check.ts';
import { notSaid } from '#traits/said.ts';
import { HOLDS, type Holds } from '#traits/subject.ts';

export const networkIsolation = defineCheck({
  id: 'network-isolation',
  title: 'Endpoint is closed to the public internet but for a few stated addresses',
  short: (observed) => (observed === 'internet' ? 'open to the internet' : undefined),
  trait: 'endpoints',
  severity: 'high',
  parameters: z.strictObject({
    /** How many public IPv4 addresses the rules may let in together; a /16 by default. */
    addresses: z.int().min(0).default(65_536),
    /** What the sentence speaks of; absent: whatever answers clients. */
    of: z.array(z.enum(HOLDS)).min(1).optional(),
  }),
  quantifier: 'every',
  speaksOf: ({ serves, holds }, { of }) =>
    serves === 'clients' && (of === undefined || (of as readonly Holds[]).includes(holds)),
  kinds: () => ['reach'],
  guaranteeAnswers: false,
  rationale:
    'A stolen credential is of no use from where the endpoint cannot be reached. A default of "deny" can be hollow: rules may let in the whole internet.',
  link: 'https://learn.microsoft.com/azure/security/fundamentals/network-best-practices',
  references: ['azure-facts §4 to §8: public network access, firewalls, private endpoints'],
  judge({ what, reach }, { parameters: { addresses } }) {
    const known = reach ?? notSaid(`From where ${what} can be reached is not read`);
    return ask(known, `at most ${addresses} public addresses`, (where) => {
      switch (where.is) {
        case 'private':
          return good(`The public endpoint of ${what} is closed`, 'closed');
        case 'internet':
          return bad(`${what} lets in every address of the internet`, 'internet');
        case 'some': {
          const told = `${what} lets in ${where.addresses} public addresses`;
          if (where.addresses > addresses) return bad(told, where.addresses);
          return where.isWhole
            ? good(told, where.addresses)
            : doubtful(`A rule of ${what} is no IPv4 address or range`, where.addresses);
        }
      }
    });
  },
});
