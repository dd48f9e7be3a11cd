import { azCommand } from '#domain/az-command.ts';
import { always } from '#traits/trait.ts';
import { from, type Mend, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream, sendLogs } from '../diagnostic-settings.ts';
import { itself } from '../generic-reads.ts';
import { closePublicAccess } from '../public-access.ts';
import { subscriptionRegions } from '../subscription-regions.ts';
import { zonesOfRegion } from '../zones.ts';
import { API_VERSION, deliveryPlaces, subscriptionsOf } from './deliveries.ts';
import { ACCESS, doorOf, noEventBackup, topicPlaces } from './door.ts';
import { AUDIT } from './topic-example.ts';

/** What a topic and a domain are read by. */
export function topicReads(type: string, name: string, what: string) {
  return {
    topic: itself({ name, what, type, apiVersion: API_VERSION }),
    subscriptions: subscriptionsOf(type, `${name}Subscriptions`),
    regions: subscriptionRegions,
    settings: diagnosticSettings,
  } as const;
}

/** What both say in the same words. Guess: AES-256; the page on data at rest of Event Grid does not name the cipher. */
export const EVENT_GRID_ENCRYPTION = always(
  'Event Grid always encrypts events and what is set up, under keys of Microsoft; that cannot be switched off',
  'https://learn.microsoft.com/azure/event-grid/security-baseline',
  '2026-11-28',
);

export const topicTraits = (what: string) =>
  ({
    places: [
      only(
        ['primary', 'copy'],
        from('topic', 'regions')((own, regions) => topicPlaces(own, regions, what)),
      ),
      only(['replica'], from('subscriptions')(deliveryPlaces)),
      only(['log'], from('settings')(logPlaces)),
    ],
    // Source: event-grid/availability-zones-disaster-recovery: by itself, no member.
    zones: from(
      'topic',
      'regions',
    )((own, regions) => [zonesOfRegion(own.at('location').text(), regions, what)]),
    encryption: EVENT_GRID_ENCRYPTION,
    endpoints: from('topic')((own) => [doorOf(own, what)]),
    backups: from('topic')(noEventBackup),
    logs: from('settings')((settings) => [logStream(settings, ACCESS)]),
  }) as const;

/** The commands that a topic and a domain are mended with. */
export const TOPIC_MENDS: Readonly<Record<string, Mend>> = {
  'encryption-in-transit': ({ id }) =>
    azCommand`az resource update --ids ${id} --api-version ${API_VERSION} --set properties.minimumTlsVersionAllowed=1.2`,
  'network-isolation': closePublicAccess(API_VERSION),
  'access-logging': (resource) => sendLogs(resource, AUDIT),
};
