import type { Instant } from './instant.ts';

/**
 * What the evidence log is told; see evidence E11. `run`: a scan was recorded (also when it found nothing); `run-missed`;
 * `configuration`: another configuration or another claim is in force; `alert`: an alert took another state, or was muted or is no longer; `delivery`: how one try
 * of sending ended; `export`: a snapshot was sealed or a bundle handed out; `attestation`: somebody vouched for a claim.
 */
export const LOG_ENTRY_TYPES = [
  'run',
  'run-missed',
  'configuration',
  'alert',
  'acknowledgement',
  'silence',
  'delivery',
  'export',
  'attestation',
  'key',
  'clock',
  'service',
  'restore',
] as const;

export type LogEntryType = (typeof LOG_ENTRY_TYPES)[number];

/** One event, before it has a place in the log. No secrets, no tokens. */
export interface LogEntry {
  readonly type: LogEntryType;
  readonly at: Instant;
  /** At most 60 000 bytes as JSON, type and time included. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** An entry in its place. */
export interface RecordedLogEntry {
  /** From 0 without a gap. */
  readonly index: number;
  /** The bytes that were hashed: canonical JSON of `{ at, body, type }` without a line feed. */
  readonly bytes: Uint8Array;
}
