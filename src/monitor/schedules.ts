import { type ScheduledTask, schedule } from 'node-cron';
import type { Configuration } from '#config/configuration.ts';
import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';

export type ScheduleName = 'full' | 'scan' | 'evidence';

export interface Schedules {
  /** When each comes due next. */
  next(): Readonly<Record<ScheduleName, Instant | null>>;
  stop(): Promise<void>;
}

/** In this order a minute's due tasks start: a full scan makes the incremental one of the same minute needless. */
const ORDER: readonly ScheduleName[] = ['full', 'scan', 'evidence'];

/** Starts the schedules in their time zone. `onMissed`: the process was too busy or asleep when one came due. */
export function startSchedules(options: {
  readonly schedules: Configuration['schedules'];
  readonly onDue: (name: ScheduleName) => Promise<void>;
  readonly onMissed: (name: ScheduleName, due: Instant) => Promise<void>;
}): Schedules {
  const { schedules, onDue, onMissed } = options;
  const tasks = ORDER.map((name) => {
    const task = schedule(schedules[name], async () => await onDue(name), {
      name,
      timezone: schedules.timezone,
      suppressMissedWarning: true,
    });
    task.on('execution:missed', async ({ date }) => await onMissed(name, date.toISOString()));
    return [name, task] as const;
  });
  const byName = new Map<ScheduleName, ScheduledTask>(tasks);
  const nextOf = (name: ScheduleName) => byName.get(name)?.getNextRun()?.toISOString() ?? null;
  return {
    next: () => ({ full: nextOf('full'), scan: nextOf('scan'), evidence: nextOf('evidence') }),
    async stop() {
      for (const [, task] of tasks) await task.destroy();
    },
  };
}

/** How far back a gap is looked for. */
const LOOK_BACK_MINUTES = 7 * 24 * 60;

/**
 * The last time that a scan came due and none was begun after it, because nothing ran; undefined when there is no such gap. Looks
 * back one week.
 */
export function missedWhileDown(
  schedules: Configuration['schedules'],
  lastScanAt: Instant,
  now: number,
): Instant | undefined {
  const task = schedule(schedules.scan, () => undefined, { timezone: schedules.timezone });
  try {
    const last = toMilliseconds(lastScanAt) ?? now;
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
