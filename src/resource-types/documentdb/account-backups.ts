import type { CalendarDuration } from '#domain/calendar-duration.ts';
import type { Backup } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import { andThen, type Said } from '#traits/said.ts';
import type { Translation } from '#traits/trait.ts';
import type { About } from '../define-resource-type.ts';
import { modeOf, ownRow } from './account-regions.ts';

/** How an account is backed up. Guess: that there are no long-term backups; no vault is documented to keep any. */
export function backupsOf(own: Cell, restorable: Cell, about: About): Translation<Backup> {
  const mode = modeOf(own);
  if (!mode.said) return mode;
  const longTerm: Backup = {
    kind: 'long-term',
    what: 'long-term backups',
    by: 'policy',
    never: 'Azure keeps no long-term backups of a Cosmos DB account',
  };
  const taken = mode.value === 'continuous' ? continuous(own, restorable, about) : periodic(own);
  return [...taken, longTerm, ...analytical(own)].map((item) => ({ part: 'containers', ...item }));
}

/**
 * To any moment of 7 or 30 days. Source: "Continuous backup with point-in-time restore". What Azure lists of the account shows from when
 * on; up to when is not said, for it goes on.
 */
function continuous(own: Cell, restorable: Cell, about: About): readonly Backup[] {
  const row = ownRow(restorable, about);
  const at = (name: string) => andThen(row, (one) => one.at(`properties/${name}`).earliest());
  const keptFor = own
    .at('properties/backupPolicy/continuousModeProperties/tier')
    .oneOf<CalendarDuration>({
      Continuous7Days: { months: 0, days: 7 },
      Continuous30Days: { months: 0, days: 30 },
    });
  const instead = 'Continuous backup keeps each change as it is made, and takes the place of';
  const common = { by: 'platform' } as const;
  return [
    {
      kind: 'continuous',
      what: 'backups for point-in-time restore',
      by: 'policy',
      keptFor,
      oldest: at('oldestRestorableTime'),
      since: at('creationTime'),
    },
    { ...common, kind: 'full', what: 'full backups', instead: `${instead} full backups` },
    {
      ...common,
      kind: 'differential',
      what: 'differential backups',
      instead: `${instead} differential backups`,
    },
    { ...common, kind: 'log', what: 'log backups', instead: `${instead} log backups` },
  ];
}

/** Whole backups of an interval, which Microsoft restores when asked; Azure lists none. Source: "Periodic backup and restore". */
function periodic(own: Cell): readonly Backup[] {
  const settings = own.at('properties/backupPolicy/periodicModeProperties');
  const state = own.at('properties/backupPolicy/type').means('off' as const);
  const never = 'Under periodic backups an account is restored from single backups, never';
  return [
    {
      kind: 'full',
      what: 'periodic backups',
      by: 'policy',
      every: andThen(within(settings.at('backupIntervalInMinutes'), 60, 1440), (minutes) =>
        settings.at('backupIntervalInMinutes').means({ hours: minutes / 60 }),
      ),
      keptFor: andThen(within(settings.at('backupRetentionIntervalInHours'), 8, 720), (hours) =>
        settings
          .at('backupRetentionIntervalInHours')
          .means({ months: 0, days: Math.floor(hours / 24) }),
      ),
      newest: settings.notUnderstood(
        'Azure does not say when the newest periodic backup was taken',
      ),
    },
    {
      kind: 'continuous',
      what: 'backups for point-in-time restore',
      by: 'policy',
      state,
      never: `${never} to any moment`,
    },
    {
      kind: 'differential',
      what: 'differential backups',
      by: 'policy',
      instead: 'Periodic backups are whole, without differential ones between them',
    },
    { kind: 'log', what: 'log backups', by: 'policy', state, never: `${never} from logs` },
  ];
}

/** Azure's own bounds. Source: "Modify interval or retention for periodic backups". */
function within(cell: Cell, least: number, most: number): Said<number> {
  return andThen(cell.number(), (count) =>
    count >= least && count <= most
      ? cell.number()
      : cell.notUnderstood(`${count} is not within ${least} and ${most}`),
  );
}

/** Of what containers keep in the analytical store no backup is taken; whether any does, they would say alone. Source: type-facts-data §2. */
function analytical(own: Cell): readonly Backup[] {
  const member = own.at('properties/enableAnalyticalStorage');
  const isOff = member.oneOf(
    { true: false, false: true },
    { means: true, source: 'enableAnalyticalStorage: false by default' },
  );
  if (isOff.said && isOff.value) return [];
  const why = member.notUnderstood(
    'Whether containers keep data in the analytical store, of which no backup is taken, is not said',
  );
  const what = 'backups of the analytical store';
  const common = { what, part: 'analytical store', by: 'platform', state: why } as const;
  return (['continuous', 'full', 'log', 'differential', 'long-term'] as const).map((kind) => ({
    ...common,
    kind,
    every: why,
    keptFor: why,
    newest: why,
  }));
}
