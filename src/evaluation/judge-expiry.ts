import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import { fail, pass, unknown, type Verdict } from '#domain/verdict.ts';
import type { KeyVaultAttributes } from '#facts/key-vault-key.ts';

const DAY_SECONDS = 86_400;

/**
 * Whether an enabled key, secret or certificate expires, has not expired, and lives no longer than `days` from its creation.
 * Attributes carry seconds since the epoch; no `exp` in attributes that were sent means that it never expires.
 */
export function judgeExpiry(
  what: string,
  attributes: KeyVaultAttributes | null | undefined,
  { days, asOf }: { readonly days: number; readonly asOf: Instant },
): Verdict {
  const expected = `expires within ${days} days of its creation`;
  const now = toMilliseconds(asOf);
  if (attributes === null || attributes === undefined || now === undefined) {
    return unknown(`Azure sent no times of the ${what}`, { expected });
  }
  const { exp = null, created = null } = attributes;
  const shown = { expected, observed: { expires: instantOf(exp), created: instantOf(created) } };
  if (exp === null) return fail(`The ${what} never expires`, shown);
  if (exp * 1000 <= now) return fail(`The ${what} has expired and is still enabled`, shown);
  if (created === null) {
    // It cannot have been made later than now, so what is left alone may already be too much.
    return exp - now / 1000 > days * DAY_SECONDS
      ? fail(`The ${what} expires later than ${days} days from now`, shown)
      : unknown(`Azure does not say when the ${what} was made`, shown);
  }
  const lifetime = (exp - created) / DAY_SECONDS;
  return lifetime <= days
    ? pass(`The ${what} expires at ${instantOf(exp)}`, shown)
    : fail(`The ${what} lives for ${Math.ceil(lifetime)} days`, shown);
}

/** Seconds since the epoch as an instant; null for none and for what is out of a calendar's range. */
function instantOf(seconds: number | null): Instant | null {
  if (seconds === null || Math.abs(seconds) > 8.64e12) return null;
  return toInstant(seconds * 1000);
}
