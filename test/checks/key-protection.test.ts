import { describe, expect, it } from 'vitest';
import { keyProtection } from '#checks/key-protection.ts';
import type { Keeping } from '#traits/keeping.ts';
import { statusOf, told, UNTOLD, verdictOn } from '../harness/ask-question.ts';

const GOOD: Keeping = {
  what: 'vault',
  recoverableDays: told(90),
  purge: told('refused'),
  access: told('roles'),
};

describe('key-protection', () => {
  it.each<[string, Partial<Keeping>, string]>([
    ['as it should be', {}, 'pass'],
    ['kept for the days', { recoverableDays: told(30) }, 'pass'],
    ['kept for a day less', { recoverableDays: told(29) }, 'fail'],
    ['not kept', { recoverableDays: told(0) }, 'fail'],
    ['for how long is not said', { recoverableDays: UNTOLD }, 'unknown'],
    ['somebody may purge', { purge: told('allowed') }, 'fail'],
    ['whether is not said', { purge: UNTOLD }, 'unknown'],
    ['access policies', { access: told('policies') }, 'fail'],
    ['who decides is not said', { access: UNTOLD }, 'unknown'],
    ['one bad, one not said', { access: told('policies'), purge: UNTOLD }, 'fail'],
  ])('%s', async (_, more, status) => {
    const items = [{ ...GOOD, ...more }];

    expect(await statusOf(keyProtection, items, { with: { days: 30 } })).toBe(status);
  });

  it('asks nothing of settings that it does not have', async () => {
    expect(await statusOf(keyProtection, [{ what: 'hsm', recoverableDays: told(7) }])).toBe('pass');
  });

  it.each<[Partial<Keeping>, string | undefined]>([
    [{ recoverableDays: told(0) }, 'soft delete is off'],
    [{ purge: told('allowed') }, 'purge protection is off'],
    [{ access: told('policies') }, 'access policies decide, not roles'],
    [{ recoverableDays: told(8) }, undefined],
  ])('is short in alerts, or its reason is', async (more, words) => {
    const { observed } = await verdictOn(keyProtection, [{ ...GOOD, ...more }], {
      with: { days: 30 },
    });
    const { short } = keyProtection;

    expect(typeof short === 'function' && short(observed, null)).toBe(words);
  });
});
