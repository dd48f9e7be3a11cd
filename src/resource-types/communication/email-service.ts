import { always, beside } from '#traits/trait.ts';
import { defineResourceType, from } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { allOf } from '../generic-reads.ts';
import { noBackup } from '../no-backup.ts';

const TYPE = 'Microsoft.Communication/emailServices';

/**
 * The domains that mail is sent from. The resource is global; its data rests in a geography, and may be worked on elsewhere. Source:
 * Microsoft.Communication/emailServices, 2026-03-18; type-facts-services §2.
 */
export const emailService = defineResourceType({
  type: 'Microsoft.Communication/emailServices',
  holds: 'messages',
  serves: 'clients',
  reads: {
    service: allOf({
      name: 'emailService',
      what: 'email service',
      type: TYPE,
      apiVersion: '2026-03-18',
    }),
  },
  traits: {
    places: from('service')((own) => [
      {
        kind: 'primary',
        what: 'data of the email service',
        region: own.at('properties/dataLocation').text(),
      },
    ]),
    // Guess: as of Communication Services, of which it is a part.
    encryption: always(
      'What Communication Services keeps is always encrypted; which algorithm the page does not say',
      'https://learn.microsoft.com/azure/communication-services/concepts/privacy',
      '2026-11-28',
    ),
    endpoints: beside('mail is handed to a communication service, which says how it is called'),
    backups: from('service')(noBackup('Azure keeps no backup of mail that was sent')),
    logs: beside('the communication service writes what was sent'),
  },
  mend: {},
  good: {
    id: idOf(TYPE, 'mail'),
    bodies: {
      service: {
        location: 'global',
        properties: { provisioningState: 'Succeeded', dataLocation: 'Germany' },
      },
    },
    unknown: ['customer-keys'],
    cannot: {
      'geo-redundant-backup': 'no member names a second place',
      'regional-redundancy': 'no member names a second place',
    },
    unbreakable: { 'encryption-at-rest': 'there is no setting' },
  },
  breaks: [
    {
      as: 'keeps its data in the United States',
      set: { service: { 'properties/dataLocation': 'United States' } },
      breaks: ['location'],
    },
    {
      as: 'keeps its data somewhere in Europe',
      set: { service: { 'properties/dataLocation': 'Europe' } },
      breaks: [],
      blinds: ['location'],
    },
  ],
  leaves: {
    service: { location: 'always global: dataLocation says where the data is' },
  },
});
