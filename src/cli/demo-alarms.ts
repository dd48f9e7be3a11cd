import type { Notification } from '#domain/alert.ts';
import { visibleText } from '#reports/visible-text.ts';
import type { ChildProgram } from './demo-child.ts';

/** An alert as the monitor's log channel tells it. */
export type Alarm = Notification;

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

  function take(wanted: (alarm: Alarm) => boolean): Alarm | undefined {
    const index = waiting.findIndex(wanted);
    return index === -1 ? undefined : waiting.splice(index, 1)[0];
  }

  return {
    /** The next alert that `wanted` lets through; undefined when none came in time. */
    async next(
      wanted: (alarm: Alarm) => boolean,
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
    ? (parsed.notification as Alarm)
    : undefined;
}

/** An alert in the order in which the person on call reads it. */
export function describeAlarm(alarm: Alarm): readonly string[] {
  const { who, claims, items, counts } = alarm;
  const value = (shown: unknown): string =>
    visibleText(typeof shown === 'string' ? shown : JSON.stringify(shown));
  return [
    `${alarm.kind === 'resolved' ? 'RESOLVED' : 'ALERT'} [${alarm.severity}] ${visibleText(alarm.title)}`,
    ...claims.map(({ claim, summary }) => `  claim     ${claim}: ${visibleText(summary)}`),
    ...items
      .slice(0, 3)
      .flatMap((item) => [
        `  resource  ${visibleText(item.resourceId ?? '')}`,
        `  from → to ${value(item.from)} → ${value(item.to)}   (claimed: ${value(item.expected)})`,
        ...(alarm.kind === 'resolved' || item.remediation === null
          ? []
          : [`  mend      ${visibleText(item.remediation)}`]),
      ]),
    ...(counts.items > 3 ? [`  and ${counts.items - 3} more`] : []),
    `  who       ${who === null ? 'not known yet' : `${visibleText(who.by)} at ${who.at} through ${who.client ?? 'an unknown client'} (${who.operation ?? ''})`}`,
  ];
}
