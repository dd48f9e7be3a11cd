import { describe, expect, it } from 'vitest';
import { deletionProtection } from '#checks/deletion-protection.ts';
import type { Keeping } from '#traits/keeping.ts';
import { statusOf, told, UNTOLD, verdictOn } from '../harness/ask-question.ts';

function keeping(days: number, more: Partial<Keeping> = {}): Keeping {
  return { what: 'vault', recoverableDays: told(days), ...more };
}

describe('deletion-protection', () => {
  it.each<[string, Keeping, string]>([
    ['the days', keeping(14), 'pass'],
    ['a day less', keeping(13), 'fail'],
    ['gone at once', keeping(0), 'fail'],
    ['not said', { ...keeping(0), recoverableDays: UNTOLD }, 'unknown'],
    ['nobody may purge', keeping(14, { purge: told('refused') }), 'pass'],
    ['somebody may', keeping(14, { purge: told('allowed') }), 'fail'],
    ['whether is not said', keeping(14, { purge: UNTOLD }), 'unknown'],
    ['too short, whether is not said', keeping(13, { purge: UNTOLD }), 'fail'],
  ])('14 days: %s', async (_, item, status) => {
    expect(await statusOf(deletionProtection, [item], { with: { days: 14 } })).toBe(status);
  });

  it.each<[string | undefined, Keeping['immutability'], string]>([
    [undefined, told('off'), 'pass'],
    ['unlocked', told('off'), 'fail'],
    ['unlocked', told('unlocked'), 'pass'],
    ['unlocked', told('locked'), 'pass'],
    ['locked', told('unlocked'), 'fail'],
    ['locked', told('locked'), 'pass'],
    ['locked', UNTOLD, 'unknown'],
    ['locked', undefined, 'pass'],
  ])('immutability %s of %j: %s', async (immutability, state, status) => {
    const given = immutability === undefined ? {} : { immutability };
    const item = keeping(14, state === undefined ? {} : { immutability: state });

    expect(await statusOf(deletionProtection, [item], { with: given })).toBe(status);
  });

  it('is short in alerts', async () => {
    const { short } = deletionProtection;
    const { observed } = await verdictOn(
      deletionProtection,
      [keeping(14, { immutability: told('off') })],
      { with: { immutability: 'unlocked' } },
    );

    expect(typeof short === 'function' && short(observed, null)).toBe('immutability is off');
  });

  it.each([
    ['copies', true],
    ['blobs', true],
    ['keys', false],
    ['database', false],
  ] as const)('speaks of %s: %s', (holds, speaks) => {
    const subject = { holds, serves: 'nobody', runs: 'provider' } as const;

    expect(deletionProtection.speaksOf(subject, {})).toBe(speaks);
  });
});
