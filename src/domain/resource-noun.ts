/** What people call resources of a type, by the lower-case type. */
const NOUNS: Readonly<Record<string, string>> = {
  'microsoft.compute/virtualmachines': 'virtual machine',
  'microsoft.containerservice/managedclusters': 'Kubernetes cluster',
  'microsoft.insights/components': 'application',
  'microsoft.insights/webtests': 'availability test',
  'microsoft.keyvault/vaults': 'key vault',
  'microsoft.keyvault/vaults/keys': 'key',
  'microsoft.keyvault/vaults/secrets': 'secret',
  'microsoft.recoveryservices/vaults': 'Recovery Services vault',
  'microsoft.resources/subscriptions': 'subscription',
  'microsoft.sql/managedinstances': 'SQL managed instance',
  'microsoft.sql/managedinstances/databases': 'managed SQL database',
  'microsoft.sql/servers': 'SQL server',
  'microsoft.sql/servers/databases': 'SQL database',
  'microsoft.sql/servers/elasticpools': 'elastic pool',
  'microsoft.storage/storageaccounts': 'storage account',
};

/** `3 SQL databases`; `3 resources` where the types are several, or one without a name here. */
export function countedResources(types: readonly string[]): string {
  const [first = '', ...others] = types.map((type) => type.toLowerCase());
  const isOneType = others.every((type) => type === first);
  const noun = (isOneType ? NOUNS[first] : undefined) ?? 'resource';
  return `${String(types.length)} ${noun}${types.length === 1 ? '' : 's'}`;
}
