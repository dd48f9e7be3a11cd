import { from, only } from '../define-resource-type.ts';
import { logPlaces, logStream } from '../diagnostic-settings.ts';
import { ownPlaces } from '../own-places.ts';
import { siteDoors, siteReach } from './site-doors.ts';
import { AT_REST, automaticBackups, REQUESTS } from './site-reads.ts';

/** What an app says of itself, and a slot likewise. */
export const SITE_TRAITS = {
  places: [
    only(
      ['primary'],
      from('site')((own) => ownPlaces(own, 'app')),
    ),
    only(['log'], from('settings')(logPlaces)),
  ],
  encryption: AT_REST,
  endpoints: [
    only(['transport'], from('site', 'config')(siteDoors)),
    only(['reach'], from('site', 'config')(siteReach)),
  ],
  backups: from('snapshots')(automaticBackups),
  logs: from('settings')((settings) => [logStream(settings, REQUESTS)]),
};
