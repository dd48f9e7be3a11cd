import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream, sendLogs } from '../diagnostic-settings.ts';
import { ENCRYPTED_BY_ITSELF, idOf, logsTo } from '../examples.ts';
import { itself, listBelow } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import { noBackup } from '../no-backup.ts';
import { closePublicAccess, reachBy } from '../public-access.ts';
import { computePlaces, workspaceEncryption, workspacePlaces } from './workspace-says.ts';

const TYPE = 'Microsoft.MachineLearningServices/workspaces';
/** The version of all types of the provider. Guess: of computes and endpoints as well, which are left out of the definitions. */
export const API_VERSION = '2026-05-01';

const READS_TO = { category: 'DataSetReadEvent' };

/** Who read data sets. Source: type-facts-data §7; "Supported categories for Azure Monitor resource logs". */
const READS = {
  what: 'who reads data sets',
  carry: ['datasetreadevent', 'datastorereadevent'],
  other: [
    'amlcomputeclusterevent',
    'amlcomputeclusternodeevent',
    'amlcomputejobevent',
    'amlrunstatuschangedevent',
    'computeinstanceevent',
    'datasetchangeevent',
    'datastorechangeevent',
    'deploymentreadevent',
    'modelschangeevent',
    'modelsreadevent',
    'pipelinereadevent',
    'runevent',
  ],
} as const;

/**
 * Machine Learning: what was tried and made, and the machines on which it is; data sets and models lie in linked accounts. Source:
 * Microsoft.MachineLearningServices/workspaces, 2026-05-01; type-facts-data §7.
 */
export const machineLearningWorkspace = defineResourceType({
  type: 'Microsoft.MachineLearningServices/workspaces',
  holds: 'files',
  serves: 'clients',
  reads: {
    workspace: itself({
      name: 'machineLearningWorkspace',
      what: 'machine learning workspace',
      type: TYPE,
      apiVersion: API_VERSION,
    }),
    computes: listBelow({
      name: 'machineLearningComputes',
      what: 'computes of machine learning workspace',
      type: `${TYPE}/computes`,
      apiVersion: API_VERSION,
    }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(['primary', 'replica', 'log'], from('workspace')(workspacePlaces)),
      only(['replica'], from('computes')(computePlaces)),
      only(['log'], from('settings')(logPlaces)),
    ],
    encryption: from('workspace', 'computes')(workspaceEncryption),
    endpoints: from('workspace')((own) => [
      {
        what: 'machine learning workspace',
        // Guess: TLS 1.2 and no plain HTTP, as of every service of Azure; there is no member. Roles alone let in.
        oldestTls: own.means('1.2'),
        plainText: own.means('refused'),
        reach: reachBy(own.at('properties/publicNetworkAccess')),
      },
    ]),
    backups: from('workspace')(
      noBackup('Data sets and models lie in linked accounts; Azure keeps no backup of the rest'),
    ),
    logs: from('settings')((settings) => [logStream(settings, READS)]),
  },
  mend: {
    'network-isolation': closePublicAccess(API_VERSION),
    'access-logging': (resource) => sendLogs(resource, READS_TO),
  },
  good: {
    id: idOf(TYPE, 'lab'),
    bodies: {
      workspace: {
        location: 'northeurope',
        kind: 'Default',
        properties: {
          provisioningState: 'Succeeded',
          publicNetworkAccess: 'Disabled',
          hbiWorkspace: true,
          storageAccount: idOf('Microsoft.Storage/storageAccounts', 'lab'),
          keyVault: idOf('Microsoft.KeyVault/vaults', 'lab'),
          applicationInsights: idOf('Microsoft.Insights/components', 'lab'),
          encryption: {
            status: 'Enabled',
            keyVaultProperties: { keyIdentifier: 'https://kv.vault.azure.net/keys/cmk/1' },
          },
        },
      },
      computes: [
        {
          name: 'cluster',
          properties: { computeType: 'AmlCompute', computeLocation: 'northeurope' },
        },
      ],
      settings: logsTo(READS_TO),
    },
    unknown: ['customer-keys'],
    cannot: {
      'geo-redundant-backup': 'a workspace lies in one region',
      'regional-redundancy': 'a workspace lies in one region',
    },
    unbreakable: { 'encryption-in-transit': ENCRYPTED_BY_ITSELF['encryption-in-transit'] },
  },
  breaks: [
    {
      as: 'lies in the United States',
      set: { workspace: { location: 'eastus' } },
      breaks: ['location'],
    },
    {
      as: 'works in the United States',
      set: { computes: { '0/properties/computeLocation': 'eastus' } },
      breaks: ['location'],
    },
    {
      as: 'has a compute that does not say where it is',
      set: { computes: { '0/properties/computeLocation': undefined } },
      breaks: [],
      blinds: ['location'],
    },
    {
      as: 'names the account of its data sets by no id',
      set: { workspace: { 'properties/storageAccount': 7 } },
      breaks: [],
      blinds: ['location'],
    },
    {
      as: 'leaves the temporary disks of its machines as they are',
      set: { workspace: { 'properties/hbiWorkspace': false } },
      breaks: ['encryption-at-rest'],
    },
    {
      as: 'is encrypted under Azure’s own key',
      set: { workspace: { 'properties/encryption': undefined } },
      breaks: ['customer-keys'],
    },
    {
      as: 'is open to the internet',
      set: { workspace: { 'properties/publicNetworkAccess': 'Enabled' } },
      breaks: ['network-isolation'],
    },
    { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
  ],
  leaves: {
    workspace: {
      ...leaving(
        'what it is called, and its addresses',
        `description friendlyName discoveryUrl mlFlowTrackingUri notebookInfo/** tenantId workspaceId associatedWorkspaces
        serviceProvisionedResourceGroup workspaceHubConfig/defaultWorkspaceResourceGroup`,
      ),
      ...leaving(
        'how its machines reach others, not who reaches it',
        'managedNetwork/** provisionNetworkNow serverlessComputeSettings/** sharedPrivateLinkResources/** imageBuildCompute',
      ),
      ...leaving(
        'private ways in, beside the public one',
        'privateEndpointConnections/** privateLinkCount',
      ),
      // Guess: publicNetworkAccess decides alone; this is what it was called before.
      ...leaving('the former name of publicNetworkAccess', 'allowPublicAccessWhenBehindVnet'),
      ...leaving(
        'resources of the owner’s own that keep its records, judged by themselves',
        'encryption/cosmosDbResourceId encryption/searchAccountResourceId encryption/storageAccountResourceId',
      ),
      ...leaving(
        'of the key that is named',
        'encryption/keyVaultProperties/identityClientId encryption/keyVaultProperties/keyVaultArmId encryption/identity/userAssignedIdentity enableServiceSideCMKEncryption',
      ),
      ...leaving(
        'how it works',
        'featureStoreSettings/** v1LegacyMode storageHnsEnabled enableDataIsolation systemDatastoresAuthMode primaryUserAssignedIdentity',
      ),
      ...leaving('price and size', 'serviceManagedResourcesSettings/**'),
      kind: 'workspace, hub or project: the same questions are asked of all',
      'sku/**': 'price and size',
      'identity/**': 'as whom it signs in elsewhere',
    },
  },
});
