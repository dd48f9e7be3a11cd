import { z } from 'zod';
import { ask, bad, doubtful, good } from '#traits/answer.ts';
import { defineCheck } from '#traits/define-check.ts';

const EXPECTED = 'a key of the customer’s own';

export const customerKeys = defineCheck({
  id: 'customer-keys',
  title: 'Whatever is stored is encrypted under a key of the customer’s own',
  short: 'encryption key is managed by Azure',
  trait: 'encryption',
  severity: 'medium',
  parameters: z.strictObject({}),
  quantifier: 'every',
  // What keeps those keys cannot be encrypted under one of them.
  speaksOf: ({ holds }) => holds !== 'nothing' && holds !== 'keys',
  guaranteeAnswers: false,
  rationale:
    'With a key of one’s own the data becomes unreadable when that key is withdrawn; whoever manages it decides that.',
  link: 'https://learn.microsoft.com/azure/security/fundamentals/encryption-models',
  references: ['azure-facts §4 to §8: whose key encrypts what is stored'],
  judge({ what, key }) {
    if (key === undefined) {
      const reason = `A key of the customer’s own cannot be had for ${what}`;
      return { status: 'fail', expected: EXPECTED, observed: null, reason, from: [] };
    }
    return ask(key, EXPECTED, (whose) => {
      if (whose.of === 'platform')
        return bad(`The key of ${what} is managed by Azure`, 'managed by Azure');
      return whose.address === null
        ? doubtful(`The key of ${what} is said to be the customer’s, but is not named`, null)
        : good(`The key of ${what} is the customer’s own`, whose.address);
    });
  },
});
