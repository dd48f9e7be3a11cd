import type { CalendarDuration } from '#domain/calendar-duration.ts';
import type { Cell } from '#traits/cell.ts';
import { andThen, everyOne, map, type Said, together } from '#traits/said.ts';
import { frequencyOf, wholeNumber } from './backup-schedule.ts';

/** A part of a policy: when it takes backups of one kind, and how long it keeps them. */
export interface PolicyPart {
  readonly schedule: Cell;
  readonly retention: Cell;
}

/** What a policy takes. Of each kind: its part, null where it takes none of it; not said where that is not understood. */
export interface PolicyParts {
  readonly full: Said<PolicyPart | null>;
  readonly differential: Said<PolicyPart | null>;
  readonly log: Said<PolicyPart | null>;
  /** Whether what it takes comes to lie in the vault; else it stays with what it is a backup of. */
  readonly isVaulted: Said<boolean>;
}

/** Source: PolicyType, 2026-07-01. */
const PART_KINDS = {
  full: 'full',
  differential: 'differential',
  incremental: 'incremental',
  log: 'log',
  // Full in their way: where there is no `Full`, it is not for us to say whether they stand for it.
  copyonlyfull: 'other-full',
  snapshotfull: 'other-full',
  snapshotcopyonlyfull: 'other-full',
} as const;
type PartKind = (typeof PART_KINDS)[keyof typeof PART_KINDS];

/**
 * What a policy says: its own schedule for machines, folders and shares, an entry for each kind for databases in machines.
 * Source: ProtectionPolicy by `backupManagementType`, 2026-07-01.
 */
export function partsOf(policy: Cell): PolicyParts {
  const properties = policy.at('properties');
  const management = properties.at('backupManagementType');
  const kind = management.oneOf({
    AzureWorkload: 'workload',
    AzureIaasVM: 'whole',
    MAB: 'whole',
    AzureStorage: 'share',
  } as const);
  if (!kind.said) return { full: kind, differential: kind, log: kind, isVaulted: kind };
  const schedule = properties.at('schedulePolicy');
  const none = map(kind, () => null);
  const only = (retention: Cell, isVaulted: Said<boolean>): PolicyParts => ({
    full: map(kind, () => ({ schedule, retention })),
    differential: none,
    log: none,
    isVaulted,
  });
  switch (kind.value) {
    case 'workload':
      return partsByKind(
        properties.at('subProtectionPolicy'),
        map(kind, () => true),
      );
    case 'whole':
      return only(
        properties.at('retentionPolicy'),
        map(kind, () => true),
      );
    case 'share': {
      // Snapshots stay with the share; what is in the vault has a retention of its own.
      const vaulted = properties.at('vaultRetentionPolicy/vaultRetention');
      const isVaulted = vaulted.isThere();
      const isKept = isVaulted.said && isVaulted.value;
      return only(isKept ? vaulted : properties.at('retentionPolicy'), isVaulted);
    }
  }
}

function partsByKind(list: Cell, isVaulted: Said<boolean>): PolicyParts {
  const kinds = andThen(list.list(), (rows) =>
    everyOne(
      rows.map((row) =>
        map(row.at('policyType').oneOf<PartKind>(PART_KINDS), (kind) => ({ kind, row })),
      ),
    ),
  );
  const find = (wanted: PartKind): Said<PolicyPart | null> =>
    andThen(kinds, (rows) => {
      const [first, ...more] = rows.filter(({ kind }) => kind === wanted);
      if (more.length > 0)
        return list.notUnderstood(`The policy has several parts called ${wanted}`);
      const isDoubtful = wanted === 'full' && rows.some(({ kind }) => kind === 'other-full');
      if (first === undefined && isDoubtful) {
        return list.notUnderstood(
          'Whether its snapshots or copies stand for full backups is not said',
        );
      }
      const row = first?.row;
      return (row ?? list).means(
        row === undefined
          ? null
          : { schedule: row.at('schedulePolicy'), retention: row.at('retentionPolicy') },
      );
    });
  return { full: find('full'), differential: find('differential'), log: find('log'), isVaulted };
}

/** How long every single backup of a part is kept. */
export function everyOneKeptFor({ schedule, retention }: PolicyPart): Said<CalendarDuration> {
  return andThen(formOf(retention), (form) => {
    if (form === 'simple') return durationOf(retention.at('retentionDuration'));
    // With a daily schedule the weekly retention keeps one backup of seven.
    return andThen(frequencyOf(schedule), (frequency) =>
      durationOf(
        retention.at(
          `${frequency === 'weekly' ? 'weeklySchedule' : 'dailySchedule'}/retentionDuration`,
        ),
      ),
    );
  });
}

const NOTHING: CalendarDuration = { months: 0, days: 0 };

/** How long the first backup of a month is kept by a rule of its own; only one for the month's first day or first week keeps it. */
export function firstOfMonthKeptFor({ retention }: PolicyPart): Said<CalendarDuration> {
  const form = formOf(retention);
  return andThen(form, (word) => {
    if (word === 'simple') return map(form, () => NOTHING);
    const monthly = retention.at('monthlySchedule');
    const isThere = monthly.isThere();
    return andThen(isThere, (isRule) => {
      if (!isRule) return map(isThere, () => NOTHING);
      const rule = together({
        isFirst: keepsFirst(monthly),
        kept: durationOf(monthly.at('retentionDuration')),
      });
      return map(rule, ({ isFirst, kept }) => (isFirst ? kept : NOTHING));
    });
  });
}

function keepsFirst(monthly: Cell): Said<boolean> {
  const format = monthly
    .at('retentionScheduleFormatType')
    .oneOf({ Daily: 'daily', Weekly: 'weekly' } as const);
  return andThen(format, (word) => {
    if (word === 'daily') {
      const days = monthly.at('retentionScheduleDaily/daysOfTheMonth').list();
      return hasOne(days, (row) => row.at('date').number(), 1);
    }
    const weeks = monthly.at('retentionScheduleWeekly/weeksOfTheMonth').list();
    return hasOne(weeks, (row) => row.text(), 'First');
  });
}

/** Whether a row has a value; that none has, each of them has to say. */
function hasOne<T>(
  list: Said<readonly Cell[]>,
  valueOf: (row: Cell) => Said<T>,
  wanted: T,
): Said<boolean> {
  return andThen(list, (rows) => {
    const values = rows.map(valueOf);
    return values.some((one) => one.said && one.value === wanted)
      ? map(list, () => true)
      : map(everyOne(values), () => false);
  });
}

function formOf(retention: Cell): Said<'simple' | 'long-term'> {
  return retention.at('retentionPolicyType').oneOf({
    SimpleRetentionPolicy: 'simple',
    LongTermRetentionPolicy: 'long-term',
  } as const);
}

/** What a unit counts, and how many of it Azure keeps at most, about 99 years. Source: "Backup support matrix", limits of policies. */
const UNITS = {
  Days: { months: 0, days: 1, most: 36_500 },
  Weeks: { months: 0, days: 7, most: 5_200 },
  Months: { months: 1, days: 0, most: 1_200 },
  Years: { months: 12, days: 0, most: 99 },
} as const;

function durationOf(duration: Cell): Said<CalendarDuration> {
  const unit = duration.at('durationType').oneOf<(typeof UNITS)[keyof typeof UNITS]>(UNITS);
  return andThen(unit, ({ months, days, most }) =>
    // Beyond Azure's own bounds it is a number, but no retention.
    map(wholeNumber(duration.at('count'), 1, most), (count) => ({
      months: months * count,
      days: days * count,
    })),
  );
}
