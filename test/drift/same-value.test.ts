import { describe, expect, it } from 'vitest';
import { isSameSetting, isSameValue } from '#drift/same-value.ts';

describe('isSameValue', () => {
  it.each([
    ['members in another order', { a: 1, b: [1, 2] }, { b: [1, 2], a: 1 }, true],
    ['elements in another order', [1, 2], [2, 1], false],
    ['null and absent', { a: null }, {}, false],
    ['undefined and absent', { a: undefined }, {}, true],
    ['number and text', 1, '1', false],
    ['an array and an object', [], {}, false],
    ['a further member', { a: 1 }, { a: 1, b: 2 }, false],
    ['two instants', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', false],
  ])('compares %s', (_, a, b, same) => {
    expect(isSameValue(a, b)).toBe(same);
    expect(isSameValue(b, a)).toBe(same);
  });
});

describe('isSameSetting', () => {
  it('takes instants for equal and nothing else', () => {
    expect(isSameSetting({ at: '2026-01-01T00:00:00Z' }, { at: '2026-01-02T00:00:00Z' })).toBe(
      true,
    );
    expect(isSameSetting({ at: '2026-01-01T00:00:00Z' }, { at: null })).toBe(false);
    expect(isSameSetting('2026-01-01', '2026-01-02')).toBe(false);
  });
});
