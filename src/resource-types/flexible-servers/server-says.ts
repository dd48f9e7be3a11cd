import type { CalendarDuration } from '#domain/calendar-duration.ts';
import { isSameResource, type ResourceId } from '#domain/resource-id.ts';
import type { Backup, Interval } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import type { Encryption, EncryptionKey } from '#traits/encryption.ts';
import { type Place, placeOfResource } from '#traits/place.ts';
import { andThen, everyOne, map, present, type Said } from '#traits/said.ts';
import { elsewhere, type Translation } from '#traits/trait.ts';
import type { ZoneSpread } from '#traits/zone-spread.ts';
import { inBackupVault } from '../data-protection/vaulted.ts';
import type { About } from '../define-resource-type.ts';
import { pairIn, type Redundancy, secondPlace } from '../geo-copies.ts';
import { newestOf } from '../newest.ts';

/** A standby in another zone, or none. Source: highAvailability.mode, 2025-08-01 and 2024-12-30. */
export function zonesOfServer(own: Cell): readonly ZoneSpread[] {
  const spread = own
    .at('properties/highAvailability/mode')
    .oneOf<'several' | 'one'>({ ZoneRedundant: 'several', SameZone: 'one', Disabled: 'one' });
  return [{ what: 'server', spread }];
}

/** Whether it copies another server, by the engine's own words for roles. */
export type Role = 'replica' | 'own';

/**
 * The server that it copies; null: none. A replica that does not name it copies one that nobody knows, and of a server that names one and
 * says that it copies none, either may be so. Source: `sourceServerResourceId`, 2025-08-01: returned of replicas only.
 */
function sourceOf(own: Cell, role: Said<Role>): Said<ResourceId | null> {
  const member = own.at('properties/sourceServerResourceId');
  return andThen(role, (word) =>
    word === 'replica'
      ? member.text()
      : member.oneOf<null>(
          { '': null },
          { means: null, source: 'sourceServerResourceId: returned of replicas only, 2025-08-01' },
        ),
  );
}

/**
 * The server, and its backups: in its region, and the paired one where they are geo-redundant. A replica's backups are those of the server
 * that it copies, which is another one of the subscription's.
 */
export function ownPlaces(
  roleOf: (own: Cell) => Said<Role>,
): (own: Cell, servers: Cell, regions: Cell) => readonly Place[] {
  return (own, servers, regions) => {
    const primary: Place = { kind: 'primary', what: 'server', region: own.at('location').text() };
    const source = sourceOf(own, roleOf(own));
    if (!source.said) return [primary, { kind: 'backup', what: 'backups', region: source }];
    const id = source.value;
    if (id === null) return [primary, ...backupPlaces(own, regions)];
    const copied = rowOf(own, servers, id);
    return copied.said
      ? [primary, ...backupPlaces(copied.value, regions)]
      : [primary, { kind: 'backup', what: 'backups of the server that it copies', region: copied }];
  };
}

function rowOf(own: Cell, servers: Cell, id: ResourceId): Said<Cell> {
  return andThen(servers.list(), (rows) => {
    const row = rows.find((one) => isOf(one, id));
    return row === undefined
      ? own
          .at('properties/sourceServerResourceId')
          .notUnderstood('The server that it copies is not among those of its subscription')
      : row.at('id').means(row);
  });
}

function isOf(row: Cell, id: string): boolean {
  const own = row.at('id').text();
  return own.said && isSameResource(own.value, id);
}

function backupPlaces(own: Cell, regions: Cell): readonly Place[] {
  const region = own.at('location').text();
  return [
    { kind: 'backup', what: 'backups', region },
    ...secondPlace('backup', 'geo-redundant backups', redundancyOf(own), pairIn(regions, region)),
  ];
}

function redundancyOf(own: Cell): Said<Redundancy> {
  return own
    .at('properties/backup/geoRedundantBackup')
    .oneOf<Redundancy>({ enabled: 'geo', disabled: 'own-region' });
}

/** Its replicas, and what it is a replica of: each holds all of the data. */
export function replicaPlaces(
  own: Cell,
  role: Said<Role>,
  replicas: Cell,
  isReady: (of: Cell) => Said<boolean>,
): readonly Place[] {
  const source = sourceOf(own, role);
  const rows = replicas.list();
  const copies: readonly Place[] = rows.said
    ? rows.value.map((row) => ({
        kind: 'replica',
        what: 'replica',
        region: row.at('location').text(),
        isReady: isReady(row),
      }))
    : [{ kind: 'replica', what: 'replicas', region: rows, isReady: rows }];
  if (source.said && source.value === null) return copies;
  const id = present(source, 'server that it copies');
  return [
    ...copies,
    { ...placeOfResource('replica', 'server that it copies', id), isReady: isReady(own) },
  ];
}

