const DURATION =
  /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

const DAY = 86_400_000;

/** The instant `duration` (ISO 8601, calendar months and years) after `from`; before it when `sign` is -1. Undefined when it is no duration. */
export function addDuration(from: Date, duration: string, sign: 1 | -1 = 1): Date | undefined {
  const parts = DURATION.exec(duration);
  if (parts === null || duration === 'P' || duration.endsWith('T')) return undefined;
  const [years, months, weeks, days, hours, minutes, seconds] = parts
    .slice(1)
    .map((part) => sign * Number(part ?? 0));
  const result = new Date(from);
  result.setUTCMonth(result.getUTCMonth() + (months ?? 0) + 12 * (years ?? 0));
  const time = ((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0);
  return new Date(result.getTime() + ((weeks ?? 0) * 7 + (days ?? 0)) * DAY + time * 1000);
}

/** `-P20D`, `+PT6H`: an instant told from `start`. Undefined when the text is something else. */
function relativeInstant(text: string, start: Date): Date | undefined {
  if (!/^[+-]P/.test(text)) return undefined;
  return addDuration(start, text.slice(1), text.startsWith('-') ? -1 : 1);
}

/** Replaces every relative instant in a value by the ISO 8601 instant that it means. */
export function resolveInstants(value: unknown, start: Date): unknown {
  if (typeof value === 'string') return relativeInstant(value, start)?.toISOString() ?? value;
  if (Array.isArray(value)) return value.map((item) => resolveInstants(item, start));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, resolveInstants(item, start)]),
  );
}

/** `days` before `now`. */
export function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY);
}
