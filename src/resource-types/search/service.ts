import type { Cell } from '#traits/cell.ts';
import type { EncryptionKey } from '#traits/encryption.ts';
import type { Reach } from '#traits/endpoint.ts';
import { andThen, type Said, together } from '#traits/said.ts';
import type { ZoneSpread } from '#traits/zone-spread.ts';
import { lacks } from '../absence.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream, sendLogs } from '../diagnostic-settings.ts';
import { ENCRYPTED_BY_ITSELF, IN_ONE_ZONE, idOf, logsTo, ZONED_REGIONS } from '../examples.ts';
import { itself } from '../generic-reads.ts';
import { noBackup } from '../no-backup.ts';
import { pairedCopy } from '../paired-copy.ts';
import {
  addressesOrAll,
  closePublicAccess,
  keysBy,
  platformDoor,
  reachBy,
} from '../public-access.ts';
import { subscriptionRegions } from '../subscription-regions.ts';
import { zonesOfRegion } from '../zones.ts';

const TYPE = 'Microsoft.Search/searchServices';
const AUDIT = { categoryGroup: 'audit' };
const ALONE =
  'an index lies in one region; Azure may copy it within the geography, and nobody can rely on that';

/** Queries and calls that change an index. Source: type-classes §2. */
const QUERIES = { what: 'queries', carry: ['operationlogs'], other: [] } as const;

/** Azure AI Search: copies of data that can be found. Source: Microsoft.Search/searchServices, 2025-05-01; type-facts-data §7. */
export const searchService = defineResourceType({
  type: 'Microsoft.Search/searchServices',
  holds: 'index',
  serves: 'clients',
  reads: {
    service: itself({
      name: 'searchService',
      what: 'search service',
      type: TYPE,
      apiVersion: '2025-05-01',
    }),
    regions: subscriptionRegions,
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(
        ['primary', 'copy'],
        from(
          'service',
          'regions',
        )((own, regions) => [
          { kind: 'primary', what: 'search service', region: own.at('location').text() },
          // Guess: what may be copied within the geography is copied to the pair (search/search-security-overview, data residency).
          ...pairedCopy(own, regions, { what: 'copy within the geography', asleep: true }),
        ]),
      ),
      only(['log'], from('settings')(logPlaces)),
    ],
    // AES-256 of everything since 2018-01-24. Source: search/search-security-overview.
    encryption: from('service')((own) => [
      { what: 'search service', state: own.means('on'), key: keyOf(own) },
    ]),
    endpoints: from('service')((own) => [
      {
        ...platformDoor(own, 'search service', own.at('properties/endpoint')),
        reach: reachOf(own),
        keys: keysBy(own.at('properties/disableLocalAuth'), {
          means: 'accepted',
          source: 'disableLocalAuth: keys are accepted unless it is true',
        }),
      },
    ]),
    zones: from('service', 'regions')(zonesOf),
    // Source: reliability/reliability-ai-search, backup: a search service is no primary store of data.
    backups: from('service')(
      noBackup('An index is made anew from its source; Azure keeps no backup of it'),
    ),
    logs: from('settings')((settings) => [logStream(settings, QUERIES)]),
  },
  mend: {
    'network-isolation': closePublicAccess(),
    'access-logging': (resource) => sendLogs(resource, AUDIT),
  },
  good: {
    id: idOf(TYPE, 'search'),
    bodies: {
      service: {
        location: 'North Europe',
        sku: { name: 'standard' },
        properties: {
          provisioningState: 'succeeded',
          replicaCount: 2,
          endpoint: 'https://search.search.windows.net',
          publicNetworkAccess: 'Enabled',
          networkRuleSet: { ipRules: [{ value: '203.0.113.0/24' }], bypass: 'None' },
          disableLocalAuth: true,
          encryptionWithCmk: { enforcement: 'Enabled', encryptionComplianceStatus: 'Compliant' },
        },
      },
      regions: ZONED_REGIONS,
      settings: logsTo(AUDIT),
    },
    unknown: ['customer-keys'],
    cannot: { 'geo-redundant-backup': ALONE, 'regional-redundancy': ALONE },
    unbreakable: ENCRYPTED_BY_ITSELF,
  },
  breaks: [
    ...IN_ONE_ZONE,
    {
      as: 'has one replica, which lies in one zone',
      set: { service: { 'properties/replicaCount': 1 } },
      breaks: ['zone-redundant'],
    },
    ...[[], undefined].map((rules) => ({
      as: rules === undefined ? 'says nothing of its rules' : 'lets in everybody, without a rule',
      set: { service: { 'properties/networkRuleSet/ipRules': rules } },
      breaks: ['network-isolation'],
    })),
    {
      as: 'never had rules',
      set: { service: { 'properties/networkRuleSet': undefined } },
      breaks: ['network-isolation'],
    },
    {
      as: 'has an index that is not under a key of the customer’s own',
      set: {
        service: { 'properties/encryptionWithCmk/encryptionComplianceStatus': 'NonCompliant' },
      },
      breaks: ['customer-keys'],
    },
    {
      as: 'lies in the United States',
      set: { service: { location: 'eastus' } },
      breaks: ['location'],
    },
    { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
  ],
  leaves: {
    service: {
      'properties/partitionCount': 'price and size',
      'properties/hostingMode': 'price and size',
      'properties/computeType': 'how its machines work',
      'properties/status*': 'whether it works',
      'properties/networkRuleSet/bypass': 'services of Azure, which sign in as everybody does',
      'properties/dataExfiltrationProtections':
        'what it may send elsewhere: no claim speaks of it yet',
      'properties/authOptions/**': 'keys are refused by disableLocalAuth alone',
      'properties/semanticSearch': 'which models rank results',
      'properties/privateEndpointConnections/**': 'private ways in, beside the public one',
      'properties/sharedPrivateLinkResources/**': 'private ways to its sources',
      'properties/eTag': 'a number of the writing',
      'properties/upgradeAvailable': 'its version',
      'properties/serviceUpgradedAt': 'its version',
      'sku/name': 'price and size',
      'identity/**': 'as whom it signs in elsewhere',
    },
  },
});

