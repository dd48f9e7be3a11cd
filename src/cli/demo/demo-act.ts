import type { DriftStep } from '#simulator/drift-script.ts';
import type { Alarm, createAlarms } from './demo-alarms.ts';
import { onOneScreen } from './demo-screen.ts';

const PATIENCE_MS = 60_000;
/** The simulated change feed lags by about two seconds, and the monitor looks every two. */
const FEED_PATIENCE_MS = 10_000;

/** One act: what is watched for, and how it is told. */
export interface Seen {
  readonly alarms: Pick<ReturnType<typeof createAlarms>, 'next'>;
  readonly step: DriftStep;
  readonly say: (line: string) => void;
  readonly verbose: boolean;
  readonly signal: AbortSignal;
}

/** Waits for the step's alarm and prints it in its own words; undefined when it was missed. */
export async function expectAlarm(
  kind: 'firing' | 'resolved',
  { alarms, step, say, verbose, signal }: Seen,
): Promise<Alarm | undefined> {
  const alarm = await alarms.next(
    (candidate) =>
      candidate.about === 'violation' &&
      candidate.kind === kind &&
      step.claims.every((id) => candidate.claims.some(({ claim }) => claim === id)),
    PATIENCE_MS,
    signal,
  );
  if (alarm === undefined) {
    say(
      `   NOT NOTICED within ${PATIENCE_MS / 1000} s: no ${kind} alert for ${step.claims.join(', ')}`,
    );
    return undefined;
  }
  for (const line of verbose ? alarm.text : onOneScreen(alarm.text, kind)) say(`   ${line}`);
  return alarm;
}

/** Tells who did it where the alert could not: Azure's change records lag behind, and it did not wait for them. */
export async function tellAuthor({ notification }: Alarm, { alarms, say, signal }: Seen) {
  if (notification.who !== null) return;
  const later = await alarms.next(
    (candidate) => candidate.alertId === notification.alertId && candidate.who !== null,
    FEED_PATIENCE_MS,
    signal,
  );
  say('   … and a moment later, as an update:');
  for (const line of later?.text.filter((text) => /^ {2}Who\b/u.test(text)) ?? [])
    say(`   ${line}`);
}