/**
 * Disks, logs and backups are always encrypted. Source: "Data encryption" of PostgreSQL and of MySQL flexible servers. The copy in the
 * paired region has a key of its own there.
 */
export function encryptionOf(own: Cell): readonly Encryption[] {
  const state = own.at('properties').means('on' as const);
  const data: Encryption = { what: 'server', state, key: keyAt(own, 'primary') };
  const geo = redundancyOf(own);
  if (geo.said && geo.value === 'own-region') return [data];
  return [data, { what: 'geo-redundant backups', state, key: keyAt(own, 'geoBackup') }];
}

function keyAt(own: Cell, which: 'primary' | 'geoBackup'): Said<EncryptionKey> {
  const settings = own.at('properties/dataEncryption');
  // Recorded of servers under the service's key: the member is left out.
  const type = settings.at('type').oneOf<EncryptionKey['of']>({
    SystemManaged: 'platform',
    None: 'platform',
    AzureKeyVault: 'customer',
  });
  const isThere = settings.isThere();
  const whose =
    isThere.said && !isThere.value ? own.at('properties').means('platform' as const) : type;
  return andThen(whose, (of): Said<EncryptionKey> => {
    if (of === 'platform') return map(whose, () => ({ of }));
    const status = settings.at(`${which}EncryptionKeyStatus`);
    const isValid = status.oneOf(
      { Valid: true },
      { means: true, source: 'dataEncryption: MySQL and older versions say nothing of the key' },
    );
    if (!isValid.said) return isValid;
    return map(settings.at(`${which}KeyURI`).text(), (address) => ({ of, address }));
  });
}

/** The kinds that the platform takes by itself. */
export const OWN_BACKUPS = ['continuous', 'full', 'differential', 'log'] as const;

/** What one engine makes of its backups. */
interface Rhythm {
  readonly full: Said<Interval>;
  readonly log: Interval;
  readonly fewestDays: number;
}

/**
 * Snapshots and archived logs, which the platform takes by itself; a replica's are those of the server that it copies. Guess: that
 * none are taken of a replica itself.
 */
export function backupsOf(
  own: Cell,
  backups: Cell,
  role: Said<Role>,
  { name }: About,
  { full, log, fewestDays }: Rhythm,
): Translation<Backup> {
  const source = sourceOf(own, role);
  if (!source.said) return source;
  if (source.value !== null) {
    const because = `${name} is a replica, whose backups are those of its source`;
    return elsewhere(source.value, because, source.from);
  }
  const keptFor = retention(own, fewestDays);
  const oldest = own.at('properties/backup/earliestRestoreDate').earliest();
  const since = own.at('systemData/createdAt').past();
  const newest = andThen(backups.list(), (rows) =>
    newestOf(
      everyOne(rows.map((row) => row.at('properties/completedTime').past())),
      backups.notUnderstood('Azure lists no backup of the server'),
    ),
  );
  const platform = { by: 'platform', oldest } as const;
  // Azure lists them as `Full`; its page calls those after the first differential.
  const isWhole = own.notUnderstood(
    'Whether a snapshot after the first one is a full backup Azure says in two ways',
  );
  return [
    {
      kind: 'continuous',
      what: 'backups for point-in-time restore',
      by: 'policy',
      keptFor,
      oldest,
      newest,
      since,
    },
    { kind: 'full', what: 'snapshots', ...platform, every: full, isWhole, keptFor, since },
    {
      kind: 'differential',
      what: 'differential backups',
      by: 'platform',
      instead:
        'Snapshots, which share what has not changed, take the place of differential backups',
    },
    { kind: 'log', what: 'archived logs', ...platform, every: own.means(log) },
  ];
}

/** Only a backup vault keeps single backups of a server for longer; its own verdict then stands. Source: type-facts-data §0. */
export function longTermOf(instances: Cell, { name }: About): Translation<Backup> {
  const state = map(instances.list(), () => 'off' as const);
  const never = 'No backup vault keeps long-term backups of it';
  return (
    inBackupVault(instances, name) ?? [
      { kind: 'long-term', what: 'long-term backups', by: 'policy', state, never },
    ]
  );
}

/** Source: flexibleServers `backup.backupRetentionDays`: up to 35 days. */
function retention(own: Cell, fewest: number): Said<CalendarDuration> {
  const member = own.at('properties/backup/backupRetentionDays');
  return andThen(member.number(), (days) =>
    Number.isInteger(days) && days >= fewest && days <= 35
      ? member.means({ months: 0, days })
      : member.notUnderstood(`The server keeps backups for no number of days that it can: ${days}`),
  );
}
