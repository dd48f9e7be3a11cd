import type { Cell } from '#traits/cell.ts';
import type { Endpoint, TlsVersion } from '#traits/endpoint.ts';
import { andThen, map, type Said } from '#traits/said.ts';
import { beside, type Translation } from '#traits/trait.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream } from '../diagnostic-settings.ts';
import { idOf, logsTo } from '../examples.ts';
import { allOf, listBelow } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { noBackup } from '../no-backup.ts';
import { ACCESS, edgePlaces, OPEN_BY_KIND } from './edges.ts';

const TYPE = 'Microsoft.Cdn/profiles';
const API_VERSION = '2025-12-01';
const CLASSIC = 'its endpoints say how they are called';

/**
 * Front Door (Standard, Premium), or a classic content network: settings and certificates, and the domains of its own. What it hands on and
 * keeps its endpoints say. Source: Microsoft.Cdn/profiles, 2025-12-01; azure-facts §7; type-facts-services §5.
 */
export const cdnProfile = defineResourceType({
  type: 'Microsoft.Cdn/profiles',
  holds: 'code',
  serves: 'clients',
  reads: {
    profile: allOf({
      name: 'cdnProfile',
      what: 'CDN profile',
      type: TYPE,
      apiVersion: API_VERSION,
    }),
    domains: listBelow({
      name: 'cdnCustomDomains',
      what: 'custom domains of CDN profile',
      type: `${TYPE}/customDomains`,
      apiVersion: API_VERSION,
      when: (own) =>
        isClassic(own) ? 'A classic profile has no domains: its endpoints have them' : undefined,
    }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(
        ['primary'],
        from('profile')((own) => edgePlaces(own, own.means(false))),
      ),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: from('profile')(() => beside('what it keeps of customers its endpoints say')),
    endpoints: [
      only(['transport'], from('profile', 'domains')(domainsOf)),
      only(
        ['reach'],
        from('profile')((own) => [
          { what: 'edges of the network', reach: own.means({ is: 'internet' }) },
        ]),
      ),
    ],
    backups: from('profile')(noBackup('Azure keeps no backup of a content network')),
    logs: from('settings')((settings) => [logStream(settings, ACCESS)]),
  },
  mend: {},
  good: {
    id: idOf(TYPE, 'front'),
    bodies: {
      profile: {
        location: 'Global',
        kind: 'frontdoor',
        sku: { name: 'Premium_AzureFrontDoor' },
        properties: { resourceState: 'Active' },
      },
      domains: [
        {
          name: 'www',
          properties: {
            hostName: 'www.example.com',
            tlsSettings: { certificateType: 'ManagedCertificate', minimumTlsVersion: 'TLS12' },
          },
        },
      ],
      settings: logsTo({ categoryGroup: 'audit' }),
    },
    cannot: { 'network-isolation': OPEN_BY_KIND },
    unbreakable: {
      location: 'of what it keeps in a place there is its log alone, which lies where it is sent',
    },
  },
  breaks: [
    {
      as: 'has a domain that accepts TLS 1.0',
      set: { domains: { '0/properties/tlsSettings/minimumTlsVersion': 'TLS10' } },
      breaks: ['encryption-in-transit'],
    },
    {
      as: 'has a domain whose predefined policy accepts TLS 1.0, whatever version it names',
      set: { domains: { '0/properties/tlsSettings/cipherSuiteSetType': 'TLS10_2019' } },
      breaks: ['encryption-in-transit'],
    },
    {
      as: 'has a domain whose predefined policy is new',
      set: { domains: { '0/properties/tlsSettings/cipherSuiteSetType': 'TLS12_2030' } },
      breaks: [],
      blinds: ['encryption-in-transit'],
    },
    {
      as: 'has a domain that names no version',
      set: { domains: { '0/properties/tlsSettings': undefined } },
      breaks: [],
      blinds: ['encryption-in-transit'],
    },
    {
      as: 'has a domain that accepts TLS 1.0, in a tier that is new',
      set: {
        profile: { 'sku/name': 'Ultimate_Edge' },
        domains: { '0/properties/tlsSettings/minimumTlsVersion': 'TLS10' },
      },
      breaks: ['encryption-in-transit'],
    },
    { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
  ],
  leaves: {
    profile: {
      ...leaving('how it fares', 'resourceState extendedProperties/** frontDoorId'),
      ...leaving('how it answers', 'originResponseTimeoutSeconds'),
      ...leaving('what is left out of its log', 'logScrubbing/**'),
      'identity/**': 'as whom it reads its certificates',
      kind: 'the sku says it',
      location: 'Global, or where its settings are kept: the edges are everywhere',
    },
    domains: {
      ...leaving(
        'its name and whose it is',
        'profileName hostName domainValidationState validationProperties/** extendedProperties/** azureDnsZone/** preValidatedCustomDomainResourceId/**',
      ),
      ...leaving(
        'which certificate, and which ciphers of the versions that count',
        'tlsSettings/certificateType tlsSettings/customizedCipherSuiteSet/** tlsSettings/secret/**',
      ),
      ...leaving('how far the last write has come', 'deploymentStatus'),
    },
  },
});

/** By the kinds that Azure names: one that it adds later may have domains. Source: Microsoft.Cdn/profiles, sku. */
function isClassic(own: Cell): boolean {
  const sku = own.at('sku/name').text();
  return sku.said && /_(?:verizon|akamai|microsoft|chinacdn)$/iu.test(sku.value);
}

/** Whether HTTP is accepted each route says. */
function domainsOf(own: Cell, domains: Cell): Translation<Endpoint> {
  if (isClassic(own)) return beside(CLASSIC);
  const rows = domains.list();
  if (!rows.said) return [{ what: 'custom domains', plainText: rows }];
  if (rows.value.length === 0)
    return beside('it has no domain of its own; its endpoints say how they are called');
  return rows.value.map((row) => ({
    what: 'custom domain',
    oldestTls: oldestOf(row.at('properties/tlsSettings')),
    plainText: row.means('refused'),
  }));
}

/**
 * The least version counts where the ciphers are chosen one by one, and where there is no choice of them yet; a predefined policy has one
 * of its own, by its name. Source: Microsoft.Cdn/profiles/customDomains, minimumTlsVersion; frontdoor/standard-premium/tls-policy.
 */
function oldestOf(settings: Cell): Said<TlsVersion> {
  const policy = settings
    .at('cipherSuiteSetType')
    .oneOf<TlsVersion | 'named'>(
      { Customized: 'named', TLS10_2019: '1.0', TLS12_2022: '1.2', TLS12_2023: '1.2' },
      { means: 'named', source: 'customDomains: of before there were predefined policies' },
    );
  const named = settings
    .at('minimumTlsVersion')
    .oneOf<TlsVersion>({ TLS10: '1.0', TLS12: '1.2', TLS13: '1.3' });
  return andThen(policy, (version) => (version === 'named' ? named : map(policy, () => version)));
}
