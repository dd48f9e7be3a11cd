import { describe, expect, it } from 'vitest';
import {
  common,
  countOf,
  PUBLIC,
  PUBLIC_IPV4,
  parseAddressRange,
  united,
  without,
} from '#traits/addresses.ts';

function range(text: string) {
  const parsed = parseAddressRange(text);
  if (parsed === undefined) throw new Error(`${text} is no range`);
  return parsed;
}

describe('addresses', () => {
  it.each([
    ['8.8.8.8', 1],
    ['8.8.8.0/24', 256],
    ['10.0.0.0/8', 0],
    ['172.16.0.0/12', 0],
    ['172.0.0.0/8', 2 ** 24 - 2 ** 20],
    ['192.168.0.0/15', 2 ** 16],
    ['2a00:1450::/32', 2 ** 32],
    ['2001:db8::1', 1],
    ['fd00::/8', 0],
    ['::ffff:808:808', 1],
  ])('%s has %d of the internet', (text, count) => {
    expect(countOf(common([range(text)], PUBLIC))).toBe(count);
  });

  it.each([
    '',
    '*',
    'Internet',
    '1.2.3',
    '1.2.3.4/33',
    '1::2::3',
    '::/129',
    '1:2:3:4:5:6:7',
    'g::',
    '2a00::/x',
  ])('%j is none', (text) => {
    expect(parseAddressRange(text)).toBeUndefined();
  });

  it('is taken apart and put together', () => {
    const halves = [range('0.0.0.0/1'), range('128.0.0.0/1')];

    expect(united(halves)).toEqual([range('0.0.0.0/0')]);
    expect(common(united(halves), PUBLIC_IPV4)).toEqual(PUBLIC_IPV4);
    expect(without([range('8.8.8.0/24')], [range('8.8.8.0/25')])).toEqual([range('8.8.8.128/25')]);
    expect(without([range('8.8.8.0/24')], [range('8.0.0.0/8')])).toEqual([]);
    expect(countOf(without([range('8.8.8.0/24')], [range('8.8.8.16/28')]))).toBe(240);
  });
});
