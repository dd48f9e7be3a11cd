import { describe, expect, it } from 'vitest';
import { keyExpiry } from '#checks/key-expiry.ts';
import type { Lifetime } from '#traits/keeping.ts';
import { statusOf, told, UNTOLD, verdictOn } from '../harness/ask-question.ts';

/** Asked at 2026-11-21T03:00Z for 100 days. */
function key(expires: Lifetime['expires'], created?: Lifetime['created']): Lifetime {
  return { what: 'key one', enabled: told(true), expires, ...(created && { created }) };
}
const CREATED = told('2026-09-01T00:00:00.000Z');

describe('key-expiry', () => {
  it.each<[string, Lifetime, string]>([
    ['after the days', key(told('2026-12-10T00:00:00.000Z'), CREATED), 'pass'],
    ['a minute later', key(told('2026-12-10T00:01:00.000Z'), CREATED), 'fail'],
    ['never', key(told(null), CREATED), 'fail'],
    ['in the past', key(told('2026-11-21T03:00:00.000Z'), CREATED), 'fail'],
    ['not said', key(UNTOLD, CREATED), 'unknown'],
    ['soon, made at is not said', key(told('2026-12-01T00:00:00.000Z'), UNTOLD), 'unknown'],
    ['soon, without when', key(told('2026-12-01T00:00:00.000Z')), 'unknown'],
    ['too late in any case', key(told('2027-03-02T00:00:00.000Z'), UNTOLD), 'fail'],
  ])('%s', async (_, item, status) => {
    expect(await statusOf(keyExpiry, [item], { holds: 'keys', with: { days: 100 } })).toBe(status);
  });

  it.each<[Lifetime, string | undefined]>([
    [key(told(null)), 'never expires'],
    [key(told('2026-11-01T00:00:00.000Z'), CREATED), undefined],
  ])('is short in alerts, or its reason is', async (item, words) => {
    const { observed } = await verdictOn(keyExpiry, [item]);
    const { short } = keyExpiry;

    expect(typeof short === 'function' && short(observed, null)).toBe(words);
  });
});
