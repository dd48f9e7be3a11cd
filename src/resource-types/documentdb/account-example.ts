import type { Good } from '../define-resource-type.ts';

const SUBSCRIPTION = '/subscriptions/00000000-0000-0000-0000-000000000001';
const GROUP = `${SUBSCRIPTION}/resourceGroups/rg/providers`;

function regionRow(locationName: string, failoverPriority: number): object {
  return { locationName, failoverPriority, provisioningState: 'Succeeded', isZoneRedundant: true };
}

const LOCATIONS = [regionRow('West Europe', 0), regionRow('North Europe', 1)];

/** An account that keeps every promise that one can keep. */
export const ACCOUNT: Good = {
  id: `${GROUP}/Microsoft.DocumentDB/databaseAccounts/cosmos`,
  bodies: {
    account: {
      location: 'West Europe',
      kind: 'GlobalDocumentDB',
      properties: {
        databaseAccountOfferType: 'Standard',
        locations: LOCATIONS,
        writeLocations: LOCATIONS.slice(0, 1),
        readLocations: LOCATIONS,
        backupPolicy: {
          type: 'Continuous',
          continuousModeProperties: { tier: 'Continuous30Days' },
        },
        capabilities: [],
        enableAnalyticalStorage: false,
        minimalTlsVersion: 'Tls12',
        disableLocalAuth: true,
        publicNetworkAccess: 'Disabled',
        isVirtualNetworkFilterEnabled: false,
        ipRules: [],
        keyVaultKeyUri: 'https://kv.vault.azure.net/keys/cmk',
      },
    },
    restorable: [
      {
        id: `${SUBSCRIPTION}/providers/Microsoft.DocumentDB/locations/westeurope/restorableDatabaseAccounts/1`,
        properties: {
          accountName: 'cosmos',
          creationTime: '2024-05-01T08:00:00Z',
          oldestRestorableTime: '2026-10-22T05:00:00Z',
          restorableLocations: [{ locationName: 'West Europe' }, { locationName: 'North Europe' }],
        },
      },
    ],
    regions: [],
    settings: [
      {
        name: 'requests',
        properties: {
          workspaceId: `${GROUP}/Microsoft.OperationalInsights/workspaces/log`,
          logs: [{ category: 'DataPlaneRequests', enabled: true }],
        },
      },
    ],
  },
  cannot: {
    'long-term-retention': 'Azure keeps no long-term backups of an account',
    'monthly-retention': 'Azure keeps no long-term backups of an account',
  },
  unbreakable: {
    'backup-recent': 'continuous backup goes on up to now, and of periodic backups nothing is said',
    'encryption-at-rest': 'there is no setting',
  },
};
