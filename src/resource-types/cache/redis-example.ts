import type { Good } from '../define-resource-type.ts';

const GROUP = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers';
const ID = `${GROUP}/Microsoft.Cache/redis/cache`;

/** A cache that keeps every promise that one can keep. */
export const GOOD: Good = {
  id: ID,
  bodies: {
    cache: {
      location: 'West Europe',
      zones: ['1', '2'],
      properties: {
        sku: { name: 'Premium', family: 'P', capacity: 1 },
        minimumTlsVersion: '1.2',
        enableNonSslPort: false,
        publicNetworkAccess: 'Disabled',
        disableAccessKeyAuthentication: true,
      },
    },
    linkedServers: [
      {
        id: `${ID}/linkedServers/cache-2`,
        name: 'cache-2',
        properties: {
          linkedRedisCacheId: `${ID}-2`,
          linkedRedisCacheLocation: 'North Europe',
          serverRole: 'Secondary',
          provisioningState: 'Succeeded',
        },
      },
    ],
    firewallRules: [],
    settings: [
      {
        name: 'clients',
        properties: {
          workspaceId: `${GROUP}/Microsoft.OperationalInsights/workspaces/log`,
          logs: [{ category: 'ConnectedClientList', enabled: true }],
        },
      },
    ],
  },
  unknown: ['backup-interval', 'backup-recent', 'backup-retention', 'customer-keys'],
  cannot: { 'geo-redundant-backup': 'Azure keeps no backup of a cache' },
  unbreakable: { 'encryption-at-rest': 'there is no setting' },
};
