import type { Cell } from '#traits/cell.ts';
import type { Place } from '#traits/place.ts';
import { andThen, map, type Said } from '#traits/said.ts';
import { pairIn, type Redundancy, secondPlace } from '../geo-copies.ts';

/** Whether a backup storage redundancy keeps a copy in the paired region. Source: …BackupStorageRedundancy, 2025-01-01. */
export function redundancyOf(member: Cell): Said<Redundancy> {
  return member.oneOf<Redundancy>({
    Geo: 'geo',
    GeoZone: 'geo',
    Local: 'own-region',
    Zone: 'own-region',
  });
}

/**
 * The places of backups: the own region and, where the redundancy is geo, its pair. What is requested takes up to 48 hours and holds
 * for new backups only: data can come to be there, and nothing is there yet. `doubt`: why a geo-redundant copy may not be there although the redundancy says so.
 */
export function backupPlaces({
  region,
  current,
  requested,
  regions,
  doubt,
}: {
  readonly region: Said<string>;
  readonly current: Cell;
  readonly requested: Cell;
  /** The subscription's, for the pair. */
  readonly regions: Cell;
  readonly doubt?: string;
}): readonly Place[] {
  const now = redundancyOf(current);
  const then = redundancyOf(requested);
  const isUsed =
    doubt === undefined
      ? map(now, () => true)
      : andThen<Redundancy, boolean>(now, () => current.notUnderstood(doubt));
  const places: Place[] = [
    { kind: 'backup', what: 'backups', region },
    ...secondPlace('backup', 'geo-redundant backups', now, pairIn(regions, region), isUsed),
  ];
  if (now.said && then.said && now.value === then.value) return places;
  return [
    ...places.map((place): Place => ({ ...place, isPending: true })),
    ...secondPlace(
      'backup',
      'geo-redundant backups as requested',
      then,
      pairIn(regions, region),
      map(now, () => false),
    ),
  ];
}
