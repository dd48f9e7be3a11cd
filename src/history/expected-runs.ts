import { schedule } from 'node-cron';
import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import type { KeptSchedules } from '#domain/state-store.ts';

const MINUTE_MS = 60_000;
/** No time zone in use differs from UTC by anything but whole quarters of an hour, so the hour is the same throughout one. */
const QUARTER_MS = 15 * MINUTE_MS;

/**
 * Every minute within [from, to) at which one of the schedules is due, oldest first; what several demand at once is one run. In the
 * time zone of the schedules: an hour that a change to summer time leaves out has no runs, one that comes twice has them twice.
 * Takes a few milliseconds for each day.
 */
export function expectedRuns(
  schedules: KeptSchedules,
  from: Instant,
  to: Instant,
): readonly Instant[] {
  const due = new Set<number>();
  for (const pattern of new Set([schedules.scan, schedules.full, schedules.evidence]))
    for (const minute of dueMinutes(pattern, schedules.timezone, from, to)) due.add(minute);
  return [...due].sort((a, b) => a - b).map((minute) => toInstant(minute));
}

function* dueMinutes(
  pattern: string,
  timezone: string,
  from: Instant,
  to: Instant,
): Generator<number> {
  // Minute by minute: with a field of seconds the library would match the whole second alone.
  const fields = pattern.trim().split(/\s+/u).slice(-5);
  const exact = matcher(fields.join(' '), timezone);
  const anyMinute = matcher(['*', ...fields.slice(1)].join(' '), timezone);
  const residues = minuteResidues(fields[0] ?? '*');
  try {
    const begin = Math.ceil((toMilliseconds(from) ?? 0) / MINUTE_MS) * MINUTE_MS;
    const end = toMilliseconds(to) ?? 0;
    let minute = begin;
    while (minute < end) {
      const nextQuarter = (Math.floor(minute / QUARTER_MS) + 1) * QUARTER_MS;
      if (!anyMinute.matches(minute)) minute = nextQuarter;
      for (; minute < Math.min(nextQuarter, end); minute += MINUTE_MS)
        if (residues.has((minute / MINUTE_MS) % 15) && exact.matches(minute)) yield minute;
    }
  } finally {
    exact.end();
    anyMinute.end();
  }
}

/** What a minute that the field allows leaves when divided by 15: the same in every time zone. */
function minuteResidues(field: string): ReadonlySet<number> {
  const anyHour = matcher(`${field} * * * *`, 'UTC');
  const minutes = Array.from({ length: 60 }, (_, minute) => minute);
  const residues = minutes.filter((minute) => anyHour.matches(minute * MINUTE_MS));
  anyHour.end();
  return new Set(residues.map((minute) => minute % 15));
}

function matcher(pattern: string, timezone: string) {
  const task = schedule(pattern, () => undefined, { timezone });
  return {
    // node-cron speaks in Date objects; nothing here asks what time it is.
    matches: (milliseconds: number) => task.match(new Date(milliseconds)),
    end: () => void task.destroy(),
  };
}
