import type { Logger } from 'pino';
import { decide } from '#alerting/decide.ts';
import type { Clock } from '#domain/clock.ts';
import { toInstant } from '#domain/instant.ts';
import type { LogEntry } from '#domain/log-entry.ts';
import type { Symptom } from '#domain/symptom.ts';
import { type AlertDesk, alertsAt, isNothing } from './alert-desk.ts';

/** How often it is looked what follows from the passing of time. */
const ROUND_MS = 2_000;

/** What the monitor sees in itself at one instant. */
export interface Watch {
  /** null: nobody looked. */
  readonly symptoms: readonly Symptom[] | null;
  /** For the evidence log. */
  readonly log: readonly LogEntry[];
}

export interface AlertClockParts {
  readonly desk: AlertDesk;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'error'>;
  readonly look: () => Promise<Watch>;
  /** Called when something new may lie in the outbox. */
  readonly onRecorded: () => void;
}

/** Decides what follows now without a new scan: ends of holds, reminders, digests, silences that end, symptoms. Answers whether anything was recorded. */
export async function decideNow(
  desk: AlertDesk,
  clock: Pick<Clock, 'now'>,
  { symptoms, log }: Watch,
): Promise<boolean> {
  return await desk.lane.run(async () => {
    const state = await alertsAt(desk.store, toInstant(clock.now()));
    const decision = decide(
      { ...state, scan: null, confirmed: new Map(), symptoms, policy: desk.policy },
      desk.familyOf,
      desk.hash,
      desk.factOf,
    );
    if (isNothing(decision) && log.length === 0) return false;
    await desk.store.recordAlerts({ ...decision, at: state.at, log });
    return true;
  });
}

/** The running clock of the alerts. */
export interface AlertClock {
  /** Lets the round that runs end, and starts no other. */
  stop(): Promise<void>;
}

/** Starts deciding every two seconds; a round that fails is said and followed by the next. */
export function startAlertClock({
  desk,
  clock,
  log,
  look,
  onRecorded,
}: AlertClockParts): AlertClock {
  const stopping = new AbortController();
  async function rounds(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        if (await decideNow(desk, clock, await look())) onRecorded();
      } catch (error) {
        // The state as it is recorded decides anew at the next round; a full disk must not end the watch.
        log.error({ err: error }, 'it could not be decided what becomes of the alerts');
      }
      await clock.sleep(ROUND_MS, stopping.signal).catch(() => undefined);
    }
  }
  const running = rounds();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
