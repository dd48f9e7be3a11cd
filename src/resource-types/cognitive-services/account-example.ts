import type { Break, Good } from '../define-resource-type.ts';
import { ENCRYPTED_BY_ITSELF, idOf, logsTo } from '../examples.ts';

export const TYPE = 'Microsoft.CognitiveServices/accounts';
export const AUDIT = { categoryGroup: 'audit' };
const ALONE = 'an account lies in one region';

/** An account with models that keeps every promise that one can keep. */
export const GOOD: Good = {
  id: idOf(TYPE, 'ai'),
  bodies: {
    account: {
      location: 'swedencentral',
      kind: 'OpenAI',
      sku: { name: 'S0' },
      properties: {
        provisioningState: 'Succeeded',
        endpoint: 'https://ai.openai.azure.com/',
        publicNetworkAccess: 'Enabled',
        networkAcls: {
          defaultAction: 'Deny',
          ipRules: [{ value: '203.0.113.0/24' }],
          virtualNetworkRules: [],
        },
        disableLocalAuth: true,
        encryption: {
          keySource: 'Microsoft.KeyVault',
          keyVaultProperties: { keyVaultUri: 'https://kv.vault.azure.net/', keyName: 'cmk' },
        },
        userOwnedStorage: [{ resourceId: idOf('Microsoft.Storage/storageAccounts', 'audio') }],
      },
    },
    deployments: [
      { name: 'here', sku: { name: 'Standard' } },
      { name: 'zone', sku: { name: 'DataZoneStandard' } },
    ],
    settings: logsTo(AUDIT),
  },
  unknown: ['backup-interval', 'backup-recent', 'backup-retention'],
  cannot: { 'geo-redundant-backup': ALONE, 'regional-redundancy': ALONE },
  unbreakable: ENCRYPTED_BY_ITSELF,
};

export const BREAKS: readonly Break[] = [
  ...['GlobalStandard', 'GlobalProvisionedManaged', 'GlobalBatch', 'DeveloperTier'].map((name) => ({
    as: `has a model that works anywhere in the world: ${name}`,
    set: { deployments: { '0/sku/name': name } },
    breaks: ['location'],
  })),
  {
    as: 'has a model in a zone that is not known',
    set: { deployments: { '0/sku/name': 'DataZoneFuture' } },
    breaks: [],
    blinds: ['location'],
  },
  {
    as: 'lies in the United States, and its zone with it',
    set: { account: { location: 'eastus' } },
    breaks: ['location'],
  },
  {
    as: 'serves from the United States as well',
    set: { account: { 'properties/locations': { regions: [{ name: 'eastus' }] } } },
    breaks: ['location'],
  },
  {
    as: 'is a global one, wherever that works',
    set: { account: { location: 'global' }, deployments: { '': [] } },
    breaks: [],
    blinds: ['location'],
  },
  {
    as: 'keeps data in a store that it does not name',
    set: { account: { 'properties/userOwnedStorage': [{}] } },
    breaks: [],
    blinds: ['location'],
  },
  {
    as: 'lets in everybody by default',
    set: { account: { 'properties/networkAcls/defaultAction': 'Allow' } },
    breaks: ['network-isolation'],
  },
  {
    as: 'never had rules',
    set: { account: { 'properties/networkAcls': undefined } },
    breaks: ['network-isolation'],
  },
  ...[undefined, { keySource: 'Microsoft.CognitiveServices' }].map((encryption) => ({
    as: `is encrypted under Azure’s own key, ${encryption === undefined ? 'as always' : 'as it says'}`,
    set: { account: { 'properties/encryption': encryption } },
    breaks: ['customer-keys'],
  })),
  { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
];

export const LEAVES = {
  account: {
    'properties/internalId': 'its name',
    'properties/capabilities/**': 'what it can do',
    'properties/isMigrated': 'where it came from',
    'properties/migrationToken': 'where it came from',
    'properties/skuChangeInfo/**': 'price and size',
    'properties/customSubDomainName': 'its address',
    'properties/networkAcls/bypass': 'services of Azure, which sign in as everybody does',
    'properties/networkAcls/virtualNetworkRules/**': 'networks of Azure, not the internet',
    'properties/encryption/keyVaultProperties/keyVersion': 'of the key that is named',
    'properties/encryption/keyVaultProperties/identityClientId': 'as whom it fetches the key',
    'properties/userOwnedStorage/*/identityClientId': 'as whom it signs in there',
    'properties/amlWorkspace/identityClientId': 'as whom it signs in there',
    'properties/raiMonitorConfig/identityClientId': 'as whom it signs in there',
    'properties/privateEndpointConnections/**': 'private ways in, beside the public one',
    'properties/apiProperties/qnaRuntimeEndpoint': 'an address of the owner’s',
    'properties/apiProperties/qnaAzureSearchEndpointKey': 'a secret, which no reader is sent',
    'properties/apiProperties/statisticsEnabled': 'figures',
    'properties/apiProperties/eventHubConnectionString': 'a secret, which no reader is sent',
    'properties/apiProperties/storageAccountConnectionString': 'a secret, which no reader is sent',
    'properties/apiProperties/aad*': 'who signs in',
    'properties/apiProperties/superUser': 'who signs in',
    'properties/apiProperties/websiteName': 'a name of the owner’s',
    'properties/dateCreated': 'nothing here goes by its age',
    'properties/callRateLimit/**': 'how much it takes',
    'properties/dynamicThrottlingEnabled': 'how much it takes',
    'properties/quotaLimit/**': 'how much it takes',
    'properties/storedCompletionsDisabled':
      'whether answers are kept: files and threads may be all the same',
    'properties/restrictOutboundNetworkAccess': 'what it may call: no claim speaks of it yet',
    'properties/allowedFqdnList': 'what it may call: no claim speaks of it yet',
    'properties/endpoints/**': 'its addresses',
    'properties/deletionDate': 'of deleted ones',
    'properties/scheduledPurgeDate': 'of deleted ones',
    'properties/locations/routingMethod': 'which of the regions serves first',
    'properties/locations/regions/*/value': 'which of the regions serves first',
    'properties/locations/regions/*/customsubdomain': 'its address',
    'properties/commitmentPlanAssociations/**': 'price',
    'properties/abusePenalty/**': 'how much it takes',
    'properties/networkInjections/**': 'networks of the owner that agents work in',
    'properties/allowProjectManagement':
      'whether there may be projects, which are resources of their own',
    'properties/defaultProject': 'a resource of its own',
    'properties/associatedProjects': 'resources of their own',
    'sku/**': 'price and size',
    'identity/**': 'as whom it signs in elsewhere',
  },
} as const;
