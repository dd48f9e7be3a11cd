import type { Backup, Interval } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import { andThen, everyOne, type Said } from '#traits/said.ts';
import { LONG_TERM_RHYTHMS } from './long-term-backups.ts';
import { newestOf } from './short-term-backups.ts';

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
export function poolBackups(own: Cell, points: Cell): readonly Backup[] {
  const by = 'platform';
  // What shows that it is one.
  const state = own.at('kind').means('off' as const);
  return [
    {
      kind: 'snapshot',
      what: 'restore points',
      by,
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
    {
      kind: 'continuous',
      what: 'backups for point-in-time restore',
      by,
      state,
      never:
        'A dedicated SQL pool is restored from restore points of seven days, never to any point in time',
    },
    {
      kind: 'full',
      what: 'full backups',
      by,
      instead: 'A dedicated SQL pool is backed up by restore points, without full backups',
    },
    {
      kind: 'differential',
      what: 'differential backups',
      by,
      instead: 'A dedicated SQL pool is backed up by restore points, without differential backups',
    },
    {
      kind: 'log',
      what: 'log backups',
      by,
      state,
      never: 'A dedicated SQL pool is backed up by restore points, never by log backups',
    },
    ...LONG_TERM_RHYTHMS.map(
      (rhythm): Backup => ({
        kind: 'long-term',
        rhythm,
        what: `${rhythm} long-term backups`,
        by: 'policy',
        state,
        never: 'A dedicated SQL pool never has long-term backups',
      }),
    ),
  ];
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
