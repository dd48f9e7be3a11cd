import type { AlertMatch } from './alert-policy.ts';
import type { Instant } from './instant.ts';

/** For a time, nobody is told of what matches. Evidence, lists and reports go on as ever. */
export interface Silence {
  /** `si_` and a ULID. */
  readonly id: string;
  readonly match: AlertMatch;
  /** Only this alert; null: whatever matches. */
  readonly alertId: string | null;
  readonly by: string;
  readonly reason: string;
  readonly ticket: string | null;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /** Ended by hand before its time. */
  readonly endedAt: Instant | null;
  /** When it was said that it is about to end while something that it mutes still stands; null: not yet. */
  readonly warnedAt: Instant | null;
}

/** Somebody has taken an alert. It ends with the alert. */
export interface Acknowledgement {
  readonly alertId: string;
  readonly by: string;
  readonly at: Instant;
  readonly note: string | null;
}
