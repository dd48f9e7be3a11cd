import type { CalendarDuration } from '#domain/calendar-duration.ts';
import type { Backup, Interval } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import { andThen, map, type Said } from '#traits/said.ts';
import type { Translation } from '#traits/trait.ts';

const SETTINGS = 'properties/autoBackupSettings';

/** Whether Azure's extension backs SQL Server up. Absent is no answer: a list leaves most settings out. Source: type-facts-data §4. */
export function isAutomatic(own: Cell): Said<boolean> {
  return own.at(`${SETTINGS}/enable`).oneOf({ true: true, false: false });
}

/**
 * What the extension takes: full and log backups of all databases. Where vaults keep some of them, which there are besides Azure does not
 * say. Source: azure-sql/virtual-machines/windows/automated-backup; `autoBackupSettings`, 2023-10-01.
 */
export function automaticBackups(own: Cell, items: Cell): Translation<Backup> {
  const isOn = isAutomatic(own);
  if (!isOn.said) return isOn;
  if (!isOn.value) return withoutAutomatic(own, items);
  const settings = own.at(SETTINGS);
  const unsaid = settings.notUnderstood('When automatic backups were taken Azure does not say');
  const kept = keptFor(settings.at('retentionPeriod'));
  return [
    {
      kind: 'full',
      what: 'full backups',
      by: 'policy',
      every: fullEvery(settings),
      keptFor: kept,
      newest: unsaid,
    },
    {
      kind: 'log',
      what: 'log backups',
      by: 'policy',
      every: andThen(settings.at('logBackupFrequency').number(), (minutes) =>
        minutes >= 5 && minutes <= 60
          ? settings.at('logBackupFrequency').means({ hours: minutes / 60 })
          : settings.notUnderstood(`Log backups come every ${minutes} minutes, which cannot be`),
      ),
      keptFor: kept,
      newest: unsaid,
    },
    ...off(
      map(isOn, () => 'off'),
      ['differential', 'long-term'],
    ),
  ];
}

function withoutAutomatic(own: Cell, items: Cell): Translation<Backup> {
  const rows = items.list();
  if (!rows.said) return rows;
  if (rows.value.length > 0)
    return items.notUnderstood(
      'Vaults back up databases of it; whether these are all of them is not said',
    );
  const state = own.at(`${SETTINGS}/enable`).means<'off'>('off');
  return off(state, ['full', 'differential', 'log', 'continuous', 'long-term']);
}

function off(state: Said<'off'>, kinds: readonly Backup['kind'][]): readonly Backup[] {
  return kinds.map((kind) => ({
    kind,
    what: `${kind} backups`,
    by: 'policy',
    state,
    never: 'Neither Azure nor a vault takes them of SQL Server in this machine',
  }));
}

/** By a schedule of its owner; one of Azure’s own follows what is written, and is at least weekly. */
function fullEvery(settings: Cell): Said<Interval> {
  const type = settings
    .at('backupScheduleType')
    .oneOf({ Manual: 'manual', Automated: 'automated' } as const);
  return andThen(type, (word): Said<Interval> => {
    if (word === 'automated') return map(type, () => ({ hours: 168 }));
    return settings
      .at('fullBackupFrequency')
      .oneOf<Interval>({ Daily: { hours: 24 }, Weekly: { hours: 168 } });
  });
}

/** Source: `retentionPeriod`, 1 to 90 days. */
function keptFor(period: Cell): Said<CalendarDuration> {
  return andThen(period.number(), (days) =>
    Number.isInteger(days) && days >= 1 && days <= 90
      ? period.means({ months: 0, days })
      : period.notUnderstood(`Backups are kept for ${days} days, which cannot be`),
  );
}
