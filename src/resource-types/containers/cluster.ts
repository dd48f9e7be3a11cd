import { azCommand } from '#domain/az-command.ts';
import { defineResourceType, from, only } from '../define-resource-type.ts';
import { diagnosticSettings, logPlaces, logStream } from '../diagnostic-settings.ts';
import { idOf, logsTo } from '../examples.ts';
import { allOf } from '../generic-reads.ts';
import { leaving } from '../leaving.ts';
import {
  clusterDoors,
  clusterEncryption,
  clusterLogPlaces,
  clusterPlaces,
  clusterReach,
  clusterZones,
} from './cluster-says.ts';

const TYPE = 'Microsoft.ContainerService/managedClusters';

/** Who asked the API server for what. `kube-audit-admin` leaves out who read. Source: type-classes §2. */
const AUDIT = {
  what: 'audit records of the API server',
  carry: ['kube-audit', 'kube-audit-admin'],
  other: [
    'guard',
    'kube-apiserver',
    'kube-controller-manager',
    'kube-scheduler',
    'cluster-autoscaler',
    'cloud-controller-manager',
    'csi-azuredisk-controller',
    'csi-azurefile-controller',
    'csi-snapshot-controller',
  ],
} as const;

/**
 * A Kubernetes cluster: what runs in it, its secrets, and machines that its owner keeps up. Its volumes and disks are resources of their
 * own, in a group that Azure makes. Source: Microsoft.ContainerService/managedClusters, 2026-05-01; type-facts-services §4.
 */
