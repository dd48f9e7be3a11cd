import { type Instant, toMilliseconds } from '#domain/instant.ts';

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;

/** A length of time in its two largest units, e.g. `3 h 12 min`; what is left is cut off. Less than a second is `0 s`. */
export function durationWords(milliseconds: number): string {
  const parts: string[] = [];
  let rest = milliseconds;
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${unit}`);
    // The unit after the first is told too, even if there is none of it then nothing follows.
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(' ') || '0 s';
}

/** Milliseconds from the earlier to the later instant; 0 where one is no instant. */
export function millisecondsBetween(from: Instant, to: Instant): number {
  const begin = toMilliseconds(from);
  const end = toMilliseconds(to);
  return begin === undefined || end === undefined ? 0 : end - begin;
}

/** A share in per cent, cut off after two digits: only everything is 100 %, and only nothing is 0 %. `-` where there is no whole. */
export function percentWords(part: number, whole: number): string {
  if (whole <= 0) return '-';
  const share = Math.floor((part / whole) * 10_000) / 100;
  return part > 0 && share === 0 ? '< 0.01 %' : `${share} %`;
}
