import { type ScheduledTask, schedule } from 'node-cron';
import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import type { KeptSchedules } from '#domain/state-store.ts';

export type ScheduleName = 'full' | 'scan' | 'evidence';

export interface Schedules {
  /** When each comes due next. */
  next(): Readonly<Record<ScheduleName, Instant | null>>;
  stop(): Promise<void>;
}

/** All there are; one that comes due first is begun first. */
const NAMES: readonly ScheduleName[] = ['full', 'evidence', 'scan'];
/** What makes a run of the same instant needless: a full scan sees all that an incremental one would, and evidence begins with one. */
const COVERED_BY: Readonly<Record<ScheduleName, readonly ScheduleName[]>> = {
  full: [],
  evidence: [],
  scan: ['full', 'evidence'],
};
/** A run that begins this late still counts as on time: a long transaction must not cost a scan. The library's default is a second. */
const LATE_MS = 55_000;

/**
 * Starts the schedules in their time zone. `onDue` never hears of a scan that another schedule covers at the same instant.
 * `onMissed`: the process was too busy or asleep when one came due. Neither may reject.
 */
export function startSchedules(options: {
  readonly schedules: KeptSchedules;
  readonly onDue: (name: ScheduleName, due: Instant) => Promise<void>;
  readonly onMissed: (name: ScheduleName, due: Instant) => Promise<void>;
}): Schedules {
  const { schedules, onDue, onMissed } = options;
  const byName = new Map<ScheduleName, ScheduledTask>();
  for (const name of NAMES) {
    const task = schedule(
      schedules[name],
      async ({ date }) => {
        if (!COVERED_BY[name].some((other) => byName.get(other)?.match(date) === true))
          await onDue(name, date.toISOString());
      },
      {
        name,
        timezone: schedules.timezone,
        suppressMissedWarning: true,
        missedExecutionTolerance: LATE_MS,
      },
    );
    task.on('execution:missed', async ({ date }) => await onMissed(name, date.toISOString()));
    byName.set(name, task);
  }
  const nextOf = (name: ScheduleName) => byName.get(name)?.getNextRun()?.toISOString() ?? null;
  return {
    next: () => ({ full: nextOf('full'), scan: nextOf('scan'), evidence: nextOf('evidence') }),
    async stop() {
      for (const task of byName.values()) await task.destroy();
    },
  };
}

/** Calls `onDue` whenever one schedule comes due; it may not reject. */
export function startDaily(options: {
  readonly schedule: string;
  readonly timezone: string;
  readonly onDue: (due: Instant) => Promise<void>;
}): { stop(): Promise<void> } {
  const { timezone, onDue } = options;
  const task = schedule(options.schedule, async ({ date }) => await onDue(date.toISOString()), {
    timezone,
    suppressMissedWarning: true,
    missedExecutionTolerance: LATE_MS,
  });
  return { stop: async () => await task.destroy() };
}

/** How far back a gap is looked for. */
const LOOK_BACK_MINUTES = 7 * 24 * 60;

/**
 * The last minute after `since` and not after `now` at which a schedule came due; undefined when there was none. Looks back one
 * week. An hour that a change to summer time leaves out has no runs; one that comes twice has them twice.
 */
export function lastDue(
  { schedules, name }: { readonly schedules: KeptSchedules; readonly name: ScheduleName },
  since: Instant,
  now: number,
): Instant | undefined {
  // Minute by minute: with a field of seconds the library would match the whole second alone.
  const minutes = schedules[name].trim().split(/\s+/u).slice(-5).join(' ');
  const task = schedule(minutes, () => undefined, { timezone: schedules.timezone });
  try {
    const last = toMilliseconds(since) ?? now;
    const minute = Math.floor(now / 60_000) * 60_000;
    for (let back = 0; back < LOOK_BACK_MINUTES; back += 1) {
      const due = minute - back * 60_000;
      if (due <= last) return undefined;
      if (task.match(toDate(due))) return toInstant(due);
    }
    return undefined;
  } finally {
    void task.destroy();
  }
}

// node-cron speaks in Date objects; nothing here asks what time it is.
function toDate(milliseconds: number): Date {
  return new Date(milliseconds);
}
