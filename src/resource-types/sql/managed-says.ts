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
import { copiesOf, linkedServers, standingOfDatabase } from './instance-pairs.ts';
import { longTermPlaces, type OwnBackups } from './long-term-backups.ts';
import {
  continuousBackup,
  fullBackup,
  logBackup,
  newestRecoverable,
  type ShortTerm,
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
function homeOf(own: Cell, instance: Cell): Said<string> {
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

export interface PlacesRead {
  readonly own: Cell;
  readonly instance: Cell;
  readonly regions: Cell;
  readonly groups: Cell;
  readonly links: Cell;
  readonly kept: Cell;
  readonly settings: Cell;
}

/**
 * Every place that a database's data can be. The redundancy of its backups is set on the instance, for all of its databases; copies are
 * made of the instance as a whole.
 */
export function placesOfDatabase(read: PlacesRead, about: About): readonly Place[] {
  const { id, name } = about;
  const { own, instance, regions, groups, links, kept, settings } = read;
  const owner = parentKey(id);
  const region = homeOf(own, instance);
  return [
    { kind: 'primary', what: 'database', region },
    ...backupPlaces({
      region,
      current: instance.at('properties/currentBackupStorageRedundancy'),
      requested: instance.at('properties/requestedBackupStorageRedundancy'),
      regions,
    }),
    ...longTermPlaces(ownBackups(kept, about), region, regions),
    ...copiesOf(own, groups, owner),
    ...linkedServers(links, name),
    ...auditOf(settings).to,
  ];
}

/** Of all long-term backups of an instance, those of one database. */
export function ownBackups(backups: Cell, { id, name }: About): OwnBackups {
  return { backups, database: name, owner: resourceName(parentKey(id)) };
}

/** Source: "Automated backups in Azure SQL Managed Instance": differential backups every 12 hours, which nobody can set. */
const DIFFERENTIAL = { hours: 12 };

/** Backups that the platform takes by itself, for restore to any point of the days of the policy. */
export function shortTermBackups(
  own: Cell,
  policy: Cell,
  recoverable: Cell,
  { name }: About,
): readonly Backup[] {
  const shortTerm: ShortTerm = {
    own,
    keptFor: shortTermRetention(policy),
    // What `earliestRestoreDate` is called here.
    earliest: own.at('properties/earliestRestorePoint'),
    newest: newestRecoverable(recoverable, name),
  };
  const logs = logBackup(shortTerm);
  const differential = {
    ...logs,
    kind: 'differential',
    what: 'differential backups',
    every: own.means(DIFFERENTIAL),
  } as const;
  return [
    continuousBackup(shortTerm),
    ...[fullBackup(shortTerm), differential, logs].map((backup) => ({
      ...backup,
      state: andThen(canBeBackedUp(own), () => backup.state ?? own.means('on' as const)),
    })),
  ];
}

/** Guess: nothing is taken of what SQL Server cannot open; an instance that was stopped has nothing new to take. */
function canBeBackedUp(own: Cell): Said<boolean> {
  const status = own.at('properties/status');
  return andThen(status.optionalText(), (word) =>
    UNOPENED.has(word?.toLowerCase() ?? '')
      ? status.notUnderstood(`Nothing shows that the platform backs up a database that is ${word}`)
      : own.means(true),
  );
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
