/** An inclusive range of IPv4 addresses as numbers from 0 to 2^32 − 1. */
export interface Ipv4Range {
  readonly first: number;
  readonly last: number;
}

const FORM = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/u;

/** Parses `10.1.2.3` and `10.1.0.0/16`; undefined for anything else (IPv6, host names, octets over 255). */
export function parseIpv4Range(text: string): Ipv4Range | undefined {
  const match = FORM.exec(text.trim());
  if (match === null) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = match.slice(1, 5).map(Number);
  const prefix = match[5] === undefined ? 32 : Number(match[5]);
  if (Math.max(a, b, c, d) > 255 || prefix > 32) return undefined;
  const size = 2 ** (32 - prefix);
  const address = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
  // Azure reads a range from its network address, whatever host bits were written.
  const first = address - (address % size);
  return { first, last: first + size - 1 };
}

/** How many addresses lie in at least one of the ranges. */
export function countAddresses(ranges: readonly Ipv4Range[]): number {
  let counted = 0;
  let reached = -1;
  for (const { first, last } of ranges.toSorted((one, other) => one.first - other.first)) {
    const start = Math.max(first, reached + 1);
    if (last < start) continue;
    counted += last - start + 1;
    reached = last;
  }
  return counted;
}
