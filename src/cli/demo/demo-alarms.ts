import type { Notification } from '#domain/alert.ts';
import type { ChildProgram } from './demo-child.ts';

/** An alert as the monitor's log channel tells it: as data, and in the words that people read. */
export interface Alarm {
  readonly notification: Notification;
  readonly text: readonly string[];
}

/** Collects the alerts that a running monitor writes to its log. */
export function createAlarms(monitor: ChildProgram) {
  const waiting: Alarm[] = [];
  const listeners = new Set<() => void>();
  monitor.onLog((line) => {
    const alarm = readAlarm(line);
    if (alarm === undefined) return;
    waiting.push(alarm);
    for (const listener of listeners) listener();
  });

  function take(wanted: (alarm: Notification) => boolean): Alarm | undefined {
    const index = waiting.findIndex(({ notification }) => wanted(notification));
    return index === -1 ? undefined : waiting.splice(index, 1)[0];
  }

  return {
    /** The next alert that `wanted` lets through; undefined when none came in time. */
    async next(
      wanted: (alarm: Notification) => boolean,
      milliseconds: number,
      signal: AbortSignal,
    ): Promise<Alarm | undefined> {
      const bounded = AbortSignal.any([signal, AbortSignal.timeout(milliseconds)]);
      for (;;) {
        const alarm = take(wanted);
        if (alarm !== undefined || bounded.aborted) return alarm;
        await new Promise<void>((wake) => {
          const done = (): void => {
            listeners.delete(done);
            wake();
          };
          listeners.add(done);
          bounded.addEventListener('abort', done, { once: true });
        });
      }
    },
  };
}

function readAlarm(line: string): Alarm | undefined {
  if (!line.includes('"notification"')) return undefined;
  const parsed: unknown = JSON.parse(line);
  // Written by our own log channel, in the shape that it declares.
  return typeof parsed === 'object' && parsed !== null && 'notification' in parsed
    ? (parsed as Alarm)
    : undefined;
}
