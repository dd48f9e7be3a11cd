import type { Break, Good, ResourceType } from '../define-resource-type.ts';
import { idOf, logsTo } from '../examples.ts';
import { leaving } from '../leaving.ts';

export const TYPE = 'Microsoft.Batch/batchAccounts';
export const AUDIT_TO = { category: 'AuditLog' };

const MACHINE = 'properties/deploymentConfiguration/virtualMachineConfiguration';
const TARGETS = `0/${MACHINE}/diskEncryptionConfiguration/targets`;

/** An account that keeps every promise that one can keep. */
export const GOOD: Good = {
  id: idOf(TYPE, 'nightly'),
  bodies: {
    account: {
      location: 'northeurope',
      properties: {
        provisioningState: 'Succeeded',
        accountEndpoint: 'nightly.northeurope.batch.azure.com',
        publicNetworkAccess: 'Enabled',
        networkProfile: {
          accountAccess: {
            defaultAction: 'Deny',
            ipRules: [{ action: 'Allow', value: '203.0.113.0/24' }],
          },
          nodeManagementAccess: { defaultAction: 'Deny', ipRules: [] },
        },
        allowedAuthenticationModes: ['AAD'],
        encryption: {
          keySource: 'Microsoft.KeyVault',
          keyVaultProperties: { keyIdentifier: 'https://kv.vault.azure.net/keys/cmk/1' },
        },
        autoStorage: { storageAccountId: idOf('Microsoft.Storage/storageAccounts', 'tasks') },
      },
    },
    pools: [
      {
        name: 'workers',
        properties: {
          deploymentConfiguration: {
            virtualMachineConfiguration: {
              diskEncryptionConfiguration: { targets: ['OsDisk', 'TemporaryDisk'] },
            },
          },
        },
      },
    ],
    settings: logsTo(AUDIT_TO),
  },
  unknown: ['customer-keys'],
  cannot: { 'managed-services': 'the owner chooses the system of its nodes' },
  unbreakable: { 'encryption-in-transit': 'there is no setting' },
};

export const BREAKS: readonly Break[] = [
  {
    as: 'lies in the United States',
    set: { account: { location: 'eastus' } },
    breaks: ['location'],
  },
  {
    as: 'keeps files of tasks in an account that it does not name',
    set: { account: { 'properties/autoStorage/storageAccountId': undefined } },
    breaks: [],
    blinds: ['location'],
  },
  ...['accountAccess', 'nodeManagementAccess'].map((access) => ({
    as: `lets in everybody by default: ${access}`,
    set: { account: { [`properties/networkProfile/${access}/defaultAction`]: 'Allow' } },
    breaks: ['network-isolation'],
  })),
  {
    as: 'lets in everybody, for it has no rules',
    set: { account: { 'properties/networkProfile': undefined } },
    breaks: ['network-isolation'],
  },
  {
    as: 'is encrypted under Azure’s own key',
    set: {
      account: { 'properties/encryption': { keySource: 'Microsoft.Batch' } },
    },
    breaks: ['customer-keys'],
  },
  {
    as: 'leaves the temporary disks of nodes as they are',
    set: { pools: { [TARGETS]: ['OsDisk'] } },
    breaks: ['encryption-at-rest'],
  },
  {
    as: 'encrypts no disk of nodes but as Azure does by itself',
    set: { pools: { [`0/${MACHINE}/diskEncryptionConfiguration`]: undefined } },
    breaks: ['encryption-at-rest'],
  },
  {
    as: 'mounts a share of which only the name is said',
    set: {
      pools: {
        '0/properties/mountConfiguration': [
          { azureFileShareConfiguration: { accountName: 'shares' } },
        ],
      },
    },
    breaks: [],
    blinds: ['location'],
  },
  { as: 'writes no log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
];

export const LEAVES: ResourceType['leaves'] = {
  account: {
    ...leaving('its addresses', 'accountEndpoint nodeManagementEndpoint'),
    ...leaving('as whom it reaches the linked account', 'autoStorage/authenticationMode'),
    ...leaving('as whom it reaches the linked account', 'autoStorage/nodeIdentityReference/**'),
    ...leaving('when it last fetched the key of the linked account', 'autoStorage/lastKeySync'),
    ...leaving('who pays for the nodes; its vault is judged by itself', 'poolAllocationMode'),
    ...leaving('a resource of its own, judged by itself', 'keyVaultReference/**'),
    ...leaving('Azure knows Allow alone', 'networkProfile/accountAccess/ipRules/*/action'),
    ...leaving('Azure knows Allow alone', 'networkProfile/nodeManagementAccess/ipRules/*/action'),
    ...leaving('private ways in, beside the public one', 'privateEndpointConnections/**'),
    ...leaving(
      'price and size',
      'dedicatedCoreQuota lowPriorityCoreQuota dedicatedCoreQuotaPerVMFamily/** dedicatedCoreQuotaPerVMFamilyEnforced poolQuota activeJobAndJobScheduleQuota',
    ),
    'identity/**': 'as whom it signs in elsewhere',
  },
  pools: {
    ...leaving('what it is called, and how it fares', 'displayName lastModified creationTime'),
    ...leaving(
      'how it fares',
      'provisioningStateTransitionTime allocationState allocationStateTransitionTime autoScaleRun/** resizeOperationStatus/**',
    ),
    ...leaving(
      'price and size',
      'vmSize currentDedicatedNodes currentLowPriorityNodes scaleSettings/** taskSlotsPerNode taskSchedulingPolicy/** interNodeCommunication upgradePolicy/**',
    ),
    ...leaving(
      'its network: addresses and groups of rules are resources of their own',
      'networkConfiguration/**',
    ),
    ...leaving('which share: that any is mounted is read', 'mountConfiguration/**'),
    ...nodeLeaves(
      'what nodes are made of',
      'imageReference/** nodeAgentSkuId licenseType containerConfiguration/** nodePlacementConfiguration/policy extensions/** serviceArtifactReference/id',
    ),
    ...nodeLeaves(
      'managed disks, which are always encrypted',
      'osDisk/** dataDisks/** diskEncryptionConfiguration/customerManagedKey/**',
    ),
    ...nodeLeaves(
      'how they start and are kept up to date: no question asks it yet',
      'windowsConfiguration/enableAutomaticUpdates securityProfile/securityType securityProfile/uefiSettings/** securityProfile/proxyAgentSettings/**',
    ),
    ...leaving('who may sign in at nodes', 'userAccounts/**'),
    ...leaving('what it runs', 'startTask/** applicationPackages/** metadata/**'),
    'identity/**': 'as whom it signs in elsewhere',
  },
};

function nodeLeaves(why: string, names: string): Readonly<Record<string, string>> {
  return Object.fromEntries(names.split(' ').map((name) => [`${MACHINE}/${name}`, why]));
}
