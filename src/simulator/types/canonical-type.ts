/** The spelling in which Azure prints the types that the simulator composes itself. */
const SPELLINGS = [
  'Microsoft.Sql/servers',
  'Microsoft.Sql/servers/databases',
  'Microsoft.Sql/servers/elasticPools',
  'Microsoft.Sql/servers/failoverGroups',
  'Microsoft.Sql/servers/firewallRules',
  'Microsoft.Sql/servers/databases/replicationLinks',
  'Microsoft.Sql/managedInstances',
  'Microsoft.Sql/managedInstances/databases',
  'Microsoft.Sql/managedInstances/distributedAvailabilityGroups',
  'Microsoft.Sql/locations/instanceFailoverGroups',
  'Microsoft.Storage/storageAccounts',
  'Microsoft.Storage/storageAccounts/encryptionScopes',
  'Microsoft.Storage/storageAccounts/objectReplicationPolicies',
  'Microsoft.Storage/storageAccounts/fileServices/shares',
  'Microsoft.Storage/storageAccounts/tableServices/tables',
  'Microsoft.Storage/storageAccounts/queueServices/queues',
  'Microsoft.KeyVault/vaults',
  'Microsoft.KeyVault/vaults/keys',
  'Microsoft.KeyVault/vaults/secrets',
  'Microsoft.KeyVault/managedHSMs',
  'Microsoft.RecoveryServices/vaults',
  'Microsoft.RecoveryServices/vaults/backupPolicies',
  'Microsoft.RecoveryServices/vaults/backupProtectedItems',
] as const;

const CANONICAL = new Map<string, string>(SPELLINGS.map((type) => [type.toLowerCase(), type]));

/** The type as Azure prints it; as it was written when Azure's spelling is not known. */
export function canonicalType(type: string): string {
  return CANONICAL.get(type.toLowerCase()) ?? type;
}