export const kubernetesCluster = defineResourceType({
  type: 'Microsoft.ContainerService/managedClusters',
  holds: 'code',
  serves: 'clients',
  runs: 'cluster',
  reads: {
    cluster: allOf({
      name: 'kubernetesCluster',
      what: 'Kubernetes cluster',
      type: TYPE,
      apiVersion: '2026-05-01',
    }),
    settings: diagnosticSettings,
  },
  traits: {
    places: [
      only(['primary'], from('cluster')(clusterPlaces)),
      only(
        ['log'],
        from(
          'cluster',
          'settings',
        )((own, settings) => [...clusterLogPlaces(own), ...logPlaces(settings)]),
      ),
    ],
    encryption: from('cluster')(clusterEncryption),
    endpoints: [
      only(['transport'], from('cluster')(clusterDoors)),
      only(['reach'], from('cluster')(clusterReach)),
    ],
    zones: from('cluster')(clusterZones),
    backups: from('cluster')((own) =>
      own.notUnderstood('Whether a Backup vault protects the cluster is not read here'),
    ),
    logs: from('settings')((settings) => [logStream(settings, AUDIT)]),
  },
  mend: {
    'network-isolation': ({ id }) =>
      azCommand`az resource update --ids ${id} --set properties.apiServerAccessProfile.authorizedIPRanges=["$OFFICE"]`,
  },
  good: {
    id: idOf(TYPE, 'aks'),
    bodies: {
      cluster: {
        location: 'westeurope',
        properties: {
          agentPoolProfiles: [
            {
              name: 'system',
              vmSize: 'Standard_D4s_v3',
              enableEncryptionAtHost: true,
              availabilityZones: ['1', '2', '3'],
            },
          ],
          apiServerAccessProfile: { enablePrivateCluster: true },
          diskEncryptionSetID: idOf('Microsoft.Compute/diskEncryptionSets', 'des'),
          securityProfile: {
            azureKeyVaultKms: { enabled: true, keyId: 'https://kv.vault.azure.net/keys/etcd/1' },
          },
          addonProfiles: {
            omsagent: {
              enabled: true,
              config: {
                logAnalyticsWorkspaceResourceID: idOf(
                  'Microsoft.OperationalInsights/workspaces',
                  'log',
                ),
              },
            },
          },
        },
      },
      settings: logsTo({ category: 'kube-audit' }),
    },
    unknown: ['encryption-in-transit', 'network-isolation'],
    cannot: { 'managed-services': 'its owner keeps up what runs on the nodes' },
  },
  breaks: [
    ...[['1'], undefined].map((zones) => ({
      as: `has nodes in one zone: ${JSON.stringify(zones ?? 'whichever Azure chooses')}`,
      set: { cluster: { 'properties/agentPoolProfiles/0/availabilityZones': zones } },
      breaks: ['zone-redundant'],
    })),
    {
      as: 'lies in the United States',
      set: { cluster: { location: 'eastus' } },
      breaks: ['location'],
    },
    {
      as: 'is open to the internet',
      set: { cluster: { 'properties/apiServerAccessProfile': undefined } },
      breaks: ['network-isolation'],
    },
    {
      as: 'is open to half of the internet',
      set: {
        cluster: { 'properties/apiServerAccessProfile': { authorizedIPRanges: ['0.0.0.0/1'] } },
      },
      breaks: ['network-isolation'],
    },
    {
      as: 'leaves the temporary disks of its nodes unencrypted',
      set: { cluster: { 'properties/agentPoolProfiles/0/enableEncryptionAtHost': false } },
      breaks: ['encryption-at-rest'],
    },
    {
      as: 'has nodes of a size that encrypts their temporary disks, and says nothing of caches',
      set: {
        cluster: {
          'properties/agentPoolProfiles/0/enableEncryptionAtHost': false,
          'properties/agentPoolProfiles/0/vmSize': 'Standard_D4ds_v5',
        },
      },
      breaks: [],
      blinds: ['encryption-at-rest'],
    },
    {
      as: 'encrypts the disks of its nodes under a key of Azure',
      set: { cluster: { 'properties/diskEncryptionSetID': undefined } },
      breaks: ['customer-keys'],
    },
    {
      as: 'encrypts etcd under a key of Azure',
      set: { cluster: { 'properties/securityProfile/azureKeyVaultKms/enabled': false } },
      breaks: ['customer-keys'],
    },
    { as: 'writes no audit log', set: { settings: { '': [] } }, breaks: ['access-logging'] },
  ],
  leaves: {
    cluster: {
      ...leaving(
        'machines, their size and how they run',
        'agentPoolProfiles/** maxAgentPools linuxProfile/** windowsProfile/** autoScalerProfile/** nodeProvisioningProfile/** nodeResourceGroup nodeResourceGroupProfile/** bootstrapProfile/**',
      ),
      ...leaving(
        'how old it is, and how it is updated: no claim speaks of it yet',
        'kubernetesVersion currentKubernetesVersion supportPlan autoUpgradeProfile/** upgradeSettings/**',
      ),
      ...leaving(
        'its names and addresses',
        'dnsPrefix fqdn* privateFQDN azurePortalFQDN networkProfile/** privateLinkResources/** httpProxyConfig/** ingressProfile/**',
      ),
      ...leaving(
        'how the API server is reached inside',
        'apiServerAccessProfile/privateDNSZone apiServerAccessProfile/enablePrivateClusterPublicFQDN apiServerAccessProfile/disableRunCommand apiServerAccessProfile/enableVnetIntegration apiServerAccessProfile/subnetId',
      ),
      ...leaving('what Azure never lets one change', 'publicNetworkAccess'),
      ...leaving(
        'who may sign in: no claim speaks of it yet',
        'aadProfile/** disableLocalAccounts enableRBAC oidcIssuerProfile/** podIdentityProfile/** servicePrincipalProfile/** identityProfile/**',
      ),
      ...leaving('detection and the key’s vault: no claim speaks of it yet', 'securityProfile/**'),
      ...leaving(
        'parts that are switched on',
        'addonProfiles/** storageProfile/** workloadAutoScalerProfile/** azureMonitorProfile/** serviceMeshProfile/** metricsProfile/** aiToolchainOperatorProfile/** hostedSystemProfile/** schedulerProfile/**',
      ),
      ...leaving('how it fares', 'powerState/** resourceUID status/**'),
      'identity/**': 'as whom it signs in elsewhere',
      'sku/**': 'price and size',
      'extendedLocation/type': 'edge zone or custom location: neither is a region',
      kind: 'what it is',
    },
  },
});
