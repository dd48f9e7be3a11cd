import type { CalendarDuration } from '#domain/calendar-duration.ts';
import type { Backup, Interval } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import { andThen, everyOne, map, notSaid, type Said } from '#traits/said.ts';
import type { Translation } from '#traits/trait.ts';

/** Databases that SQL Server keeps for itself. */
const SYSTEM: readonly string[] = ['master', 'model', 'msdb', 'tempdb'];

/** The databases that hold somebody's data; where one has no name, nobody knows which they are. */
export function ownDatabases(databases: Cell): Said<readonly Cell[]> {
  return andThen(databases.list(), (rows) =>
    map(everyOne(rows.map((row) => row.at('name').text())), (names) =>
      rows.filter((_, index) => !SYSTEM.includes(names[index]?.toLowerCase() ?? '')),
    ),
  );
}

/**
 * What Azure Arc takes by its policy, and when each database was backed up, by whomever. Source: `backupPolicy`, 2026-01-01;
 * `backupInformation`, type-facts-data §4.
 */
export function backupsOfDatabases(own: Cell, databases: Cell): Translation<Backup> {
  const rows = ownDatabases(databases);
  return rows.said ? rows.value.flatMap((row) => backupsOf(own, row)) : rows;
}

function backupsOf(own: Cell, database: Cell): readonly Backup[] {
  const policy = own.at('properties/backupPolicy');
  const keptFor = retention(policy.at('retentionPeriodDays'));
  const name = database.at('name').text();
  const unsaid = own.notUnderstood('Whether such backups are taken Azure Arc does not say');
  const common = { by: 'policy', part: name.said ? name.value : 'databases' } as const;
  const information = database.at('properties/backupInformation');
  return [
    {
      ...common,
      kind: 'full',
      what: 'full backups',
      every: everyOf(policy.at('fullBackupDays'), 24, keptFor),
      keptFor,
      newest: information.at('lastFullBackup').past(),
    },
    {
      ...common,
      kind: 'differential',
      what: 'differential backups',
      every: everyOf(policy.at('differentialBackupHours'), 1, keptFor),
      newest: unsaid,
    },
    {
      ...common,
      kind: 'log',
      what: 'log backups',
      every: everyOf(policy.at('transactionLogBackupMinutes'), 1 / 60, keptFor),
      keptFor,
      newest: information.at('lastLogBackup').past(),
      ...simple(database),
    },
    { ...common, kind: 'long-term', what: 'long-term backups', state: unsaid, keptFor: unsaid },
  ];
}

/** Under the simple recovery model there is no log to back up. Source: SQL Server, recovery models. */
function simple(database: Cell): Pick<Backup, 'never' | 'state'> {
  const model = database.at('properties/recoveryMode');
  const state = model.oneOf({ Simple: 'off', Full: 'on', 'Bulk-logged': 'on' } as const);
  return state.said && state.value === 'off'
    ? { never: 'Under the simple recovery model no log is backed up', state }
    : { state };
}

/** Zero: Azure Arc takes none; whether somebody else does is not said. Source: `retentionPeriodDays`, 0 to 35. */
function retention(days: Cell): Said<CalendarDuration> {
  return andThen(days.number(), (count) =>
    Number.isInteger(count) && count >= 1 && count <= 35
      ? days.means({ months: 0, days: count })
      : notSaid(
          'Azure Arc takes no backups; whether somebody else does, and keeps them, is not said',
          days.from,
        ),
  );
}

function everyOf(count: Cell, hoursEach: number, kept: Said<unknown>): Said<Interval> {
  return andThen(kept, () =>
    andThen(count.number(), (times) =>
      times > 0
        ? count.means({ hours: times * hoursEach })
        : count.notUnderstood(`How often ${times} is, is not understood`),
    ),
  );
}
