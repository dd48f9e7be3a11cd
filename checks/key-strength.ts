import { z } from 'zod';
import { ask, bad, doubtful, good } from '#traits/answer.ts';
import { defineCheck } from '#traits/define-check.ts';
import { notSaid } from '#traits/said.ts';

/** Elliptic curves, each of 128 bits of strength or more. Source: `references`. */
const CURVES: readonly string[] = ['P-256', 'P-256K', 'P-384', 'P-521'];

export const keyStrength = defineCheck({
  id: 'key-strength',
  title: 'Key is of a strong type and size',
  short: () => undefined,
  trait: 'lifetimes',
  severity: 'medium',
  /** The least size of an RSA key in bits. */
  parameters: z.strictObject({ rsaBits: z.int().min(1024).default(2048) }),
  quantifier: 'every',
  speaksOf: ({ holds }) => holds === 'keys',
  picks: ({ strength }) => strength !== undefined,
  guaranteeAnswers: false,
  rationale: 'A key that can be computed from its public half protects nothing.',
  link: 'https://learn.microsoft.com/azure/key-vault/keys/about-keys-details',
  references: ['Microsoft.KeyVault/vaults/keys 2026-02-01: kty, keySize, curveName'],
  judge({ strength = notSaid('It has no strength') }, { parameters: { rsaBits } }) {
    const expected = `RSA of ${rsaBits} bits or more, or a known elliptic curve`;
    return ask(strength, expected, ({ type, bits, curve }) => {
      switch (type.toUpperCase()) {
        case 'RSA':
        case 'RSA-HSM':
          if (bits === null) return doubtful('Azure does not say how large the key is');
          return bits >= rsaBits
            ? good(`An RSA key of ${bits} bits`)
            : bad(`An RSA key of ${bits} bits only`);
        case 'EC':
        case 'EC-HSM':
          return CURVES.includes(curve?.toUpperCase() ?? '')
            ? good(`An elliptic-curve key on ${curve}`)
            : doubtful(`The curve ${curve} is not understood`);
        default:
          return doubtful(`The key type ${type} is not understood`);
      }
    });
  },
});
