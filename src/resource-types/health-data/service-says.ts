import type { Backup } from '#traits/backup.ts';
import type { Cell } from '#traits/cell.ts';
import type { Endpoint } from '#traits/endpoint.ts';
import type { Place } from '#traits/place.ts';
import { andThen, type NotSaid, type Said } from '#traits/said.ts';
import { lacks } from '../absence.ts';
import { reachBy } from '../public-access.ts';

/** The version of all types of the provider. Source: type-facts-data §8. */
export const API_VERSION = '2024-03-31';

/** Who read and wrote health records. Source: type-classes §2. */
export const AUDIT = {
  what: 'who reads and writes',
  carry: ['auditlogs'],
  other: ['diagnosticlogs'],
} as const;

const EXPORT = 'properties/exportConfiguration';

/**
 * Where records lie, and the account that they are exported to; that is told by its name alone, so that nobody knows where it lies.
 * Source: fhirservices and services, 2024-03-31.
 */
export function recordPlaces(own: Cell, what: string): readonly Place[] {
  const here: Place = { kind: 'primary', what, region: own.at('location').text() };
  if (lacks(own, EXPORT)) return [here];
  const account = own.at(`${EXPORT}/storageAccountName`).optionalText();
  if (account.said && (account.value === null || account.value === '')) return [here];
  const region = andThen(
    account,
    (name): Said<string> =>
      own
        .at(EXPORT)
        .notUnderstood(`Records are exported to the storage account ${name}, wherever that lies`),
  );
  return [here, { kind: 'replica', what: 'exported records', region }];
}

/** Guess: TLS 1.2 and no plain HTTP, as of every service of Azure; there is no member. Roles alone let in: there are no keys. */
export function recordDoor(own: Cell, what: string): Endpoint {
  return {
    what,
    oldestTls: own.means('1.2'),
    plainText: own.means('refused'),
    reach: reachBy(own.at('properties/publicNetworkAccess')),
  };
}

/** Azure names no backup of it and no setting for one; what support can bring back is not said. */
export function backupsOfRecords(own: Cell): NotSaid | readonly Backup[] {
  return own.notUnderstood('Which backups are kept of health records no answer of Azure says');
}
