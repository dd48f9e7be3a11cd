import { describe, expect, it } from 'vitest';
import { countAddresses, parseIpv4Range } from '#traits/ipv4-ranges.ts';

function count(...texts: string[]): number {
  return countAddresses(texts.map(parseIpv4Range).filter((range) => range !== undefined));
}

describe('parseIpv4Range', () => {
  it.each([
    ['10.0.0.1', { first: 167772161, last: 167772161 }],
    ['10.0.0.0/8', { first: 167772160, last: 184549375 }],
    ['10.0.0.77/30', { first: 167772236, last: 167772239 }],
    ['0.0.0.0/0', { first: 0, last: 4294967295 }],
    [' 255.255.255.255 ', { first: 4294967295, last: 4294967295 }],
  ])('reads %j', (text, range) => {
    expect(parseIpv4Range(text)).toEqual(range);
  });

  it.each([
    '',
    '10.0.0',
    '10.0.0.256',
    '10.0.0.0/33',
    '::1',
    '10.0.0.0/',
    'example.com',
    '10.0.0.1-9',
  ])('does not read %j', (text) => {
    expect(parseIpv4Range(text)).toBeUndefined();
  });
});

describe('countAddresses', () => {
  it.each([
    [[], 0],
    [['10.0.0.1'], 1],
    [['10.0.0.1', '10.0.0.1'], 1],
    [['10.0.0.0/24', '10.0.0.128/25'], 256],
    [['10.0.1.0/24', '10.0.0.0/24'], 512],
    [['10.0.0.0/23', '10.0.1.0/24', '10.0.2.0/32'], 513],
    [['0.0.0.0/1', '128.0.0.0/1'], 4294967296],
    [['255.255.255.255', '0.0.0.0'], 2],
  ])('counts %j once each', (texts, expected) => {
    expect(count(...texts)).toBe(expected);
  });

  it('agrees with counting one by one, in any order', () => {
    const seed = Math.trunc(Math.random() * 2 ** 31);
    let state = seed;
    const next = (below: number): number => {
      state = (state * 1103515245 + 12345) % 2 ** 31;
      return Math.floor((state / 2 ** 31) * below);
    };
    for (let round = 0; round < 200; round += 1) {
      const texts = Array.from(
        { length: next(6) },
        () => `10.0.${next(2)}.${next(256)}/${23 + next(10)}`,
      );
      const seen = new Set<number>();
      for (const range of texts.map(parseIpv4Range)) {
        for (let at = range?.first ?? 0; at <= (range?.last ?? -1); at += 1) seen.add(at);
      }
      expect(count(...texts), `seed ${seed}: ${texts.join(' ')}`).toBe(seen.size);
    }
  });
});
