import { resourceName } from '#domain/resource-id.ts';
import type { Backup } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import type { LogStream } from '#traits/log-stream.ts';
import type { Place } from '#traits/place.ts';
import { findRegion } from '#traits/regions.ts';
import { andThen, type Said } from '#traits/said.ts';
import { elsewhere, type Translation } from '#traits/trait.ts';
import type { About } from '../define-resource-type.ts';
import { logStream } from '../diagnostic-settings.ts';
import { parentKey } from '../resource-names.ts';
import { backupPlaces } from './geo-backups.ts';
import { standingOfDatabase } from './instance-pairs.ts';
import type { OwnBackups } from './long-term-backups.ts';
import {
  continuousBackup,
  fullBackup,
  logBackup,
  newestRecoverable,
  shortTermRetention,
} from './short-term-backups.ts';

/** The databases of SQL Server itself: an instance has them all, so nobody can create one of these names. Guess: Azure lists none of them. */
const SYSTEM_DATABASES = ['master', 'model', 'msdb', 'tempdb'];

export function systemDatabase(_: Cell, { name }: About): string | undefined {
  return SYSTEM_DATABASES.includes(name.toLowerCase())
    ? `${name} is a system database that the platform keeps: it holds no user data and is not counted`
    : undefined;
}

/** Where a database is: in its instance. Not said where the two disagree. */
export function homeOf(own: Cell, instance: Cell): Said<string> {
  const here = own.at('location').text();
  const there = instance.at('location').text();
  return andThen(here, (region) =>
    there.said && findRegion(there.value) !== findRegion(region)
      ? own
          .at('location')
          .notUnderstood(
            `Azure names two regions: ${region} of the database and ${there.value} of its instance`,
          )
      : here,
  );
}

/** The backups of a database: their redundancy is set on the instance, for all of its databases. */
export function backupPlacesOf(own: Cell, instance: Cell, regions: Cell): readonly Place[] {
  return backupPlaces({
    region: homeOf(own, instance),
    current: instance.at('properties/currentBackupStorageRedundancy'),
    requested: instance.at('properties/requestedBackupStorageRedundancy'),
    regions,
  });
}

/** Of all long-term backups of an instance, those of one database. */
export function ownBackups(backups: Cell, { id, name }: About): OwnBackups {
  return { backups, database: name, owner: resourceName(parentKey(id)) };
}

/** Source: "Automated backups in Azure SQL Managed Instance": differential backups every 12 hours, which nobody can set. */
const DIFFERENTIAL = { hours: 12 };

/** Backups for restore to any point of the days of the policy. */
export function restorableBackups(
  own: Cell,
  policy: Cell,
  recoverable: Cell,
  { name }: About,
): readonly Backup[] {
  const shortTerm = {
    own,
    keptFor: shortTermRetention(policy),
    earliest: earliestOf(own),
    newest: newestRecoverable(recoverable, name),
  };
  return [continuousBackup(shortTerm), unlessUnopened(own, fullBackup(shortTerm))];
}

/** Between the full backups: of none Azure says when it was taken. */
export function partialBackups(own: Cell): readonly Backup[] {
  const log = logBackup({ own, earliest: earliestOf(own) });
  const differential: Backup = {
    ...log,
    kind: 'differential',
    what: 'differential backups',
    every: own.means(DIFFERENTIAL),
  };
  return [unlessUnopened(own, differential), unlessUnopened(own, log)];
}

/** What `earliestRestoreDate` is called here. */
function earliestOf(own: Cell): Cell {
  return own.at('properties/earliestRestorePoint');
}

/** Guess: nothing is taken of what SQL Server cannot open; an instance that was stopped has nothing new to take. */
function unlessUnopened(own: Cell, backup: Backup): Backup {
  const status = own.at('properties/status');
  const taken = backup.state ?? own.means('on' as const);
  const state = andThen(status.optionalText(), (word) =>
    UNOPENED.has(word?.toLowerCase() ?? '')
      ? status.notUnderstood(`Nothing shows that the platform backs up a database that is ${word}`)
      : taken,
  );
  return { ...backup, state };
}

const UNOPENED: ReadonlySet<string> = new Set(['inaccessible', 'offline', 'shutdown']);

/**
 * The backups of a database, unless it is the copy of another: those of a secondary are taken from its primary. Source: "Automated
 * backups in Azure SQL Managed Instance" and "Failover groups overview": a secondary is not backed up by itself.
 */
export function unlessCopied(
  own: Cell,
  groups: Cell,
  { id, name }: About,
  backups: () => readonly Backup[],
): Translation<Backup> {
  const standing = standingOfDatabase(own, groups, parentKey(id));
  if (!standing.said) return standing;
  const { value, from } = standing;
  return value.is === 'secondary'
    ? elsewhere(
        `${value.of}/databases/${name}`,
        `${name} is a secondary, whose backups are taken from its primary on ${resourceName(value.of)}`,
        from,
      )
    : backups();
}

/** Source: azure-facts §9, type-classes: categories of Microsoft.Sql/managedInstances. */
const AUDIT = {
  what: 'audit events',
  carry: ['sqlsecurityauditevents'],
  // Of what Microsoft's own engineers do, and of load.
  other: ['devopsoperationsaudit', 'resourceusagestats'],
} as const;

/**
 * What the instance sends of its databases' audits. A setting sends what an audit writes; whether there is one is set inside with T-SQL,
 * which Azure Resource Manager does not show. Source: "Auditing in Azure SQL Managed Instance", CREATE SERVER AUDIT … TO EXTERNAL_MONITOR.
 */
export function auditOf(settings: Cell): LogStream {
  const stream = logStream(settings, AUDIT);
  const state = andThen(stream.state, (word) =>
    word === 'not-written'
      ? stream.state
      : settings.notUnderstood(
          'A diagnostic setting sends audit events, but whether the instance audits anything is set inside of it and not shown',
        ),
  );
  return { ...stream, state };
}
