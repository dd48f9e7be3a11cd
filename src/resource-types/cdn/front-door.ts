import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream } from '../diagnostic-settings.ts';
import { idOf, logsTo } from '../examples.ts';
import { allOf } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { noBackup } from '../no-backup.ts';
import { ACCESS, edgeEncryption, edgePlaces, OPEN_BY_KIND } from './edges.ts';
import { frontDoorDoors, keepsAnswers } from './front-door-doors.ts';

const TYPE = 'Microsoft.Network/frontDoors';
const ROUTE = 'properties/routingRules/1/properties/routeConfiguration';

/** The classic Front Door, which Azure ends on 2027-03-31. Source: Microsoft.Network/frontDoors, 2025-11-01; type-facts-services §5. */
export const frontDoor = defineResourceType({
  type: 'Microsoft.Network/frontDoors',
  holds: 'code',
  serves: 'clients',
  reads: {
    door: allOf({ name: 'frontDoor', what: 'Front Door', type: TYPE, apiVersion: '2025-11-01' }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(
        ['primary', 'copy'],
        from('door')((own) => edgePlaces(own, keepsAnswers(own))),
      ),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: from('door')((own) => edgeEncryption(own, keepsAnswers(own))),
    endpoints: [
      only(['transport'], from('door')(frontDoorDoors)),
      only(
        ['reach'],
        from('door')((own) => [
          { what: 'edges of the network', reach: own.means({ is: 'internet' }) },
        ]),
      ),
    ],
    backups: from('door')(noBackup('Azure keeps no backup of a content network')),
    logs: from('settings')((settings) => [logStream(settings, ACCESS)]),
  },
  mend: {},
  good: {
    id: idOf(TYPE, 'front'),
    bodies: {
      door: {
        location: 'Global',
        properties: {
          enabledState: 'Enabled',
          frontendEndpoints: [
            { name: 'own', properties: { hostName: 'front.azurefd.net' } },
            {
              name: 'www',
              properties: {
                hostName: 'www.example.com',
                customHttpsProvisioningState: 'Enabled',
                customHttpsConfiguration: { minimumTlsVersion: '1.2' },
              },
            },
          ],
          routingRules: [
            {
              name: 'to-https',
              properties: {
                acceptedProtocols: ['Http'],
                routeConfiguration: { redirectType: 'Moved', redirectProtocol: 'HttpsOnly' },
              },
            },
            {
              name: 'all',
              properties: {
                acceptedProtocols: ['Https'],
                routeConfiguration: { forwardingProtocol: 'HttpsOnly' },
              },
            },
          ],
          rulesEngines: [],
        },
      },
      settings: logsTo({ category: 'FrontdoorAccessLog' }),
    },
    cannot: { 'network-isolation': OPEN_BY_KIND },
    unbreakable: {
      location: 'of what it keeps in a place there is its log alone, which lies where it is sent',
    },
  },
  breaks: [
    {
      as: 'has a name that accepts TLS 1.0',
      set: {
        door: {
          'properties/frontendEndpoints/1/properties/customHttpsConfiguration/minimumTlsVersion':
            '1.0',
        },
      },
      breaks: ['encryption-in-transit'],
    },
    {
      as: 'answers HTTP',
      set: {
        door: { 'properties/routingRules/1/properties/acceptedProtocols': ['Http', 'Https'] },
      },
      breaks: ['encryption-in-transit'],
    },
    {
      as: 'sends from HTTP to HTTP',
      set: {
        door: {
          'properties/routingRules/0/properties/routeConfiguration/redirectProtocol':
            'MatchRequest',
        },
      },
      breaks: ['encryption-in-transit'],
    },
    {
      as: 'hands on by HTTP',
      set: { door: { [`${ROUTE}/forwardingProtocol`]: 'HttpOnly' } },
      breaks: ['encryption-in-transit'],
    },
    {
      as: 'keeps answers at its edges',
      set: { door: { [`${ROUTE}/cacheConfiguration`]: { dynamicCompression: 'Disabled' } } },
      breaks: ['customer-keys'],
      blinds: ['encryption-at-rest', 'location'],
    },
    {
      as: 'has a rules engine',
      set: { door: { 'properties/rulesEngines': [{ name: 'engine' }] } },
      breaks: ['customer-keys'],
      blinds: ['encryption-at-rest', 'encryption-in-transit', 'location'],
    },
    {
      as: 'has a name with a certificate of which it says no version',
      set: {
        door: { 'properties/frontendEndpoints/1/properties/customHttpsConfiguration': undefined },
      },
      breaks: [],
      blinds: ['encryption-in-transit'],
    },
    {
      as: 'has a rule that names no protocol',
      set: { door: { 'properties/routingRules/1/properties/acceptedProtocols': [] } },
      breaks: [],
      blinds: ['encryption-in-transit'],
    },
    { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
  ],
  leaves: {
    door: {
      ...leaving(
        'how it fares',
        'resourceState enabledState cname frontdoorId friendlyName extendedProperties/**',
      ),
      ...leaving('what rules engines do: that there are any makes it unknown', 'rulesEngines/**'),
      ...leaving('which requests a rule is for', 'routingRules/**'),
      ...leaving(
        'how backends are chosen and looked after',
        'loadBalancingSettings/** healthProbeSettings/** backendPools/** backendPoolsSettings/**',
      ),
      ...leaving('which certificate, and which firewall', 'frontendEndpoints/**'),
      location: 'always Global: the edges are everywhere',
    },
  },
});
