import { createTask } from 'node-cron';
import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import type { KeptSchedules } from '#domain/state-store.ts';
import { clockOf } from '#domain/wall-clock.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** No clock in use is changed but at a whole quarter of an hour of UTC. */
const QUARTER_MS = 15 * MINUTE_MS;

/**
 * Every minute within [from, to) at which one of the schedules is due, oldest first; what several demand at once is one run. In the
 * time zone of the schedules: an hour that a change to summer time leaves out has no runs, one that comes twice has them twice.
 */
export function expectedRuns(
  schedules: KeptSchedules,
  from: Instant,
  to: Instant,
): readonly Instant[] {
  const { scan, full, evidence, timezone } = schedules;
  const patterns = [...new Set([scan, full, evidence])].map(readPattern);
  const shiftAt = shiftsOf(timezone);
  const past = toMilliseconds(to) ?? 0;
  const due: Instant[] = [];
  let minute = Math.ceil((toMilliseconds(from) ?? 0) / MINUTE_MS) * MINUTE_MS;
  while (minute < past) {
    const nextQuarter = floorTo(minute, QUARTER_MS) + QUARTER_MS;
    const shift = shiftAt(minute);
    for (; minute < Math.min(nextQuarter, past); minute += MINUTE_MS)
      if (patterns.some(({ isDue }) => isDue(minute + shift))) due.push(toInstant(minute));
  }
  for (const pattern of patterns) pattern.end();
  return due;
}

/** How far a zone's clock is ahead of UTC. No clock is changed twice within a day: where two midnights agree, so does what is between. */
function shiftsOf(timezone: string): (atMs: number) => number {
  const clock = clockOf(timezone);
  const shift = (atMs: number): number => clock.shownAt(atMs) - atMs;
  const midnight = remember(shift);
  return (atMs) => {
    const day = floorTo(atMs, DAY_MS);
    return midnight(day) === midnight(day + DAY_MS)
      ? midnight(day)
      : shift(floorTo(atMs, QUARTER_MS));
  };
}

/**
 * Whether a pattern is due at what a clock shows, said as the instant at which one in Greenwich shows it. All of a pattern's fields
 * have to agree, so the library is asked for each day, each hour and each minute by itself and not for each minute of a history.
 */
function readPattern(pattern: string) {
  // A field of seconds is left out: it says when within the minute.
  const [minute = '*', hour = '*', ...days] = pattern.trim().split(/\s+/u).slice(-5);
  const minutes = matcher(`${minute} * * * *`);
  const hours = matcher(`0 ${hour} * * *`);
  const whole = matcher(`0 0 ${days.join(' ')}`);
  return {
    isDue: (shownMs: number): boolean =>
      minutes.matches(shownMs % HOUR_MS) &&
      hours.matches(floorTo(shownMs, HOUR_MS) % DAY_MS) &&
      whole.matches(floorTo(shownMs, DAY_MS)),
    end(): void {
      for (const field of [minutes, hours, whole]) field.end();
    },
  };
}

function matcher(pattern: string) {
  // Never started: it is only asked.
  const task = createTask(pattern, () => undefined, { timezone: 'UTC' });
  return {
    // node-cron speaks in Date objects; nothing here asks what time it is.
    matches: remember((shownMs) => task.match(new Date(shownMs))),
    end: () => void task.destroy(),
  };
}

function remember<Answer>(ask: (at: number) => Answer): (at: number) => Answer {
  const answers = new Map<number, Answer>();
  return (at) => {
    const known = answers.get(at);
    if (known !== undefined) return known;
    const answer = ask(at);
    answers.set(at, answer);
    return answer;
  };
}

function floorTo(value: number, step: number): number {
  return Math.floor(value / step) * step;
}
