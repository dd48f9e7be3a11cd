import type { Break, Good } from '../define-resource-type.ts';
import { idOf, logsTo } from '../examples.ts';

/** Records of every kind that says who read or changed data. */
export const AUDIT = { categoryGroup: 'audit' };

/** A namespace of the highest tier that keeps every promise that one can keep. */
export function goodNamespace(type: string, more: Readonly<Record<string, unknown>>): Good {
  const partner = { name: 'pair', properties: { partnerNamespace: idOf(type, 'partner') } };
  return {
    id: idOf(type, 'messages'),
    bodies: {
      namespace: {
        location: 'North Europe',
        sku: { name: 'Premium', tier: 'Premium', capacity: 1 },
        properties: {
          provisioningState: 'Succeeded',
          minimumTlsVersion: '1.2',
          publicNetworkAccess: 'Enabled',
          disableLocalAuth: true,
          zoneRedundant: true,
          encryption: {
            keySource: 'Microsoft.KeyVault',
            keyVaultProperties: [{ keyName: 'cmk', keyVaultUri: 'https://kv.vault.azure.net' }],
            requireInfrastructureEncryption: true,
          },
          geoDataReplication: {
            maxReplicationLagDurationInSeconds: 0,
            locations: [
              { locationName: 'northeurope', roleType: 'Primary', replicaState: 'Ready' },
              { locationName: 'westeurope', roleType: 'Secondary', replicaState: 'Ready' },
            ],
          },
        },
      },
      partners: [partner],
      rules: {
        properties: {
          publicNetworkAccess: 'Enabled',
          defaultAction: 'Deny',
          ipRules: [{ ipMask: '203.0.113.0/24', action: 'Allow' }],
          virtualNetworkRules: [],
        },
      },
      settings: logsTo(AUDIT),
      ...more,
    },
    cannot: { 'geo-redundant-backup': 'a second region is a replica: no backup is kept' },
  };
}

/** Ways to break either kind of namespace. */
export const NAMESPACE_BREAKS: readonly Break[] = [
  {
    as: 'lies in one zone',
    set: { namespace: { 'properties/zoneRedundant': false } },
    breaks: ['zone-redundant'],
  },
  ...['1.0', '1.1'].map((version) => ({
    as: `accepts TLS ${version}`,
    set: { namespace: { 'properties/minimumTlsVersion': version } },
    breaks: ['encryption-in-transit'],
  })),
  {
    as: 'names no minimum TLS version',
    set: { namespace: { 'properties/minimumTlsVersion': undefined } },
    breaks: [],
    blinds: ['encryption-in-transit'],
  },
  {
    as: 'is encrypted under Azure’s own key',
    set: { namespace: { 'properties/encryption': undefined } },
    breaks: ['customer-keys'],
  },
  {
    as: 'is encrypted once, where twice is claimed',
    set: {
      namespace: { 'properties/encryption/requireInfrastructureEncryption': false },
    },
    with: { 'encryption-at-rest': { layers: 2 } },
    breaks: ['encryption-at-rest'],
  },
  {
    as: 'lets in everybody by default',
    set: { rules: { 'properties/defaultAction': 'Allow' } },
    breaks: ['network-isolation'],
  },
  {
    as: 'lets in everybody, for it has no rules',
    set: { rules: { 'properties/ipRules': [] } },
    breaks: ['network-isolation'],
  },
  {
    as: 'lies in the United States',
    set: { namespace: { location: 'East US' } },
    breaks: ['location', 'regional-redundancy'],
  },
  {
    as: 'is replicated to the United States',
    set: {
      namespace: { 'properties/geoDataReplication/locations/1/locationName': 'eastus' },
    },
    breaks: ['location', 'regional-redundancy'],
  },
  {
    as: 'is not replicated',
    set: { namespace: { 'properties/geoDataReplication': undefined } },
    breaks: ['regional-redundancy'],
  },
  {
    as: 'has a partner that it does not name by its id',
    set: { partners: { '0/properties/partnerNamespace': 'partner' } },
    breaks: [],
    blinds: ['location'],
  },
  { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
  {
    as: 'is of a tier that cannot log who reads',
    set: { namespace: { 'sku/tier': 'Standard' } },
    breaks: ['access-logging'],
  },
];

/** What of either kind no trait reads; `more`: of the one kind. */
export const namespaceLeaves = (more: Readonly<Record<string, string>>) => ({
  namespace: {
    ...more,
    'properties/status': 'whether it works',
    'properties/createdAt': 'nothing here goes by its age',
    'properties/updatedAt': 'the change records say that for each write',
    'properties/serviceBusEndpoint': 'its address',
    'properties/metricId': 'its name for figures',
    'properties/encryption/keyVaultProperties/*/keyVersion': 'of the key that is named',
    'properties/encryption/keyVaultProperties/*/identity/**': 'as whom it fetches the key',
    'properties/privateEndpointConnections/**': 'private ways in, beside the public one',
    'properties/alternateName': 'its name for clients of the pair',
    'properties/platformCapabilities/**': 'how its machines work',
    'properties/geoDataReplication/maxReplicationLagDurationInSeconds':
      'how far the second region may fall behind: no claim speaks of it yet',
    'properties/ipAddressType': 'how it is reached, not by whom',
    'sku/name': 'the tier says as much',
    'sku/capacity': 'price and size',
    'identity/**': 'as whom it signs in elsewhere',
  },
  partners: {
    'properties/alternateName': 'its name for clients of the pair',
    'properties/role': 'both ends hold what is set up',
    'properties/pendingReplicationOperationsCount': 'how far what is set up has been copied',
    location: 'Azure leaves it empty: the partner is looked up',
  },
  rules: {
    'properties/trustedServiceAccessEnabled': 'services of Azure, which sign in as everybody does',
    'properties/publicNetworkAccess': 'the namespace says it itself',
    'properties/virtualNetworkRules/**':
      'networks of Azure, not the internet: that there are any is read',
    'properties/ipRules/*/action': 'Azure knows Allow alone',
    location: 'that of the namespace',
  },
});
