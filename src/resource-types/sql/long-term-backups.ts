import { type CalendarDuration, isZeroDuration, parseDuration } from '#domain/calendar-duration.ts';
import { type Instant, isInstantAfter, toMilliseconds } from '#domain/instant.ts';
import type { Backup } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import type { Place } from '#traits/place.ts';
import { andThen, everyOne, map, type Said, together } from '#traits/said.ts';
import { pairIn, type Redundancy, secondPlace } from '../geo-copies.ts';
import { redundancyOf } from './geo-backups.ts';
import { rowsByName } from './rows-by-name.ts';

/** What tells the long-term backups of one database from those of others in its server's or instance's list. */
export interface OwnBackups {
  /** The latest of every live database. */
  readonly backups: Cell;
  /** Names of the database and of its server or instance. */
  readonly database: string;
  readonly owner: string;
}

const LONG_TERM_RHYTHMS = ['weekly', 'monthly', 'yearly'] as const;

/**
 * Long-term backups, by each rhythm of the policy. That they exist is told by the list alone, which names the latest: of a weekly and a
 * monthly rhythm it is either's. Source: …/databases/backupLongTermRetentionPolicies, 2025-01-01.
 */
export function longTermBackups(
  policy: Cell,
  own: OwnBackups,
  created: Said<Instant>,
): readonly Backup[] {
  const newest = newestOwn(own, created);
  const since = inForceSince(policy, created);
  return LONG_TERM_RHYTHMS.map((rhythm) => {
    const keptFor = retention(policy.at(`properties/${rhythm}Retention`));
    return {
      kind: 'long-term',
      rhythm,
      what: `${rhythm} long-term backups`,
      by: 'policy',
      state: map(keptFor, (duration) => (isZeroDuration(duration) ? 'off' : 'on')),
      keptFor,
      newest,
      since,
    };
  });
}

/** Where the latest long-term backup of a database lies: it stays where it was written, with the redundancy of then. */
export function longTermPlaces(
  own: OwnBackups,
  home: Said<string>,
  regions: Cell,
): readonly Place[] {
  const kind = 'long-term-backup';
  const rows = rowsOf(own);
  if (!rows.said) return [{ kind, what: 'long-term backups', region: rows }];
  return rows.value.flatMap((row) => {
    const region = regionOf(row, home);
    const redundancy = redundancyOf(row.at('properties/backupStorageRedundancy'));
    const pair = pairIn(regions, region);
    const requested = row.at('properties/requestedBackupStorageRedundancy');
    const places: readonly Place[] = [
      { kind, what: 'long-term backup', region },
      ...secondPlace(kind, 'geo-redundant long-term backup', redundancy, pair),
    ];
    if (!isChanging(requested, redundancy)) return places;
    return [
      ...places.map((place): Place => ({ ...place, isPending: true })),
      ...requestedPlace(requested, redundancy, pair),
    ];
  });
}

/** Azure may leave out what was requested of a long-term backup: then nothing was. */
function isChanging(requested: Cell, now: Said<Redundancy>): boolean {
  const then = redundancyOf(requested);
  return isThere(requested) && !(now.said && then.said && now.value === then.value);
}

function requestedPlace(
  requested: Cell,
  now: Said<Redundancy>,
  pair: Said<string>,
): readonly Place[] {
  const then = redundancyOf(requested);
  const what = 'geo-redundant long-term backup as requested';
  return secondPlace(
    'long-term-backup',
    what,
    then,
    pair,
    map(now, () => false),
  );
}

/** Ten years, the most that Azure keeps, in days of the longest months. Source: "Long-term retention", up to 10 years. */
const LONGEST_DAYS = 120 * 31;

/** `P1M`, `P6W`, …; `PT0S` is off. */
function retention(member: Cell): Said<CalendarDuration> {
  return andThen(member.text(), (text) => {
    const duration = parseDuration(text);
    if (duration === undefined) return member.notUnderstood(`The retention ${text} is no duration`);
    return duration.months * 31 + duration.days <= LONGEST_DAYS
      ? member.means(duration)
      : member.notUnderstood(`The retention ${text} is longer than Azure keeps anything`);
  });
}

/** Guess: this child setting may carry no system data; where it does, it tells since when the policy is in force. */
function inForceSince(policy: Cell, created: Said<Instant>): Said<Instant> {
  const changed = andThen(
    policy.at('systemData').isThere(),
    (isThere): Said<Instant | null> =>
      isThere
        ? policy.at('systemData/lastModifiedAt').optionalPast()
        : policy.at('properties').means(null),
  );
  return map(together<{ created: Instant; changed: Instant | null }>({ created, changed }), (at) =>
    at.changed !== null && isInstantAfter(at.changed, toMilliseconds(at.created) ?? 0)
      ? at.changed
      : at.created,
  );
}

/** When the newest backup was taken that proves this database's policy; null: there is none. */
function newestOwn(own: OwnBackups, created: Said<Instant>): Said<Instant | null> {
  const taken = andThen(rowsOf(own), (rows) =>
    everyOne(rows.map((row) => andThen(created, (since) => takenOf(row, since)))),
  );
  return map(taken, (found) => {
    const ofThis = found.filter((at) => at !== null);
    return (
      ofThis.toSorted((a, b) => (toMilliseconds(b) ?? 0) - (toMilliseconds(a) ?? 0))[0] ?? null
    );
  });
}

/** Null for a backup of a database of the same name that is gone, and for one that has expired. */
function takenOf(row: Cell, created: Instant): Said<Instant | null> {
  const deleted = row.at('properties/databaseDeletionTime').optionalPast();
  const taken = row.at('properties/backupTime').past();
  const expires = row.at('properties/backupExpirationTime').instant();
  return andThen(deleted, (gone) =>
    andThen<Instant, Instant | null>(taken, (at) =>
      gone !== null || isInstantAfter(created, toMilliseconds(at) ?? 0)
        ? map(taken, () => null)
        : map(expires, (end) => (isInstantAfter(end, row.readAt) ? at : null)),
    ),
  );
}

const backupsOfName = rowsByName('properties/databaseName');

/** The rows of the list that are about a database of this name on this owner. */
function rowsOf({ backups, database, owner }: OwnBackups): Said<readonly Cell[]> {
  return andThen(backupsOfName(backups, database), (rows) =>
    map(everyOne(rows.map(ownersOf)), (owners) =>
      rows.filter((_, index) => owners[index]?.every((one) => isSameName(one, owner))),
    ),
  );
}

/** The server or instance, as the row's id says it and, where it is there, the member of its name. */
function ownersOf(row: Cell): Said<readonly string[]> {
  const inId = partOfId(row, /\/longTermRetention(?:Servers|ManagedInstances)\/([^/]+)\//iu);
  const members = ['serverName', 'managedInstanceName']
    .map((member) => row.at(`properties/${member}`))
    .filter((member) => isThere(member));
  return everyOne([inId, ...members.map((member) => member.text())]);
}

function isThere(member: Cell): boolean {
  const there = member.isThere();
  return !there.said || there.value;
}

function regionOf(row: Cell, home: Said<string>): Said<string> {
  const named = partOfId(row, /\/locations\/([^/]+)\//iu);
  return named.said || !row.at('id').text().said ? named : home;
}

function partOfId(row: Cell, form: RegExp): Said<string> {
  return andThen(row.at('id').text(), (id) => {
    const part = form.exec(id)?.[1];
    return part === undefined
      ? row.at('id').notUnderstood(`Whose backup ${id} is cannot be told`)
      : row.at('id').means(part);
  });
}

function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