/** Which key an index has only its own answers say; that all have one of the customer's is said while that is enforced. */
function keyOf(own: Cell): Said<EncryptionKey> {
  const cmk = own.at('properties/encryptionWithCmk');
  const enforcement = cmk.at('enforcement').oneOf({ Enabled: 'enforced' } as const);
  const isKept = cmk
    .at('encryptionComplianceStatus')
    .oneOf({ Compliant: true, NonCompliant: false });
  return andThen(
    together({ enforcement, isKept }),
    (found): Said<EncryptionKey> =>
      cmk.means(found.isKept ? { of: 'customer', address: null } : { of: 'platform' }),
  );
}

/** Without rules an open service lets in everybody. Source: search/service-configure-firewall. */
function reachOf(own: Cell): Said<Reach> {
  const rules = own.at('properties/networkRuleSet');
  return reachBy(own.at('properties/publicNetworkAccess'), () =>
    lacks(own, 'properties/networkRuleSet')
      ? own.at('properties').means({ is: 'internet' })
      : addressesOrAll(rules.at('ipRules'), 'value', 'no rules: everybody'),
  );
}

/** Replicas are put into different zones where the region has some. Source: Microsoft, "Reliability in Azure AI Search". */
function zonesOf(own: Cell, regions: Cell): readonly ZoneSpread[] {
  const count = own.at('properties/replicaCount').number();
  const byRegion = zonesOfRegion(own.at('location').text(), regions, 'search service');
  const spread = andThen(count, (replicas) =>
    replicas < 2 ? own.at('properties/replicaCount').means('one' as const) : byRegion.spread,
  );
  return [{ what: 'search service', spread }];
}
