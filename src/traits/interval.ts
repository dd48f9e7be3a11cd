import { z } from 'zod';
import { type CalendarDuration, parseDuration } from '#domain/calendar-duration.ts';
import { isoDuration, readDuration, secondsIn, wholeDays } from '#domain/written-duration.ts';

/** How often something has to come at least: `PT12H`, `P1D`; also as people write it (`12h`). Its value is ISO 8601. */
export const Every = z
  .string()
  .refine(
    (text) => hoursOf(text) > 0,
    'must be an ISO-8601 duration of minutes, hours, days or weeks, e.g. PT12H or P1D; or 90m, 12h, 1d, 1w',
  )
  .transform((text) => {
    const duration = readDuration(text);
    return duration === undefined ? text : isoDuration(duration);
  });

/** For how long something has to be kept at least: `P1M`, `P10D`; also as people write it (`1mo`, `5w`). Its value is ISO 8601. */
export const AtLeast = z
  .string()
  .refine(
    (text) => wholeDays(text) !== undefined,
    'must be an ISO-8601 duration of days, weeks, months or years, e.g. P1M; or 30d, 5w, 1mo, 1y',
  )
  .transform((text) => wholeDays(text) ?? text);

/** Hours in what `Every` takes; 0, which nothing comes as often as, for what it refuses. */
export function hoursOf(every: string): number {
  const duration = readDuration(every);
  return ((duration && secondsIn(duration)) ?? 0) / 3600;
}

/** What `AtLeast` takes; for ever, which nothing is kept for, for what it refuses. */
export function durationOf(atLeast: string): CalendarDuration {
  return parseDuration(atLeast) ?? { months: Number.POSITIVE_INFINITY, days: 0 };
}

/** `10 minutes`, `12 hours`. */
export function describeHours(hours: number): string {
  return Number.isInteger(hours)
    ? counted(hours, 'hour')
    : counted(Math.round(hours * 60), 'minute');
}

/** `14 days`, `2 months`, `1 month and 5 days`. */
export function describeDuration({ months, days }: CalendarDuration): string {
  const parts = [
    ...(months === 0 ? [] : [counted(months, 'month')]),
    ...(days === 0 && months > 0 ? [] : [counted(days, 'day')]),
  ];
  return parts.join(' and ');
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
