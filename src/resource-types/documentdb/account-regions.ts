import type { Cell } from '#traits/cell.ts';
import type { Place } from '#traits/place.ts';
import { findRegion } from '#traits/regions.ts';
import { andThen, everyOne, map, type Said } from '#traits/said.ts';
import type { ZoneSpread } from '#traits/zone-spread.ts';
import type { About } from '../define-resource-type.ts';
import { pairIn, secondPlace } from '../geo-copies.ts';
import { zonesByFlag } from '../zones.ts';

/**
 * The account's regions, each with all of its data: what is written to by default, and the others. A region that only the lists for
 * reading or writing name counts as well. Source: databaseAccounts `locations`, 2026-03-15; the account's own `location` is its group's.
 */
export function regionPlaces(own: Cell): readonly Place[] {
  const rows = regionsOf(own);
  if (!rows.said) return [{ kind: 'primary', what: 'account', region: rows }];
  return rows.value.map((row): Place => {
    const region = row.at('locationName').text();
    return isFirst(row)
      ? { kind: 'primary', what: 'account', region }
      : { kind: 'replica', what: 'account in another region', region, isReady: isReady(row) };
  });
}

/** Each of its regions is spread over zones or not. */
export function regionZones(own: Cell): readonly ZoneSpread[] {
  const rows = regionsOf(own);
  if (!rows.said) return [{ what: 'account', spread: rows }];
  return rows.value.map((row) => {
    const name = row.at('locationName').text();
    const what = name.said ? `account in ${name.value}` : 'account';
    return zonesByFlag(row.at('isZoneRedundant'), what);
  });
}

function isFirst(row: Cell): boolean {
  const priority = row.at('failoverPriority').number();
  return priority.said && priority.value === 0;
}

function isReady(row: Cell): Said<boolean> {
  return row.at('provisioningState').oneOf({
    succeeded: true,
    creating: false,
    deleting: false,
    failed: false,
    offline: false,
  });
}

/** Each region once: the rows of `locations`, and of the other lists what those lack. */
function regionsOf(own: Cell): Said<readonly Cell[]> {
  const all = own.at('properties/locations');
  return andThen(all.list(), (rows) => {
    if (!rows.some(isFirst)) return all.notUnderstood('Azure names no region that is written to');
    const others = ['readLocations', 'writeLocations'].map((name) =>
      own.at(`properties/${name}`).list(),
    );
    return andThen(everyOne(others), (lists) => {
      const known = new Set(rows.map(keyOf));
      return all.means([...rows, ...lists.flat().filter((row) => !known.has(keyOf(row)))]);
    });
  });
}

function keyOf(row: Cell): string {
  const name = row.at('locationName').text();
  return name.said ? (findRegion(name.value)?.name ?? name.value) : '';
}

/** Whether backups are taken in single pieces or all the time. */
export function modeOf(own: Cell): Said<'periodic' | 'continuous'> {
  return own
    .at('properties/backupPolicy/type')
    .oneOf({ periodic: 'periodic', continuous: 'continuous' } as const);
}

/**
 * Periodic backups lie where the account is written to and, by default, in the paired region; continuous ones in every region of the
 * account, and in those that it once had. Source: "Periodic backup storage redundancy"; "Continuous backup".
 */
export function backupPlaces(
  own: Cell,
  restorable: Cell,
  regions: Cell,
  about: About,
): readonly Place[] {
  const mode = modeOf(own);
  const unknown = (region: Place['region']): readonly Place[] => [
    { kind: 'backup', what: 'backups', region },
  ];
  if (!mode.said) return unknown(mode);
  if (mode.value === 'continuous') {
    const rows = andThen(ownRow(restorable, about), (row) =>
      row.at('properties/restorableLocations').list(),
    );
    if (!rows.said) return unknown(rows);
    return rows.value.map(continuousPlace);
  }
  const first = andThen(regionsOf(own), (rows) => {
    const row = rows.find(isFirst) ?? own;
    return row.at('locationName').text();
  });
  const redundancy = own
    .at('properties/backupPolicy/periodicModeProperties/backupStorageRedundancy')
    .oneOf({ geo: 'geo', local: 'own-region', zone: 'own-region' } as const);
  return [
    ...unknown(first),
    ...secondPlace('backup', 'geo-redundant backups', redundancy, pairIn(regions, first)),
  ];
}

/** In a region that the account has left its backups are still there, and end with the day on which it left. */
function continuousPlace(row: Cell): Place {
  const region = row.at('locationName').text();
  const left = row.at('deletionTime').optionalPast();
  const place = { kind: 'backup', what: 'continuous backups', region } as const;
  if (!left.said) return { ...place, isUsed: left };
  if (left.value === null) return place;
  const what = 'continuous backups of a region that the account has left';
  return { kind: 'replica', what, region, isReady: map(left, () => false) };
}

/** What Azure says of restoring this account: not one of the same name that was deleted. Source: restorableDatabaseAccounts, 2026-03-15. */
export function ownRow(restorable: Cell, { name }: About): Said<Cell> {
  return andThen(restorable.list(), (rows) => {
    const named = rows.map((row) =>
      map(
        everyOne<unknown>([
          row.at('properties/accountName').text(),
          row.at('properties/deletionTime').isThere(),
        ]),
        ([account, isDeleted]) =>
          String(account).toLowerCase() === name.toLowerCase() && isDeleted === false,
      ),
    );
    return andThen(everyOne(named), (flags) => {
      const row = rows[flags.indexOf(true)];
      return row === undefined
        ? restorable.notUnderstood(
            'Azure does not list the account among those that it can restore',
          )
        : row.at('properties').means(row);
    });
  });
}
