import { describe, expect, it } from 'vitest';
import { canonicalLine } from '#domain/canonical-json.ts';

describe('canonicalLine', () => {
  it('writes the same line for the same value, in whatever order it was made', () => {
    const one = { b: [{ y: 1, x: null }], a: 'ä\n', Z: true };
    const other = { Z: true, a: 'ä\n', b: [{ x: null, y: 1 }] };

    expect(canonicalLine(one)).toBe('{"Z":true,"a":"ä\\n","b":[{"x":null,"y":1}]}');
    expect(canonicalLine(other)).toBe(canonicalLine(one));
  });

  it('keeps members with the names of numbers in the order of their code units, and one called __proto__', () => {
    const value: unknown = JSON.parse('{"b":1,"10":1,"9":1,"__proto__":{"a":1}}');

    expect(canonicalLine(value)).toBe('{"10":1,"9":1,"__proto__":{"a":1},"b":1}');
  });

  it('leaves out what is undefined in a record and says null for it in a list, as JSON does', () => {
    expect(canonicalLine({ a: undefined, b: [undefined] })).toBe('{"b":[null]}');
    expect(canonicalLine(undefined)).toBe('null');
  });
});
