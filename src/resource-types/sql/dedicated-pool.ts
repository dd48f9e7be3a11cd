import type { Backup, Interval } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import { andThen, everyOne, type Said } from '#traits/said.ts';
import { newestOf } from '../newest.ts';

/** What the tier of a database makes of its backups. */
export type Tier = 'dedicated-pool' | 'hyperscale' | 'other';

/** By `sku.tier` or `kind`, either of which may come alone. Source: Microsoft.Sql/servers/databases, 2025-01-01. */
export function tierOf(own: Cell): Tier {
  if (isOfTier(own, 'datawarehouse')) return 'dedicated-pool';
  return isOfTier(own, 'hyperscale') ? 'hyperscale' : 'other';
}

function isOfTier(own: Cell, tier: string): boolean {
  const named = own.at('sku/tier').text();
  return (named.said && named.value.toLowerCase() === tier) || kindsOf(own).includes(tier);
}

/** `v12.0,user`, `v12.0,system`, `v12.0,user,vcore,hyperscale`, … in its parts. */
export function kindsOf(own: Cell): readonly string[] {
  const kind = own.at('kind').text();
  return kind.said ? kind.value.toLowerCase().split(',') : [];
}

/**
 * A dedicated SQL pool is backed up by restore points: at least every eight hours while it runs, none while it is paused, for a fixed
 * seven days. Azure lists them. Source: "Backup and restore in dedicated SQL pool"; model RestorePoint of @azure/arm-sql 10.0.0,
 * 2025-01-01.
 */
export function restorePoints(own: Cell, points: Cell): readonly Backup[] {
  return tierOf(own) === 'dedicated-pool' ? restorePointsOfPool(own, points) : [];
}

/** The same of what is known to be a pool. */
export function restorePointsOfPool(own: Cell, points: Cell): readonly Backup[] {
  return [
    {
      kind: 'snapshot',
      what: 'restore points',
      by: 'platform',
      every: everyWhileOnline(own),
      keptFor: own.means({ months: 0, days: 7 }),
      newest: andThen(points.list(), (rows) =>
        newestOf(
          everyOne(rows.map((row) => row.at('properties/restorePointCreationDate').past())),
          points.notUnderstood('Azure lists no restore point'),
        ),
      ),
      since: own.at('properties/creationDate').past(),
    },
  ];
}

/** A dedicated SQL pool is never restored to any point in time. */
export function poolContinuous(own: Cell): readonly Backup[] {
  return [
    {
      kind: 'continuous',
      what: 'backups for point-in-time restore',
      by: 'platform',
      state: isPool(own),
      never:
        'A dedicated SQL pool is restored from restore points of seven days, never to any point in time',
    },
  ];
}

/** Restore points take the place of full and differential backups; what log backups are for, a dedicated SQL pool does not have. */
export function poolSchedule(own: Cell): readonly Backup[] {
  return [
    {
      kind: 'full',
      what: 'full backups',
      by: 'platform',
      instead: 'A dedicated SQL pool is backed up by restore points, without full backups',
    },
    {
      kind: 'differential',
      what: 'differential backups',
      by: 'platform',
      instead: 'A dedicated SQL pool is backed up by restore points, without differential backups',
    },
    {
      kind: 'log',
      what: 'log backups',
      by: 'platform',
      state: isPool(own),
      never: 'A dedicated SQL pool is backed up by restore points, never by log backups',
    },
  ];
}

/** Source: "Long-term retention": not for dedicated SQL pools. */
export function poolLongTerm(own: Cell): readonly Backup[] {
  return [
    {
      kind: 'long-term',
      what: 'long-term backups',
      by: 'policy',
      state: isPool(own),
      never: 'A dedicated SQL pool never has long-term backups',
    },
  ];
}

/** The member that shows it. */
function isPool(own: Cell): Said<'off'> {
  const tier = own.at('sku/tier').means('off' as const);
  return tier.said ? tier : own.at('kind').means('off');
}

function everyWhileOnline(own: Cell): Said<Interval> {
  const status = own.at('properties/status');
  return andThen(
    status.oneOf({ Online: true, Scaling: true, Paused: false, Pausing: false }),
    (runs) =>
      runs
        ? status.means({ hours: 8 })
        : status.notUnderstood(
            'The dedicated SQL pool is paused, and gets no restore points meanwhile',
          ),
  );
}
