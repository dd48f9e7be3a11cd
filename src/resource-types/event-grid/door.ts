import type { Cell } from '#traits/cell.ts';
import type { Endpoint } from '#traits/endpoint.ts';
import type { Place } from '#traits/place.ts';
import type { Said } from '#traits/said.ts';
import { noBackup } from '../no-backup.ts';
import { pairedCopy } from '../paired-copy.ts';
import { addressesOrAll, keysBy, onlyHttps, reachBy } from '../public-access.ts';

/** Who published and asked. Source: type-classes §2. */
export const ACCESS = {
  what: 'requests of publishers',
  carry: ['dataplanerequests'],
  other: ['publishfailures', 'deliveryfailures'],
} as const;

/**
 * How events come into a topic or domain. Absent, the minimum is 1.0 (transport-layer-security-enforce-minimum-version); the public
 * endpoint is open unless it says otherwise, and without rules to everybody (description of both members, 2025-02-15).
 */
export function doorOf(own: Cell, what: string): Endpoint {
  return {
    what,
    oldestTls: tlsOf(own),
    plainText: onlyHttps(own.at('properties/endpoint')),
    reach: reachOf(own),
    keys: keysBy(own.at('properties/disableLocalAuth'), {
      means: 'accepted',
      source: 'disableLocalAuth is false by default',
    }),
  };
}

/** The oldest TLS that is taken. */
export function tlsOf(own: Cell): NonNullable<Endpoint['oldestTls']> {
  return own
    .at('properties/minimumTlsVersionAllowed')
    .oneOf({ '1.0': '1.0', '1.1': '1.1', '1.2': '1.2' }, { means: '1.0', source: 'absent: 1.0' });
}

export function reachOf(own: Cell): NonNullable<Endpoint['reach']> {
  return reachBy(
    own.at('properties/publicNetworkAccess'),
    () => addressesOrAll(own.at('properties/inboundIpRules'), 'ipMask', 'no rules: everybody'),
    { means: 'open', source: 'publicNetworkAccess is enabled by default' },
  );
}

/**
 * The region, and its pair unless the resource keeps to its region: what is set up is copied there, and new events go there once Azure
 * has failed over. Source: availability-zones-disaster-recovery; dataResidencyBoundary, 2025-02-15.
 */
export function topicPlaces(own: Cell, regions: Cell, what: string): readonly Place[] {
  const boundary: Said<'pair' | 'region'> = own
    .at('properties/dataResidencyBoundary')
    .oneOf<'pair' | 'region'>(
      { WithinGeopair: 'pair', WithinRegion: 'region' },
      { means: 'pair', source: 'absent: over the pair' },
    );
  const primary: Place = { kind: 'primary', what, region: own.at('location').text() };
  if (boundary.said && boundary.value === 'region') return [primary];
  const after = 'paired region after a failover';
  return boundary.said
    ? [primary, ...pairedCopy(own, regions, { what: after, asleep: true })]
    : [primary, { kind: 'copy', what: after, region: boundary }];
}

/** Events are there until they are delivered, a day at the most. */
export const noEventBackup = noBackup('Azure keeps no backup of events on their way');
