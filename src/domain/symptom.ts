import type { Severity } from './severity.ts';

/**
 * Something that the monitor sees in itself and that may blind it. As long as it is there it is one alert of kind `blind` with the
 * cause `{ kind: 'monitor', code }`.
 */
export interface Symptom {
  /** e.g. `SignInFailed`, `NoCompletedScan`, `ClockJump`, `DiskSpace`, `DeliveryFailed:<channel>`, `CanaryHolds`, `LogMismatch`. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence: what is so, and since when. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string | null;
}
