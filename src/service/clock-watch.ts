import { toInstant } from '#domain/instant.ts';
import type { LogEntry } from '#domain/log-entry.ts';
import type { Symptom } from '#domain/symptom.ts';

/** What the wall clock may move against the count of time between two looks. Source: alerting A8. */
const TOLERATED_MS = 60_000;
/** A jump is an event and no state: this long it is shown. */
const SHOWN_MS = 15 * 60_000;

/** Compares the wall clock with a count of time that nobody can set. */
export interface ClockWatch {
  look(): { readonly symptoms: readonly Symptom[]; readonly log: readonly LogEntry[] };
}

/**
 * Notices when the wall clock jumps by more than a minute: it was set, or the machine was asleep. Schedules, silences and the times
 * in the evidence follow the wall clock. `monotonic`: milliseconds that only ever grow.
 */
export function createClockWatch(wall: () => number, monotonic: () => number): ClockWatch {
  let last = { wall: wall(), count: monotonic() };
  let shown: { readonly symptom: Symptom; readonly until: number } | undefined;
  return {
    look() {
      const now = { wall: wall(), count: monotonic() };
      const jumpMs = now.wall - last.wall - (now.count - last.count);
      last = now;
      if (shown !== undefined && now.count >= shown.until) shown = undefined;
      if (Math.abs(jumpMs) <= TOLERATED_MS)
        return { symptoms: shown === undefined ? [] : [shown.symptom], log: [] };
      const at = toInstant(now.wall);
      const symptom = symptomOf(jumpMs, at);
      shown = { symptom, until: now.count + SHOWN_MS };
      const body = { jumpSeconds: Math.round(jumpMs / 1_000) };
      return { symptoms: [symptom], log: [{ type: 'clock', at, body }] };
    },
  };
}

function symptomOf(jumpMs: number, at: string): Symptom {
  const seconds = Math.round(Math.abs(jumpMs) / 1_000);
  const direction = jumpMs > 0 ? 'forwards' : 'backwards';
  return {
    code: 'ClockJump',
    severity: 'medium',
    message: `The clock of the monitor's machine jumped ${direction} by ${seconds} s, to ${at}: it was set, or the machine was asleep.`,
    remedy:
      'See that the machine keeps its time (NTP) and does not sleep; times around the jump are to be read with care.',
  };
}
