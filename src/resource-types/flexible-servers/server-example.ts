const GROUP = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers';

/** The id of an engine's example. */
export function exampleId(provider: string): string {
  return `${GROUP}/Microsoft.${provider}/flexibleServers/db`;
}

/** A server that keeps every promise, but for what its engine has of its own. */
export function exampleServer(properties: Readonly<Record<string, unknown>>): object {
  return {
    location: 'West Europe',
    systemData: { createdAt: '2024-05-01T08:00:00Z' },
    properties: {
      state: 'Ready',
      replicationRole: 'None',
      backup: {
        backupRetentionDays: 35,
        geoRedundantBackup: 'Enabled',
        earliestRestoreDate: '2026-10-17T06:00:00Z',
      },
      dataEncryption: {
        type: 'AzureKeyVault',
        primaryKeyURI: 'https://kv.vault.azure.net/keys/cmk',
        geoBackupKeyURI: 'https://kv-2.vault.azure.net/keys/cmk',
      },
      network: { publicNetworkAccess: 'Disabled' },
      highAvailability: { mode: 'ZoneRedundant', state: 'Healthy' },
      ...properties,
    },
  };
}

/** Parameters as Azure lists them: by name, in this order. */
export function exampleParameters(values: Readonly<Record<string, string>>): readonly object[] {
  return Object.entries(values).map(([name, value]) => ({ name, properties: { value } }));
}

/** The answers besides the server and its parameters. */
export function exampleRest(category: string): object {
  return {
    servers: [],
    firewallRules: [],
    replicas: [],
    backups: [
      { properties: { backupType: 'Full', completedTime: '2026-11-20T03:00:00Z' } },
      { properties: { backupType: 'Full', completedTime: '2026-11-21T03:00:00Z' } },
    ],
    vaulted: [{ id: `${GROUP}/Microsoft.DataProtection/backupVaults/bv/backupInstances/db` }],
    regions: [],
    settings: [
      {
        name: 'audit',
        properties: {
          workspaceId: `${GROUP}/Microsoft.OperationalInsights/workspaces/log`,
          logs: [{ category, enabled: true }],
        },
      },
    ],
  };
}
