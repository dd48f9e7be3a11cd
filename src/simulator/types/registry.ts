import { keyVault, managedHsm, vaultKey, vaultSecret } from './key-vault.ts';
import { backupPolicy, protectedItem, recoveryVault } from './recovery-services.ts';
import { givenOver, type ResourceType, type SettingType } from './resource-type.ts';
import { failoverGroup, firewallRule, replicationLink } from './sql-children.ts';
import {
  distributedAvailabilityGroup,
  instanceFailoverGroup,
  managedDatabase,
  managedInstance,
} from './sql-managed-instance.ts';
import { elasticPool, sqlDatabase, sqlServer } from './sql-server.ts';
import {
  encryptionScope,
  fileShare,
  objectReplicationPolicy,
  queue,
  storageAccount,
  table,
} from './storage.ts';

const TYPES: ReadonlyMap<string, ResourceType> = new Map(
  [
    sqlServer,
    sqlDatabase,
    elasticPool,
    failoverGroup,
    firewallRule,
    replicationLink,
    managedInstance,
    managedDatabase,
    instanceFailoverGroup,
    distributedAvailabilityGroup,
    storageAccount,
    encryptionScope,
    objectReplicationPolicy,
    fileShare,
    table,
    queue,
    keyVault,
    managedHsm,
    vaultKey,
    vaultSecret,
    recoveryVault,
    backupPolicy,
    protectedItem,
  ].map((type) => [type.type.toLowerCase(), type]),
);

/** Children that Azure lists and inventories as resources of their own, with a location; lower case. Source: Resource Graph, tables and types. */
const TRACKED_CHILDREN: ReadonlySet<string> = new Set([
  'microsoft.cache/redisenterprise/databases',
  'microsoft.cdn/profiles/afdendpoints',
  'microsoft.cdn/profiles/endpoints',
  'microsoft.compute/galleries/images/versions',
  'microsoft.containerregistry/registries/replications',
  'microsoft.healthcareapis/workspaces/dicomservices',
  'microsoft.healthcareapis/workspaces/fhirservices',
  'microsoft.healthcareapis/workspaces/iotconnectors',
  'microsoft.kusto/clusters/databases',
  'microsoft.machinelearningservices/workspaces/onlineendpoints',
  'microsoft.netapp/netappaccounts/backuppolicies',
  'microsoft.netapp/netappaccounts/backupvaults',
  'microsoft.netapp/netappaccounts/capacitypools',
  'microsoft.netapp/netappaccounts/capacitypools/volumes',
  'microsoft.netapp/netappaccounts/snapshotpolicies',
  'microsoft.notificationhubs/namespaces/notificationhubs',
  'microsoft.synapse/workspaces/bigdatapools',
  'microsoft.synapse/workspaces/kustopools',
  'microsoft.synapse/workspaces/sqlpools',
  'microsoft.web/sites/slots',
]);

/** Every type that the simulator composes itself. */
export function modelledTypes(): IterableIterator<ResourceType> {
  return TYPES.values();
}

/** The type that composes itself; undefined for one that is answered as it was given. */
export function modelledType(type: string): ResourceType | undefined {
  return TYPES.get(type.toLowerCase());
}

/** How a type behaves: its own model, or that of a plain resource. Of such only a type of two segments is tracked, but for a few. */
export function resourceTypeOf(type: string): ResourceType {
  return (
    TYPES.get(type.toLowerCase()) ?? {
      type,
      isTracked: type.split('/').length === 2 || TRACKED_CHILDREN.has(type.toLowerCase()),
      versions: [],
      settings: [],
      pageSize: 100,
      compose: (resource) => givenOver(resource, { location: resource.location }, {}),
    }
  );
}

/** The setting of a type by the segment that it is asked by, undefined when the type has none of that kind. */
export function settingOf(type: ResourceType, segment: string): SettingType | undefined {
  return type.settings.find((setting) => setting.segment.toLowerCase() === segment.toLowerCase());
}
