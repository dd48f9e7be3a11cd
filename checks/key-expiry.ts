import { z } from 'zod';
import { type Instant, toMilliseconds } from '#domain/instant.ts';
import { ask, bad, besides, doubtful, good } from '#traits/answer.ts';
import { defineCheck } from '#traits/define-check.ts';
import type { Said } from '#traits/said.ts';

const DAY_MS = 86_400_000;

export const keyExpiry = defineCheck({
  id: 'key-expiry',
  title: 'Key, secret or certificate expires within the claimed days of its creation',
  short: (observed) => (observed === 'never' ? 'never expires' : undefined),
  trait: 'lifetimes',
  severity: 'medium',
  parameters: z.strictObject({ days: z.int().min(1).default(730) }),
  quantifier: 'every',
  speaksOf: ({ holds }) => holds === 'keys',
  isTimeBound: true,
  guaranteeAnswers: false,
  rationale: 'What has no end is used until it is stolen, and then on.',
  link: 'https://learn.microsoft.com/azure/key-vault/keys/about-keys',
  references: ['Microsoft.KeyVault/vaults/keys and /secrets 2026-02-01: attributes.exp, created'],
  judge({ what, expires, created }, { parameters: { days }, asOf }) {
    const expected = `expires within ${days} days of its creation`;
    const answer = ask(expires, expected, (end) => {
      if (end === null) return bad(`The ${what} never expires`, 'never');
      const left = between(asOf, end);
      if (left <= 0) return bad(`The ${what} has expired and is still enabled`);
      return ruleOnLifetime(what, end, left, created, days);
    });
    return besides(answer, created);
  },
});

function ruleOnLifetime(
  what: string,
  end: Instant,
  left: number,
  created: Said<Instant> | undefined,
  days: number,
): ReturnType<typeof good> {
  if (created?.said !== true) {
    // It cannot have been made later than now, so what is left alone may already be too much.
    return left > days
      ? bad(`The ${what} expires later than ${days} days from now`)
      : doubtful(`Azure does not say when the ${what} was made`);
  }
  const lifetime = between(created.value, end);
  return lifetime <= days
    ? good(`The ${what} expires at ${end}`)
    : bad(`The ${what} lives for ${Math.ceil(lifetime)} days`);
}

/** Days from one instant to another; both were read as instants. */
function between(from: Instant, to: Instant): number {
  return ((toMilliseconds(to) ?? Number.NaN) - (toMilliseconds(from) ?? Number.NaN)) / DAY_MS;
}
