import type { Cell } from '#traits/cell.ts';
import type { Reach } from '#traits/endpoint.ts';
import type { Place } from '#traits/place.ts';
import { map } from '#traits/said.ts';
import { always } from '#traits/trait.ts';
import { defineResourceType, from } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { allOf } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { noBackup } from '../no-backup.ts';
import { ownPlaces } from '../own-places.ts';
import { closePublicAccess } from '../public-access.ts';

const TYPE = 'Microsoft.Web/staticSites';

/**
 * A static web app. Its files are what it publishes to everybody, and lie at points all over the world; `location` is that of its
 * functions. Guess: no customer's data rests there. Source: Microsoft.Web/staticSites, 2025-03-01; type-facts-services §3.
 */
export const staticSite = defineResourceType({
  type: 'Microsoft.Web/staticSites',
  holds: 'code',
  serves: 'clients',
  reads: {
    site: allOf({
      name: 'staticWebApp',
      what: 'static web app',
      type: TYPE,
      apiVersion: '2025-03-01',
    }),
  },
  traits: {
    places: from('site')((own) => [...ownPlaces(own, 'static web app'), ...edgesOf(own)]),
    // Guess: it says so of Azure Storage alone, in which its files lie.
    encryption: always(
      'What a static web app keeps lies in Azure Storage, which always encrypts it with AES-256',
      'https://learn.microsoft.com/azure/storage/common/storage-service-encryption',
      '2026-11-28',
    ),
    endpoints: from('site')((own) => [
      {
        what: 'static web app',
        // Guess: HTTPS alone, by TLS 1.2; there is no member.
        oldestTls: own.means('1.2'),
        plainText: own.means('refused'),
        reach: map(
          own
            .at('properties/publicNetworkAccess')
            .oneOf<'open' | 'closed'>(
              { Enabled: 'open', Disabled: 'closed', '': 'open' },
              { means: 'open', source: 'Microsoft.Web/staticSites: open where it is not set' },
            ),
          (word): Reach => ({ is: word === 'open' ? 'internet' : 'private' }),
        ),
      },
    ]),
    backups: from('site')(noBackup('It is made anew from the repository that it comes from')),
    logs: from('site')((own) => [
      // No category is known of it. Source: type-facts-services §3.
      { what: 'requests', state: own.means('not-written'), to: [] },
    ]),
  },
  mend: {
    'network-isolation': closePublicAccess(),
  },
  good: {
    id: idOf(TYPE, 'pages'),
    bodies: {
      site: {
        location: 'West Europe',
        sku: { name: 'Standard', tier: 'Standard' },
        properties: { publicNetworkAccess: 'Disabled', enterpriseGradeCdnStatus: 'Disabled' },
      },
    },
    unknown: ['customer-keys'],
    cannot: { 'access-logging': 'a static web app writes no records of who called it' },
    unbreakable: {
      'encryption-at-rest': 'there is no setting',
      'encryption-in-transit': 'there is no setting',
    },
  },
  breaks: [
    {
      as: 'lies in the United States',
      set: { site: { location: 'East US' } },
      breaks: ['location'],
    },
    {
      as: 'keeps copies of answers at the edges of a content network',
      set: { site: { 'properties/enterpriseGradeCdnStatus': 'Enabled' } },
      breaks: [],
      blinds: ['location'],
    },
    {
      as: 'is open to the internet',
      set: { site: { 'properties/publicNetworkAccess': 'Enabled' } },
      breaks: ['network-isolation'],
    },
    {
      as: 'does not say who is let in',
      set: { site: { 'properties/publicNetworkAccess': undefined } },
      breaks: ['network-isolation'],
    },
  ],
  leaves: {
    site: {
      ...leaving('its address', 'defaultHostname customDomains contentDistributionEndpoint'),
      ...leaving(
        'where its files come from, and how they are built',
        'repositoryUrl repositoryToken branch provider buildProperties/** templateProperties/** allowConfigFileUpdates',
      ),
      ...leaving('whether drafts are published', 'stagingEnvironmentPolicy'),
      ...leaving('doors of networks of its owner', 'privateEndpointConnections/**'),
      ...leaving(
        'other resources, judged by themselves',
        'userProvidedFunctionApps/** linkedBackends/** databaseConnections/**',
      ),
      ...leaving('as whom it reads its secrets', 'keyVaultReferenceIdentity'),
      'identity/**': 'as whom it signs in elsewhere',
      'sku/**': 'price and size',
      kind: 'what it is',
    },
  },
});

/** With Front Door before it, answers of its functions may be kept at edges as well, and no member says where those are. */
function edgesOf(own: Cell): readonly Place[] {
  const status = own.at('properties/enterpriseGradeCdnStatus');
  const isOn = status.oneOf(
    { Enabled: true, Enabling: true, Disabled: false, Disabling: true },
    { means: false, source: 'Microsoft.Web/staticSites: off where it is not set' },
  );
  if (isOn.said && !isOn.value) return [];
  const why = 'At which edges copies of answers are kept no member says';
  return [
    { kind: 'copy', what: 'edge cache', region: isOn.said ? status.notUnderstood(why) : isOn },
  ];
}
