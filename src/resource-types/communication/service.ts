import { always } from '#traits/trait.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream } from '../diagnostic-settings.ts';
import { idOf, logsTo } from '../examples.ts';
import { allOf } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { noBackup } from '../no-backup.ts';
import { closePublicAccess, keysBy, reachBy } from '../public-access.ts';

const TYPE = 'Microsoft.Communication/communicationServices';

/** Who signed in and what was done; of a call or a message only that it was. Source: type-facts-services §2. */
const OPERATIONS = {
  what: 'operations',
  carry: ['authoperational', 'chatoperational', 'smsoperational', 'calldiagnostics', 'callsummary'],
  other: [
    'usage',
    'emailsendmailoperational',
    'emailstatusupdateoperational',
    'emailuserengagement',
  ],
} as const;

/**
 * Communication Services: chats for 90 days, recordings for two. The resource is global; its data rests in a geography, and may be worked
 * on elsewhere. Source: Microsoft.Communication/communicationServices, 2026-03-18; type-facts-services §2.
 */
export const communicationService = defineResourceType({
  type: 'Microsoft.Communication/communicationServices',
  holds: 'messages',
  serves: 'clients',
  reads: {
    service: allOf({
      name: 'communicationService',
      what: 'communication service',
      type: TYPE,
      apiVersion: '2026-03-18',
    }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(
        ['primary'],
        from('service')((own) => [
          {
            kind: 'primary',
            what: 'data of the service',
            region: own.at('properties/dataLocation').text(),
          },
        ]),
      ),
      only(['log'], from('settings')(logPlaces)),
    ],
    // Guess: by AES-256.
    encryption: always(
      'What Communication Services keeps is always encrypted; which algorithm the page does not say',
      'https://learn.microsoft.com/azure/communication-services/concepts/privacy',
      '2026-11-28',
    ),
    endpoints: from('service')((own) => [
      {
        what: 'communication service',
        // Guess: as everywhere at Azure's front door; there is no member, and no page that says it.
        oldestTls: own.means('1.2'),
        plainText: own.means('refused'),
        reach: reachBy(own.at('properties/publicNetworkAccess')),
        keys: keysBy(own.at('properties/disableLocalAuth')),
      },
    ]),
    backups: from('service')(
      noBackup('Messages are there to be read and deleted: Azure keeps no backup of them'),
    ),
    logs: from('settings')((settings) => [logStream(settings, OPERATIONS)]),
  },
  mend: {
    'network-isolation': closePublicAccess(),
  },
  good: {
    id: idOf(TYPE, 'chat'),
    bodies: {
      service: {
        location: 'global',
        properties: {
          dataLocation: 'Germany',
          publicNetworkAccess: 'Disabled',
          disableLocalAuth: true,
          linkedDomains: [],
        },
      },
      settings: logsTo({ categoryGroup: 'allLogs' }),
    },
    unknown: ['customer-keys'],
    cannot: {
      'geo-redundant-backup': 'no member names a second place',
      'regional-redundancy': 'no member names a second place',
    },
    unbreakable: {
      'encryption-at-rest': 'there is no setting',
      'encryption-in-transit': 'there is no setting',
    },
  },
  breaks: [
    {
      as: 'keeps its data in the United States',
      set: { service: { 'properties/dataLocation': 'United States' } },
      breaks: ['location'],
    },
    {
      as: 'keeps its data in the United Kingdom',
      set: { service: { 'properties/dataLocation': 'UK' } },
      breaks: ['location'],
    },
    {
      as: 'keeps its data somewhere in Europe',
      set: { service: { 'properties/dataLocation': 'Europe' } },
      breaks: [],
      blinds: ['location'],
    },
    {
      as: 'is open to the internet',
      set: { service: { 'properties/publicNetworkAccess': 'Enabled' } },
      breaks: ['network-isolation'],
    },
    { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
  ],
  leaves: {
    service: {
      ...leaving('its address and number', 'hostName immutableResourceId version'),
      ...leaving('other resources, judged by themselves', 'notificationHubId linkedDomains'),
      location: 'always global: dataLocation says where the data is',
      'identity/**': 'as whom it signs in elsewhere',
    },
  },
});
