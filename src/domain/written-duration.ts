import { parseDuration } from './calendar-duration.ts';

/** A length of time as people and ISO 8601 write it: calendar months and days apart from hours, because a month has no one length. */
export interface WrittenDuration {
  readonly months: number;
  readonly days: number;
  /** Hours, minutes and seconds. */
  readonly seconds: number;
}

/** What would be right, for the message about what is not. */
export const DURATION_FORMS = '90m, 2h, 3d, 1w, or ISO 8601 such as PT90M';

const ISO =
  /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/u;

const DAY = 86_400;
const UNITS = ['y', 'mo', 'w', 'd', 'h', 'm', 's'] as const;
type Unit = (typeof UNITS)[number];

/** How each unit is written; a capital M alone would be a month to some and a minute to others, so it is neither. */
const SPELLINGS: Readonly<Record<Unit, readonly string[]>> = {
  y: ['y'],
  mo: ['mo'],
  w: ['w'],
  d: ['d'],
  h: ['h'],
  m: ['m', 'min'],
  s: ['s'],
};

/**
 * Reads a duration: `90m`, `2h`, `3d`, `1w`, `6mo`, `1y`, `1h30m`, `1.5h`, or ISO 8601. Undefined for anything else. It is the
 * one parser of what people write; what Azure sends is read by `calendar-duration.ts`.
 */
export function readDuration(text: string): WrittenDuration | undefined {
  const word = text.trim();
  const iso = ISO.exec(word);
  if (iso !== null) {
    if (word === 'P' || word.endsWith('T')) return undefined;
    return sumOf(
      iso.slice(1).flatMap((count, index): [Unit, number][] => {
        const unit = UNITS[index];
        return count === undefined || unit === undefined ? [] : [[unit, Number(count)]];
      }),
    );
  }
  if (!/^(?:\d+(?:\.\d+)?\s*[a-z]+(?:\s+|$)?)+$/iu.test(word)) return undefined;
  const parts: [Unit, number][] = [];
  for (const [, count = '', spelling = ''] of word.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/giu)) {
    const unit = unitOf(spelling);
    if (unit === undefined) return undefined;
    parts.push([unit, Number(count)]);
  }
  // Each unit once, the longer before the shorter: "30m 1h 5m" is more likely a slip than a length.
  const order = parts.map(([unit]) => UNITS.indexOf(unit));
  if (order.some((place, index) => index > 0 && place <= (order[index - 1] ?? 0))) return undefined;
  return sumOf(parts);
}

/** Seconds in all, a day being 24 hours; undefined where months are in it: how long they last depends on when they begin. */
export function secondsIn({ months, days, seconds }: WrittenDuration): number | undefined {
  return months === 0 ? days * DAY + seconds : undefined;
}

/** The same as ISO 8601: `PT1H30M`, `P1Y`. Hours that come to whole days stay hours. */
export function isoDuration({ months, days, seconds }: WrittenDuration): string {
  const date = [
    [Math.floor(months / 12), 'Y'],
    [months % 12, 'M'],
    [days, 'D'],
  ] as const;
  const time = [
    [Math.floor(seconds / 3600), 'H'],
    [Math.floor((seconds % 3600) / 60), 'M'],
    [seconds % 60, 'S'],
  ] as const;
  const written = (parts: readonly (readonly [number, string])[]): string =>
    parts.map(([count, letter]) => (count === 0 ? '' : `${String(count)}${letter}`)).join('');
  const clock = written(time);
  const text = `P${written(date)}${clock === '' ? '' : `T${clock}`}`;
  return text === 'P' ? 'PT0S' : text;
}

/** The ISO-8601 form of an interval of whole days or longer that is no mere nothing; undefined for anything else. */
export function wholeDays(text: string): string | undefined {
  const duration = readDuration(text);
  if (duration === undefined) return undefined;
  const { months, days, seconds } = duration;
  if (seconds % DAY !== 0 || months + days + seconds === 0) return undefined;
  // What is written so already stays as it was written.
  if (parseDuration(text) !== undefined) return text;
  return isoDuration({ months, days: days + seconds / DAY, seconds: 0 });
}

function unitOf(spelling: string): Unit | undefined {
  if (spelling === 'M') return undefined;
  return UNITS.find((unit) => SPELLINGS[unit].includes(spelling.toLowerCase()));
}

const SECONDS: Readonly<Partial<Record<Unit, number>>> = {
  w: 7 * DAY,
  d: DAY,
  h: 3600,
  m: 60,
  s: 1,
};

/** Undefined for a part of a month, and for a part of a second. */
function sumOf(parts: readonly (readonly [Unit, number])[]): WrittenDuration | undefined {
  let months = 0;
  let days = 0;
  let seconds = 0;
  for (const [unit, count] of parts) {
    if (unit === 'y' || unit === 'mo') months += count * (unit === 'y' ? 12 : 1);
    else {
      const length = Math.round(count * (SECONDS[unit] ?? 0) * 1000) / 1000;
      if ((unit === 'w' || unit === 'd') && length % DAY === 0) days += length / DAY;
      else seconds += length;
    }
  }
  return [months, days, seconds].every(Number.isSafeInteger)
    ? { months, days, seconds }
    : undefined;
}
