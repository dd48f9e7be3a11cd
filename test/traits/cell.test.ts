import { describe, expect, it } from 'vitest';
import { aCell } from '../harness/a-cell.ts';

describe('oneOf', () => {
  it.each([
    [{ true: 'on', false: 'off' }, true, 'on'],
    [{ true: 'on', false: 'off' }, 'true', undefined],
    [{ true: 'on', false: 'off' }, 1, undefined],
    [{ 12: 'half', 24: 'day' }, 12, 'half'],
    [{ 12: 'half', 24: 'day' }, '12', undefined],
    [{ 12: 'half', 24: 'day' }, [12], undefined],
    [{ '1.2': 'good' }, '1.2', 'good'],
    [{ '1.2': 'good' }, 1.2, undefined],
    [{ Enabled: 'on' }, 'ENABLED', 'on'],
    [{ Enabled: 'on' }, 'Enabled ', undefined],
    [{ Enabled: 'on' }, { Enabled: true }, undefined],
  ] as const)('of %j, %j is %s', (meanings, value, meaning) => {
    const known = aCell({ it: value }).at('it').oneOf<string>(meanings);

    expect(known.said ? known.value : undefined).toBe(meaning);
  });
});

describe('pastSeconds', () => {
  it.each([
    [1_700_000_000, '2023-11-14T22:13:20.000Z'],
    [32_472_144_000, undefined],
    [0, undefined],
    [-1, undefined],
    [1e300, undefined],
    ['1700000000', undefined],
    [null, undefined],
  ])('of %j: %s', (value, instant) => {
    const known = aCell({ it: value }).at('it').pastSeconds();

    expect(known.said ? known.value : undefined).toBe(instant);
  });
});

describe('a member', () => {
  const UNSET = { means: 'off', source: 'a test' } as const;

  it.each([
    ['of members', {}, 'off', false],
    ['of a list, which has none', [], undefined, undefined],
    ['of a text, which has none', 'spoiled', undefined, undefined],
  ])(
    'that is missing is unset where it would stand in what consists %s',
    (_, holder, meaning, isThere) => {
      const it = aCell({ settings: holder }).at('settings/state');
      const known = it.oneOf<string>({ Enabled: 'on' }, UNSET);
      const there = it.isThere();

      expect(known.said ? known.value : undefined).toBe(meaning);
      expect(there.said ? there.value : undefined).toBe(isThere);
      expect(it.optionalText().said).toBe(meaning !== undefined);
    },
  );

  it('is none of a list, which has elements', () => {
    expect(aCell(['a']).members().said).toBe(false);
    expect(aCell(['a']).at('length').number().said).toBe(false);
    expect(aCell(['a']).at('0').text()).toMatchObject({ value: 'a' });
  });
});
