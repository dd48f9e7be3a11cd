import type { CalendarDuration } from '#domain/calendar-duration.ts';
import type { Instant } from '#domain/instant.ts';
import type { Named } from './named.ts';
import type { Said } from './said.ts';

/**
 * - `continuous`: to any point of a window; `full`, `differential`, `log`: by a schedule; `snapshot`: a copy beside the data
 * - `long-term`: single backups of a rhythm, kept beyond the others
 */
export const BACKUP_KINDS = [
  'continuous',
  'full',
  'differential',
  'log',
  'snapshot',
  'long-term',
] as const;
export type BackupKind = (typeof BACKUP_KINDS)[number];

/** One way in which a resource is backed up. */
export interface Backup extends Named {
  readonly kind: BackupKind;
  /** In words, e.g. `long-term monthly backups`, or the protected item of a vault. */
  readonly what: string;
  /** Who takes it: the platform by itself, or a policy that somebody can change. */
  readonly by: 'platform' | 'policy';
  /** Present where the resource can never have this kind, and why: what is claimed of it then is broken. */
  readonly never?: string;
  /** Whether it is taken at all; absent: it is. */
  readonly state?: Said<'on' | 'off'>;
  /** Of a long-term backup. */
  readonly rhythm?: 'daily' | 'weekly' | 'monthly' | 'yearly';
  /** The longest time between two of them, in hours; absent: not a matter of hours. */
  readonly everyHours?: Said<number>;
  /** How long each one is kept. */
  readonly keptFor?: Said<CalendarDuration>;
  /** The first of each month, where another rule keeps it. */
  readonly firstOfMonthKeptFor?: Said<CalendarDuration>;
  /** When the newest was taken; null: none yet. */
  readonly newest?: Said<Instant | null>;
  /** From when on it can be restored now; null: from never. */
  readonly oldest?: Said<Instant | null>;
  /** Since when there is something to back up: a younger resource cannot have older backups. */
  readonly since?: Said<Instant>;
  /** Whether the last run came to its end. */
  readonly lastRun?: Said<'completed' | 'failed'>;
}
