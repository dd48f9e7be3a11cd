import { describe, expect, it } from 'vitest';
import { keyStrength } from '#checks/key-strength.ts';
import type { KeyStrength, Lifetime } from '#traits/keeping.ts';
import { statusOf, told, UNTOLD } from '../harness/ask-question.ts';

function key(strength?: Lifetime['strength']): Lifetime {
  const base = { what: 'key one', enabled: told(true), expires: told(null) };
  return strength === undefined ? base : { ...base, strength };
}

describe('key-strength', () => {
  it.each<[KeyStrength, string]>([
    [{ type: 'RSA', bits: 2048, curve: null }, 'pass'],
    [{ type: 'RSA', bits: 2047, curve: null }, 'fail'],
    [{ type: 'rsa-hsm', bits: 4096, curve: null }, 'pass'],
    [{ type: 'RSA', bits: null, curve: null }, 'unknown'],
    [{ type: 'EC', bits: null, curve: 'P-256' }, 'pass'],
    [{ type: 'EC-HSM', bits: null, curve: 'P-521' }, 'pass'],
    [{ type: 'EC', bits: null, curve: 'P-128' }, 'unknown'],
    [{ type: 'EC', bits: null, curve: null }, 'unknown'],
    [{ type: 'oct', bits: 256, curve: null }, 'unknown'],
  ])('%j: %s', async (strength, status) => {
    expect(await statusOf(keyStrength, [key(told(strength))], { holds: 'keys' })).toBe(status);
  });

  it.each<[string, Lifetime, string]>([
    ['not said', key(UNTOLD), 'unknown'],
    ['a secret', key(), 'not-applicable'],
  ])('%s', async (_, item, status) => {
    expect(await statusOf(keyStrength, [item], { holds: 'keys' })).toBe(status);
  });
});
