import { type Instant, isInstantAfter, toInstant } from '#domain/instant.ts';

/** How far a clock of Azure's may be ahead of the answer that carries it. */
const CLOCK_DIFFERENCE_MS = 3_600_000;

/** As RFC 6901 writes a name. */
export function escape(key: string): string {
  return /[~/]/u.test(key) ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key;
}

/** Whether a value has members. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Whether a value is an instant of any time. */
export function isInstantText(value: unknown): value is Instant {
  return typeof value === 'string' && isInstantAfter(value, Number.NEGATIVE_INFINITY);
}

/** Whether a value is an instant that has come, by the clock of who wrote it (`now`: milliseconds since the epoch). */
export function hasPassed(value: unknown, now: number): value is Instant {
  return isInstantText(value) && !isInstantAfter(value, now + CLOCK_DIFFERENCE_MS);
}

/** The end of the year 9999, the last that an instant can be written of. */
const LAST_SECOND = 253_402_300_799;

/** The instant of seconds since the epoch; undefined for what is none. */
export function instantOfSeconds(value: unknown): Instant | undefined {
  return typeof value === 'number' && value > 0 && value <= LAST_SECOND
    ? toInstant(value * 1000)
    : undefined;
}

/** Whether a value is what a word stands for: `true` and `12` for the JSON values, every other word for a text in any letter case. */
export function isWord(value: unknown, word: string): boolean {
  return /^(?:true|false|\d+)$/u.test(word)
    ? ['boolean', 'number'].includes(typeof value) && String(value) === word
    : typeof value === 'string' && value.toLowerCase() === word.toLowerCase();
}

/** A value as a reason shows it. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
