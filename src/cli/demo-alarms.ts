import type { Notification } from '#domain/alert.ts';
import { shownValue, visibleText } from '#domain/visible-text.ts';
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

/** An alert in the order in which the person on call reads it: what is claimed, then each resource with what it was and is. */
export function describeAlarm(alarm: Alarm): readonly string[] {
  const { who, claims, items, counts } = alarm;
  const isOver = alarm.kind === 'resolved';
  const shown = distinct(items).slice(0, SHOWN);
  return [
    `${isOver ? 'RESOLVED' : 'ALERT'} [${alarm.severity}] ${visibleText(alarm.title)}`,
    ...claims.map(({ claim, summary }) => `  claim     ${claim}: ${visibleText(summary)}`),
    ...shown.flatMap((item, index) => [
      ...(item.resourceId === shown[index - 1]?.resourceId
        ? []
        : [`  resource  ${visibleText(item.resourceId ?? '')}`]),
      `  from → to ${fromTo(item, isOver)}   (claimed: ${shownValue(item.expected, 'not said')})`,
      ...(isOver || item.remediation === null
        ? []
        : [`  mend      ${visibleText(item.remediation)}`]),
    ]),
    ...(counts.items > shown.length ? [`  (${counts.items} findings in all)`] : []),
    `  who       ${describeAuthor(who)}`,
  ];
}

const SHOWN = 3;

/** What it was and what it is; what is not there is said in words. */
function fromTo({ from, to, reason }: Alarm['items'][number], isOver: boolean): string {
  return isOver
    ? `${shownValue(from, '(not set)')} → ${shownValue(to, `(nothing: ${reason})`)}`
    : `${shownValue(from, '(new)')} → ${shownValue(to, '(not set)')}`;
}

/** Two claims may ask the same of one resource: it is said once. */
function distinct(items: Alarm['items']): Alarm['items'] {
  const key = ({ resourceId, from, to, remediation }: Alarm['items'][number]): string =>
    JSON.stringify([resourceId, from, to, remediation]);
  return [...new Map(items.map((item) => [key(item), item])).values()];
}

function describeAuthor(who: Alarm['who']): string {
  if (who === null) return "not known yet: Azure's change records come later than the change";
  const how = who.operation === null ? '' : ` (${who.operation})`;
  return `${visibleText(who.by)} at ${who.at} through ${visibleText(who.client ?? 'an unknown client')}${how}`;
}
