import type { CalendarDuration } from '#domain/calendar-duration.ts';
import type { Instant } from '#domain/instant.ts';
import type { ResourceId } from '#domain/resource-id.ts';
import type { Named } from './named.ts';
import type { Said } from './said.ts';
import type { Holds } from './subject.ts';

/**
 * - `continuous`: to any point of a window; `full`, `differential`, `log`: by a schedule
 * - `snapshot`: single restore points, also those that lie beside the data; `long-term`: single backups of a rhythm, kept beyond the others
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

export const RHYTHMS = ['daily', 'weekly', 'monthly', 'yearly'] as const;
export type Rhythm = (typeof RHYTHMS)[number];

/** One way in which a resource is backed up, or another one through it (the items of a vault). */
export interface Backup extends Named {
  readonly kind: BackupKind;
  /** In words that stand in a sentence, in the plural: `monthly long-term backups`, `backups for point-in-time restore`. */
  readonly what: string;
  /** Who takes it: the platform by itself, or a policy that somebody can change. */
  readonly by: 'platform' | 'policy';
  /** What it is a backup of, where that is another resource than the one that says so (a vault's protected item). */
  readonly of?: BackupSource;
  /** Present where the resource can never have it, and why: what is claimed of it then is broken. What shows it goes into `state`. */
  readonly never?: string;
  /**
   * What `never` says is so by the kind of thing (a queue, an index): a sentence on whatever is stored does not speak of it; one that
   * names the kind does, and is broken.
   */
  readonly isByKind?: true;
  /** Present where something else takes its place by its nature, and what: a sentence about this kind does not bear on it. */
  readonly instead?: string;
  /** Whether it is taken at all; absent: it is. */
  readonly state?: Said<'on' | 'off'>;
  /** Of a long-term backup. */
  readonly rhythm?: Rhythm;
  /**
   * How often it is taken; absent: all the time (`continuous`), not a matter of hours (`long-term`: by its rhythm), or told by another
   * way of the same resource. It counts as taken only where `oldest`, if that is given, names a restore point.
   */
  readonly every?: Said<Interval>;
  /** Whether each one is a full backup, and not what changed since another one; absent: it is what its kind says. */
  readonly isWhole?: Said<boolean>;
  /** How long each one is kept. Of `continuous`: how far back the window reaches by its policy. */
  readonly keptFor?: Said<CalendarDuration>;
  /** The first of each month, where another rule keeps it; what it says where none does is a duration of nothing. */
  readonly firstOfMonthKeptFor?: Said<CalendarDuration>;
  /**
   * When the newest was taken that has not expired; null: none yet. Absent: of `continuous`, up to now; of other kinds, told by another
   * way of the same resource (the platform's log backups by its point-in-time restore).
   */
  readonly newest?: Said<Instant | null>;
  /** From when on it can be restored now; null: from never. */
  readonly oldest?: Said<Instant | null>;
  /** By how many hours `oldest` may fall short of the window, as Azure moves it on. Absent: one, and up to a day proves nothing. */
  readonly oldestLagHours?: number;
  /** Since when there is something to back up in this way: a younger resource, or policy, cannot have older backups. */
  readonly since?: Said<Instant>;
  /** Whether the last run came to its end. */
  readonly lastRun?: Said<'completed' | 'failed'>;
}

export interface BackupSource {
  /** What rests in it. */
  readonly holds: Said<Holds>;
  /** Its id, where Azure says it: what is wrong with the backup of something that is gone is no wrong. */
  readonly resource?: ResourceId;
}

/** The longest time between two, in hours. */
export interface Interval {
  /** What is surely kept. */
  readonly hours: number;
  /** What is documented, where that is approximate: between the two nothing is proved. */
  readonly usuallyHours?: number;
}
