import { assert, jsonValue, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#evidence/canonical-json.ts';

const text = (value: unknown): string => [...canonicalJson(value)].join('');

describe('canonicalJson', () => {
  it('sorts members at every depth and writes what is undefined as null', () => {
    expect(text({ b: [{ z: 1, a: undefined }], a: {} })).toBe(
      '{\n "a": {},\n "b": [\n  {\n   "a": null,\n   "z": 1\n  }\n ]\n}\n',
    );
  });

  it('writes everything below the fourth level on one line', () => {
    expect(text({ a: [{ b: [{ d: 1, c: [2] }] }] })).toContain('\n    {"c":[2],"d":1}\n');
  });

  it('says the same whatever the order of the members, and loses nothing', () => {
    const seed = Date.now();
    assert(
      property(jsonValue({ maxDepth: 7 }), (value) => {
        expect(text(reversed(value))).toBe(text(value));
        expect(JSON.parse(text(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { seed, numRuns: 300 },
    );
    process.stdout.write(`canonical JSON property: seed ${seed}\n`);
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => reversed(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, member]) => [name, reversed(member)] as const)
      .reverse(),
  );
}
