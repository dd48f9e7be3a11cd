import { describe, expect, it } from 'vitest';
import {
  guardedLookup,
  isAllowedAddress,
  isDestination,
  isLiteralLoopback,
} from '#channels/egress.ts';

const PUBLIC = { privateNetwork: false };
const PRIVATE = { privateNetwork: true };

/** Addresses, and whether they are allowed on the internet alone and in a private network too. */
const ADDRESSES: readonly (readonly [string, boolean, boolean])[] = [
  ['8.8.8.8', true, true],
  ['20.50.1.2', true, true],
  ['2606:4700::1111', true, true],
  ['10.1.2.3', false, true],
  ['172.16.0.1', false, true],
  ['172.31.255.255', false, true],
  ['172.32.0.1', true, true],
  ['192.168.1.1', false, true],
  ['100.64.0.1', false, true],
  ['100.128.0.1', true, true],
  ['127.0.0.1', false, true],
  ['127.255.255.254', false, true],
  ['::1', false, true],
  ['fd12:3456::1', false, true],
  ['169.254.169.254', false, false],
  ['169.254.0.1', false, false],
  ['168.63.129.16', false, false],
  ['fd00:ec2::254', false, false],
  ['fe80::1', false, false],
  ['fe80::1%eth0', false, false],
  ['febf::1', false, false],
  ['ff02::1', false, false],
  ['224.0.0.1', false, false],
  ['239.255.255.255', false, false],
  ['255.255.255.255', false, false],
  ['240.0.0.1', false, false],
  ['0.0.0.0', false, false],
  ['0.1.2.3', false, false],
  ['192.0.0.192', false, false],
  ['198.18.0.1', false, false],
  ['::', false, false],
  ['::ffff:127.0.0.1', false, false],
  ['::ffff:8.8.8.8', false, false],
  ['::ffff:a9fe:a9fe', false, false],
  ['::127.0.0.1', false, false],
  ['::2', false, false],
  ['64:ff9b::a9fe:a9fe', false, false],
  ['64:ff9b:1::a9fe:a9fe', false, false],
  ['2002:a9fe:a9fe::1', false, false],
  ['2001:0:53aa:64c::1', false, false],
  ['not an address', false, false],
  ['2130706433', false, false],
];

describe('isAllowedAddress (S12)', () => {
  it.each(ADDRESSES)('decides %s: internet %s, private network %s', (address, open, inside) => {
    expect(isAllowedAddress(address, PUBLIC)).toBe(open);
    expect(isAllowedAddress(address, PRIVATE)).toBe(inside);
  });
});

describe('guardedLookup (S12)', () => {
  const look = async (addresses: readonly string[], all: boolean) =>
    await new Promise((done) => {
      guardedLookup(PUBLIC, (_, answer) =>
        answer(
          null,
          addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        ),
      )('some.example', { all }, (error, address) => done(error?.code ?? address));
    });

  it('gives out what is allowed and nothing else', async () => {
    const mixed = ['169.254.169.254', '8.8.8.8', '::1', '2606:4700::1111'];

    expect(await look(mixed, true)).toEqual([
      { address: '8.8.8.8', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ]);
    expect(await look(mixed, false)).toBe('8.8.8.8');
    expect(await look(['10.0.0.1', '::ffff:8.8.8.8'], true)).toBe('ADDRESS_NOT_ALLOWED');
    expect(await look([], false)).toBe('ADDRESS_NOT_ALLOWED');
  });

  it('hands on what the resolver says of a name that is not there', async () => {
    const error = Object.assign(new Error('no'), { code: 'ENOTFOUND' });

    const code = await new Promise((done) => {
      guardedLookup(PUBLIC, (_, answer) => answer(error, []))('x.example', {}, (got) =>
        done(got?.code),
      );
    });

    expect(code).toBe('ENOTFOUND');
  });
});

describe('isLiteralLoopback', () => {
  it.each([
    ['https://localhost/x', true],
    ['http://127.0.0.1:8080/x', true],
    ['http://[::1]', true],
    ['http://localhost?x', true],
    ['http://localhost.example.com/x', false],
    ['http://127.0.0.1.example.com/x', false],
    ['http://127.0.0.1@example.com/x', false],
    ['http://127.1/x', false],
    ['http://2130706433/x', false],
    ['http://0x7f000001/x', false],
    ['http://0177.0.0.1/x', false],
    ['http://[::ffff:127.0.0.1]/x', false],
    ['http://127.0.0.2/x', false],
  ])('says of %s: %s', (address, expected) => {
    expect(isLiteralLoopback(address)).toBe(expected);
  });
});

describe('isDestination', () => {
  it.each([
    ['https://hooks.example.com/x', true],
    ['http://localhost:1/x', true],
    ['http://hooks.example.com/x', false],
    ['http://2130706433/x', false],
    ['https://user@hooks.example.com/x', false],
    ['https://:password@hooks.example.com/x', false],
    ['ftp://localhost/x', false],
    ['hooks.example.com', false],
    ['', false],
  ])('says of %s: %s', (address, expected) => {
    expect(isDestination(address)).toBe(expected);
  });
});
