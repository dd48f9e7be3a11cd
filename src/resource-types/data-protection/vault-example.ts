import type { Good } from '../define-resource-type.ts';
import { INSTANCE, VAULT_ID } from './instance-example.ts';

const VOUCHED = 'Microsoft vouches for it: there is no setting';

/** A backup vault that keeps every promise that one can keep. */
export const BACKUP_VAULT: Good = {
  id: VAULT_ID,
  bodies: {
    vault: {
      location: 'northeurope',
      properties: {
        storageSettings: [{ datastoreType: 'VaultStore', type: 'GeoRedundant' }],
        securitySettings: {
          softDeleteSettings: { state: 'AlwaysOn', retentionDurationInDays: 30 },
          immutabilitySettings: { state: 'Locked' },
          encryptionSettings: {
            state: 'Enabled',
            keyVaultProperties: { keyUri: 'https://kv.vault.azure.net/keys/cmk' },
            infrastructureEncryption: 'Enabled',
          },
        },
        featureSettings: { crossRegionRestoreSettings: { state: 'Enabled' } },
      },
    },
    instances: [INSTANCE.bodies['instance']],
    regions: [],
    settings: [
      {
        name: 'jobs',
        properties: {
          workspaceId: `${VAULT_ID}/../Microsoft.OperationalInsights/workspaces/log`,
          logs: [{ category: 'AddonAzureBackupJobs', enabled: true }],
        },
      },
    ],
  },
  unknown: ['network-isolation'],
  unbreakable: { 'encryption-at-rest': VOUCHED, 'encryption-in-transit': VOUCHED },
};
