import { describe, expect, it } from 'vitest';
import { keyVaultKeyExpiry } from '#checks/key-vault/key-vault-key-expiry.ts';
import type { Verdict } from '#domain/verdict.ts';
import type { KeyVaultAttributes } from '#facts/key-vault-key.ts';
import {
  attributes,
  DAY_SECONDS,
  keyVaultKey,
  NOW_SECONDS,
} from '../../harness/facts/key-vault.ts';
import { judgeCheck } from '../../harness/judge-check.ts';

const YEAR = 365 * DAY_SECONDS;

function judge(given: KeyVaultAttributes | null | undefined, days = 730): Verdict {
  const facts = {
    keyVaultKeyRow: { properties: { attributes: { enabled: given?.enabled } } },
    keyVaultKey: keyVaultKey({ attributes: given }),
  };
  return judgeCheck(keyVaultKeyExpiry, facts, { with: { days } });
}

describe('key-vault-key-expiry', () => {
  it.each([
    ['in 200 days', { exp: NOW_SECONDS + 200 * DAY_SECONDS }, 'pass'],
    ['in a second', { exp: NOW_SECONDS + 1 }, 'pass'],
    ['now', { exp: NOW_SECONDS }, 'fail'],
    ['a second ago', { exp: NOW_SECONDS - 1 }, 'fail'],
    ['never', { exp: undefined }, 'fail'],
    ['never, said with null', { exp: null }, 'fail'],
    ['after two years', { created: NOW_SECONDS, exp: NOW_SECONDS + 2 * YEAR }, 'pass'],
    ['a second later', { created: NOW_SECONDS, exp: NOW_SECONDS + 2 * YEAR + 1 }, 'fail'],
    [
      'two years after an old creation',
      { created: NOW_SECONDS - YEAR, exp: NOW_SECONDS + YEAR },
      'pass',
    ],
    ['in time, made nobody knows when', { created: undefined }, 'unknown'],
    ['too late, made nobody knows when', { created: null, exp: NOW_SECONDS + 3 * YEAR }, 'fail'],
    ['out of all calendars', { exp: 1e300 }, 'fail'],
  ])('expires %s', (_, given, status) => {
    expect(judge(attributes(given)).status).toBe(status);
  });

  it.each([null, undefined])('answers unknown for attributes %j', (given) => {
    expect(judge(given).status).toBe('unknown');
  });

  it('takes times as seconds, not milliseconds', () => {
    const verdict = judge(attributes({ exp: NOW_SECONDS + DAY_SECONDS }));

    expect(verdict.observed).toMatchObject({ expires: '2026-11-22T03:00:00.000Z' });
  });

  it('does not judge a disabled one, even expired', () => {
    expect(judge(attributes({ enabled: false, exp: 1 })).status).toBe('not-applicable');
  });

  it.each([null, undefined])(
    'judges one that does not say whether it is enabled: %j',
    (enabled) => {
      expect(judge(attributes({ enabled, exp: 1 })).status).toBe('fail');
    },
  );
});
