import { fail, pass, unknown, type Verdict } from '#domain/verdict.ts';
import type { SqlDatabase } from '#facts/sql-database.ts';
import { linksOf } from '#facts/sql-database-links.ts';
import type { SqlReplicationLinks } from '#facts/sql-replication-links.ts';
import { pairOf, type SubscriptionRegions } from '#facts/subscription-regions.ts';
import { findRegion } from '#traits/regions.ts';
import type { Place } from './judge-places.ts';
import { isGeoRedundant } from './judge-sql-backup-redundancy.ts';
import { isDataWarehouse } from './set-aside-sql-database.ts';

/**
 * The places of backups: the own region and, when one of these redundancies is geo, the paired region. A redundancy that is missing
 * or not understood becomes a place that is not known.
 */
export function backupPlaces(
  location: string | null | undefined,
  redundancies: readonly (string | null | undefined)[],
  regions: SubscriptionRegions,
): readonly Place[] {
  const places: Place[] = [{ what: 'backups', location }];
  const standings = redundancies.map(isGeoRedundant);
  if (standings.includes(true)) {
    places.push({ what: 'geo-redundant backups', location: pairOf(regions, location ?? '') });
  }
  if (standings.includes(undefined)) {
    places.push({ what: 'backups of a redundancy that is not known', location: undefined });
  }
  return places;
}

/** The places of all replicas of a database, in whatever state: data is there as soon as seeding starts. */
export function replicaPlaces(database: SqlDatabase, links: SqlReplicationLinks): readonly Place[] {
  return linksOf(database.id, links).map(({ properties }) => ({
    what: `replica on ${properties?.partnerServer ?? 'another server'}`,
    location: properties?.partnerLocation,
  }));
}

/**
 * Judges whether the data survives the loss of its region: a caught-up replica in another region, or a geo-redundant backup. Members
 * of a failover group have such a replica; a group without one proves nothing yet.
 */
export function judgeSecondRegion(database: SqlDatabase, links: SqlReplicationLinks): Verdict {
  const own = linksOf(database.id, links);
  const redundancy = database.properties?.currentBackupStorageRedundancy;
  const group = database.properties?.failoverGroupId;
  const shown = {
    expected: 'a replica or geo-redundant backup in another region',
    observed: {
      replicas: own.map(({ properties }) => ({
        location: properties?.partnerLocation ?? null,
        state: properties?.replicationState ?? null,
      })),
      backupRedundancy: redundancy ?? null,
    },
  };
  const standings = own.map((link) => isCopyElsewhere(database, link));
  if (standings.includes(true)) return pass('A replica in another region is up to date', shown);
  const isBackedUp = isBackedUpElsewhere(database);
  if (isBackedUp) return pass(`Backups are stored with redundancy ${redundancy}`, shown);
  const isMember = group !== null && group !== undefined && group !== '';
  if (standings.includes(undefined) || isBackedUp === undefined || (isMember && own.length === 0)) {
    return unknown('Whether a copy in another region exists cannot be told', shown);
  }
  return fail('No replica is up to date in another region, and backups stay in the own one', shown);
}

/**
 * Whether backups have a copy in the paired region now; undefined: not known. A dedicated SQL pool copies its backups only while its
 * geo-backup policy is on, which is not read.
 */
export function isBackedUpElsewhere(database: SqlDatabase): boolean | undefined {
  const isGeo = isGeoRedundant(database.properties?.currentBackupStorageRedundancy);
  return isGeo && isDataWarehouse(database) ? undefined : isGeo;
}

/** States of a link whose secondary lags or lacks data. Source: `replicationState`, 2025-01-01. */
const NOT_YET_COPIED: ReadonlySet<string> = new Set(['PENDING', 'SEEDING', 'SUSPENDED']);

function isCopyElsewhere(
  database: SqlDatabase,
  { properties }: SqlReplicationLinks[number],
): boolean | undefined {
  // A named replica shares the storage of its primary; a database copy is no replica.
  if (properties?.linkType === 'NAMED') return false;
  if (properties?.role === 'Source' || properties?.role === 'Copy') return false;
  if (properties?.linkType !== 'GEO' && properties?.linkType !== 'STANDBY') return undefined;
  const here = findRegion(database.location ?? '');
  const there = findRegion(properties.partnerLocation ?? '');
  if (here !== undefined && here.name === there?.name) return false;
  const state = properties.replicationState ?? '';
  if (NOT_YET_COPIED.has(state)) return false;
  return state === 'CATCH_UP' && here !== undefined && there !== undefined ? true : undefined;
}
