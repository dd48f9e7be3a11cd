/**
 * Reads that `*` + `/read` would open and that hide no resource from any inventory when a role withholds them: what logs say, and keys
 * that Azure hands out by a read. No claim needs one of them. Source: Azure permissions for Monitor and for Web (resource provider
 * operations); built-in role Monitoring Reader, which withholds the workspace's keys too.
 */
export const DATA_READS: readonly { readonly action: string; readonly because: string }[] = [
  { action: 'Microsoft.OperationalInsights/workspaces/query/read', because: 'log data' },
  { action: 'Microsoft.OperationalInsights/workspaces/query/*/read', because: 'log data by table' },
  {
    action: 'Microsoft.OperationalInsights/workspaces/sharedKeys/read',
    because: 'keys with which logs are written',
  },
  { action: 'Microsoft.Insights/logs/read', because: 'log data of a resource' },
  { action: 'Microsoft.Insights/logs/*/read', because: 'log data of a resource by table' },
  { action: 'Microsoft.Insights/components/api/read', because: 'telemetry of an application' },
  { action: 'Microsoft.Insights/components/query/read', because: 'telemetry of an application' },
  {
    action: 'Microsoft.Web/sites/hostruntime/host/_master/read',
    because: 'master key of a function app',
  },
  {
    action: 'Microsoft.Web/sites/hostruntime/functions/keys/read',
    because: 'keys of a function app',
  },
];

/**
 * Reads about what lies in key vaults: names, dates and attributes, never a value. No inventory names such items, so that withholding
 * them hides no resource; claims about them ask for each by a request of its own, which Azure then refuses.
 */
export const VAULT_ITEM_READS: readonly { readonly action: string; readonly because: string }[] = [
  { action: 'Microsoft.KeyVault/vaults/keys/read', because: 'names and dates of keys' },
  { action: 'Microsoft.KeyVault/vaults/keys/versions/read', because: 'names and dates of keys' },
  { action: 'Microsoft.KeyVault/vaults/secrets/read', because: 'names and dates of secrets' },
];

/**
 * What may be taken away from reading everything without hiding a resource, as patterns. Wider than what is printed, because a role may
 * say it in fewer words.
 */
export const HIDES_NOTHING: readonly string[] = [
  ...[...DATA_READS, ...VAULT_ITEM_READS].map(({ action }) => action),
  'Microsoft.OperationalInsights/workspaces/query/*',
  'Microsoft.OperationalInsights/workspaces/search/*',
  'Microsoft.Insights/logs/*',
  'Microsoft.KeyVault/vaults/keys/*',
  'Microsoft.KeyVault/vaults/secrets/*',
];
