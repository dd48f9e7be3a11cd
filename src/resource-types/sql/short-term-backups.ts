import { type CalendarDuration, isZeroDuration } from '#domain/calendar-duration.ts';
import type { Instant } from '#domain/instant.ts';
import type { Backup, Interval } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import { andThen, everyOne, map, type Said } from '#traits/said.ts';
import { newestOf } from '../newest.ts';
import { rowsByName } from './rows-by-name.ts';

/** Source: "Automated backups in Azure SQL Database" and "… Managed Instance": full backups every week. */
const FULL: Interval = { hours: 168 };

/** Source: the same pages: approximately every ten minutes, but can vary. Guess: how far "approximately" may go. */
const LOG: Interval = { hours: 15 / 60, usuallyHours: 10 / 60 };

/** What is said of one database's backups for point-in-time restore. */
export interface ShortTerm {
  /** The database itself. */
  readonly own: Cell;
  readonly keptFor: Said<CalendarDuration>;
  /** `earliestRestoreDate`; on an instance `earliestRestorePoint`. */
  readonly earliest: Cell;
  /** When the newest backup was taken, as far as Azure says it. */
  readonly newest: Said<Instant>;
}

/** Restore to any point in time. `retentionDays` is its policy; what can be restored now is told by the earliest restore point. */
export function continuousBackup({ own, keptFor, earliest, newest }: ShortTerm): Backup {
  return {
    kind: 'continuous',
    what: 'backups for point-in-time restore',
    by: 'policy',
    keptFor,
    oldest: earliest.earliest(),
    newest,
    since: own.at('properties/creationDate').past(),
  };
}

/**
 * Full backups, which the platform takes by itself and nobody can set or list: they are kept as long as the days that they are restored
 * for. That it backs the database up at all is shown by a restore point that Azure names.
 */
export function fullBackup({ own, keptFor, earliest }: Omit<ShortTerm, 'newest'>): Backup {
  return {
    kind: 'full',
    what: 'full backups',
    by: 'platform',
    state: taken(keptFor),
    every: own.means(FULL),
    keptFor,
    oldest: earliest.earliest(),
    since: own.at('properties/creationDate').past(),
  };
}

/** Log backups, as `fullBackup`. */
export function logBackup({ own, earliest }: Pick<ShortTerm, 'own' | 'earliest'>): Backup {
  return {
    kind: 'log',
    what: 'log backups',
    by: 'platform',
    every: own.means(LOG),
    oldest: earliest.earliest(),
  };
}

/**
 * The days for which a database can be brought back, 1 to 35 (0 for what is not kept). Source:
 * …/databases/backupShortTermRetentionPolicies `retentionDays`, 2025-01-01.
 */
export function shortTermRetention(policy: Cell): Said<CalendarDuration> {
  const member = policy.at('properties/retentionDays');
  return andThen(member.number(), (days) =>
    Number.isInteger(days) && days >= 0 && days <= 35
      ? member.means({ months: 0, days })
      : member.notUnderstood(`The point-in-time restore policy names no number of days: ${days}`),
  );
}

/** What is kept for no time is not there to restore from, however young it is. */
function taken(keptFor: Said<CalendarDuration>): Said<'on' | 'off'> {
  return map(keptFor, (kept) => (isZeroDuration(kept) ? 'off' : 'on'));
}

/**
 * When the newest backup of the database of this name was taken that can be restored in another region: Azure tells it for those alone
 * that are backed up geo-redundantly. Source: models RecoverableDatabase and RecoverableManagedDatabase of @azure/arm-sql 10.0.0,
 * 2025-01-01.
 */
export function newestRecoverable(recoverable: Cell, name: string): Said<Instant> {
  return andThen(recoverableOfName(recoverable, name), (own) =>
    newestOf(
      everyOne(own.map((row) => row.at('properties/lastAvailableBackupDate').past())),
      recoverable.notUnderstood(
        'Azure does not say when the newest backup was taken: it does so only for databases with geo-redundant backup',
      ),
    ),
  );
}

const recoverableOfName = rowsByName('name');
