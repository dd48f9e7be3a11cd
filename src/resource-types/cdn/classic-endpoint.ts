import type { Cell } from '#traits/cell.ts';
import type { Endpoint, TlsVersion } from '#traits/endpoint.ts';
import { withParent } from '#traits/trait.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { itself, listBelow } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { noBackup } from '../no-backup.ts';
import { edgeEncryption, edgePlaces, OPEN_BY_KIND } from './edges.ts';

const TYPE = 'Microsoft.Cdn/profiles/endpoints';
const API_VERSION = '2025-12-01';

/**
 * An endpoint of a classic content network, which always keeps copies at its edges; Azure ends it on 2027-09-30.
 * Source: Microsoft.Cdn/profiles/endpoints, 2025-12-01; type-facts-services §5.
 */
export const classicCdnEndpoint = defineResourceType({
  type: 'Microsoft.Cdn/profiles/endpoints',
  holds: 'code',
  serves: 'clients',
  reads: {
    endpoint: itself({
      name: 'cdnEndpoint',
      what: 'CDN endpoint',
      type: TYPE,
      apiVersion: API_VERSION,
    }),
    domains: listBelow({
      name: 'cdnEndpointDomains',
      what: 'custom domains of CDN endpoint',
      type: `${TYPE}/customDomains`,
      apiVersion: API_VERSION,
    }),
  },
  traits: {
    places: from('endpoint')((own) => edgePlaces(own, own.means(true))),
    encryption: from('endpoint')((own) => edgeEncryption(own, own.means(true))),
    endpoints: [
      only(['transport'], from('endpoint', 'domains')(doorsOf)),
      only(
        ['reach'],
        from('endpoint')((own) => [{ what: 'endpoint', reach: own.means({ is: 'internet' }) }]),
      ),
    ],
    backups: from('endpoint')(noBackup('Azure keeps no backup of a content network')),
    logs: withParent('the profile writes the log of its endpoints'),
  },
  mend: {},
  good: {
    id: `${idOf('Microsoft.Cdn/profiles', 'classic')}/endpoints/www`,
    bodies: {
      endpoint: {
        location: 'WestEurope',
        properties: { isHttpAllowed: false, isHttpsAllowed: true, origins: [] },
      },
      domains: [
        {
          name: 'www',
          properties: {
            hostName: 'www.example.com',
            customHttpsProvisioningState: 'Enabled',
            customHttpsParameters: { minimumTlsVersion: 'TLS12' },
          },
        },
      ],
    },
    unknown: ['encryption-at-rest', 'encryption-in-transit', 'location'],
    cannot: {
      'customer-keys': 'no key of one’s own is for copies at the edges',
      'network-isolation': OPEN_BY_KIND,
    },
  },
  breaks: [
    {
      as: 'accepts plain HTTP',
      set: { endpoint: { 'properties/isHttpAllowed': true } },
      breaks: ['encryption-in-transit'],
    },
    ...['None', 'TLS10'].map((version) => ({
      as: `has a domain whose least version is ${version}`,
      set: { domains: { '0/properties/customHttpsParameters/minimumTlsVersion': version } },
      breaks: ['encryption-in-transit'],
    })),
  ],
  leaves: {
    endpoint: {
      ...leaving(
        'what it answers, and from where it has it',
        `hostName origins/** originGroups/** customDomains/** originPath contentTypesToCompress originHostHeader isCompressionEnabled
        isHttpsAllowed queryStringCachingBehavior optimizationType probePath deliveryPolicy/** urlSigningKeys/** defaultOriginGroup/**
        webApplicationFirewallPolicyLink/**`,
      ),
      ...leaving(
        'which clients are refused: copies lie at every edge all the same',
        'geoFilters/**',
      ),
      ...leaving('how it fares', 'resourceState'),
      location: 'where its settings are kept: the edges are everywhere',
    },
    domains: {
      ...leaving(
        'its name, and whose it is',
        'hostName resourceState validationData customHttpsProvisioningSubstate',
      ),
      ...leaving(
        'which certificate',
        'customHttpsParameters/certificateSource customHttpsParameters/certificateSourceParameters/** customHttpsParameters/protocolType',
      ),
    },
  },
});

/** Which versions a name of the network's own accepts no member says. A domain without HTTPS is called by HTTP alone, if that is allowed. */
function doorsOf(own: Cell, domains: Cell): readonly Endpoint[] {
  const plainText = own
    .at('properties/isHttpAllowed')
    .oneOf<'accepted' | 'refused'>({ true: 'accepted', false: 'refused' });
  const rows = domains.list();
  return [
    {
      what: 'endpoint',
      plainText,
      oldestTls: own.notUnderstood('Which TLS versions a classic endpoint accepts no member says'),
    },
    ...(rows.said
      ? rows.value.flatMap((row) => domainOf(row, plainText))
      : [{ what: 'custom domains', plainText: rows }]),
  ];
}

function domainOf(row: Cell, plainText: Endpoint['plainText']): readonly Endpoint[] {
  const state = row
    .at('properties/customHttpsProvisioningState')
    .oneOf({ Enabled: true, Disabling: true, Enabling: false, Disabled: false, Failed: false });
  if (state.said && !state.value) return [];
  const oldestTls = row
    .at('properties/customHttpsParameters/minimumTlsVersion')
    .oneOf<TlsVersion>({ None: 'none', TLS10: '1.0', TLS12: '1.2' });
  const door = { what: 'custom domain', oldestTls: state.said ? oldestTls : state };
  return [plainText === undefined ? door : { ...door, plainText }];
}
