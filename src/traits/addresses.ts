import { parseIpv4Range } from './ipv4-ranges.ts';

/**
 * Addresses from one to another, both included, on the one line of IPv6 numbers; those of IPv4 lie where IPv6 maps them
 * (`::ffff:0:0/96`, RFC 4291 section 2.5.5.2).
 */
export interface AddressRange {
  readonly first: bigint;
  readonly last: bigint;
}

/** In their order, none touching another. */
export type Addresses = readonly AddressRange[];

export const NO_ADDRESSES: Addresses = [];

const IPV4_BASE = 0xffffn << 32n;
const IPV4_END = IPV4_BASE + 0xffff_ffffn;

/** Addresses of IPv4 that no packet of the internet carries. Source: IANA, IPv4 Special-Purpose Address Registry; from 224 on multicast. */
const NOT_PUBLIC = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/3',
];

/** Whatever of the internet has an address of IPv4. */
export const PUBLIC_IPV4: Addresses = without(
  [{ first: IPV4_BASE, last: IPV4_END }],
  united(NOT_PUBLIC.map(parseAddressRange).filter((range) => range !== undefined)),
);

/** Global unicast. Source: IANA, IPv6 Global Unicast Address Assignments (2000::/3). */
export const PUBLIC_IPV6: Addresses = [{ first: 0x2n << 124n, last: (0x4n << 124n) - 1n }];

export const PUBLIC: Addresses = united([...PUBLIC_IPV4, ...PUBLIC_IPV6]);

/** Parses an address or a range of either protocol in CIDR; undefined for anything else. */
export function parseAddressRange(text: string): AddressRange | undefined {
  const four = parseIpv4Range(text);
  if (four !== undefined) {
    return { first: IPV4_BASE + BigInt(four.first), last: IPV4_BASE + BigInt(four.last) };
  }
  const [address = '', length = '128', ...more] = text.trim().split('/');
  const number = parseIpv6(address);
  if (number === undefined || more.length > 0 || !/^\d{1,3}$/u.test(length)) return undefined;
  const bits = 128 - Number(length);
  if (bits < 0) return undefined;
  const first = (number >> BigInt(bits)) << BigInt(bits);
  return { first, last: first + (1n << BigInt(bits)) - 1n };
}

function parseIpv6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (!text.includes(':') || halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const given = [...(head ?? []), ...(tail ?? [])];
  const lacking = 8 - given.length;
  if (halves.length === 1 ? lacking !== 0 : lacking < 1) return undefined;
  if (!given.every((group) => /^[\da-f]{1,4}$/iu.test(group))) return undefined;
  const groups = [...(head ?? []), ...Array.from({ length: lacking }, () => '0'), ...(tail ?? [])];
  return BigInt(`0x${groups.map((group) => group.padStart(4, '0')).join('')}`);
}

/** All of several, in order and each once. */
export function united(ranges: readonly AddressRange[]): Addresses {
  const joined: { first: bigint; last: bigint }[] = [];
  for (const { first, last } of ranges.toSorted((a, b) => compare(a.first, b.first))) {
    const before = joined.at(-1);
    if (before === undefined || first > before.last + 1n) joined.push({ first, last });
    else if (last > before.last) before.last = last;
  }
  return joined;
}

/** What both have. */
export function common(one: Addresses, other: Addresses): Addresses {
  return one.flatMap((a) =>
    other.flatMap((b) => {
      const first = a.first > b.first ? a.first : b.first;
      const last = a.last < b.last ? a.last : b.last;
      return first <= last ? [{ first, last }] : [];
    }),
  );
}

/** What one has and the other has not. */
export function without(one: Addresses, taken: Addresses): Addresses {
  let left = one;
  for (const { first, last } of taken) {
    left = left.flatMap((range) => {
      if (last < range.first || first > range.last) return [range];
      return [
        ...(range.first < first ? [{ first: range.first, last: first - 1n }] : []),
        ...(range.last > last ? [{ first: last + 1n, last: range.last }] : []),
      ];
    });
  }
  return left;
}

/** How many they are: each address of IPv4, and each network of IPv6 (/64), in which one subscriber has as many as he likes. */
export function countOf(addresses: Addresses): number {
  let counted = 0n;
  for (const { first, last } of addresses) {
    const isFour = first >= IPV4_BASE && last <= IPV4_END;
    counted += isFour ? last - first + 1n : (last >> 64n) - (first >> 64n) + 1n;
  }
  return Number(counted);
}

function compare(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
