import { ON_BACKUPS_OF_DATABASES } from '../backup-questions.ts';
import type { Break, Good } from '../define-resource-type.ts';
import { idOf } from '../examples.ts';
import { leaving } from '../leaving.ts';

const NONE = 'automatic backups of SQL Server in a machine are full and log backups alone';

/** SQL Server that keeps every promise that one can keep by what Azure says of it. */
export const GOOD: Good = {
  id: idOf('Microsoft.SqlVirtualMachine/sqlVirtualMachines', 'sql'),
  bodies: {
    sql: {
      location: 'northeurope',
      properties: {
        provisioningState: 'Succeeded',
        virtualMachineResourceId: idOf('Microsoft.Compute/virtualMachines', 'sql'),
        autoBackupSettings: {
          enable: true,
          retentionPeriod: 30,
          storageAccountUrl: 'https://backups.blob.core.windows.net/',
          backupScheduleType: 'Manual',
          fullBackupFrequency: 'Daily',
          logBackupFrequency: 15,
        },
        serverConfigurationsManagementSettings: {
          sqlConnectivityUpdateSettings: { connectivityType: 'PRIVATE', port: 1433 },
        },
      },
    },
    protection: [],
  },
  // Its own system knows what Azure does not say.
  unknown: [
    'access-logging',
    'backup-recent',
    'encryption-in-transit',
    'geo-redundant-backup',
    'location',
    'regional-redundancy',
  ],
  cannot: {
    'differential-backup': NONE,
    'long-term-retention': NONE,
    'managed-services': 'its owner runs the machine',
    'monthly-retention': NONE,
  },
};

const SETTINGS = 'properties/autoBackupSettings';

/** The ways to break it. */
export const BREAKS: readonly Break[] = [
  {
    as: 'lies in the United States',
    set: { sql: { location: 'eastus' } },
    breaks: ['location'],
  },
  {
    as: 'is open to the internet',
    set: {
      sql: {
        'properties/serverConfigurationsManagementSettings/sqlConnectivityUpdateSettings/connectivityType':
          'PUBLIC',
      },
    },
    breaks: ['network-isolation'],
  },
  {
    as: 'is backed up by nobody',
    set: { sql: { [`${SETTINGS}/enable`]: false } },
    breaks: ON_BACKUPS_OF_DATABASES.filter((id) => !Object.keys(GOOD.cannot ?? {}).includes(id)),
  },
  {
    as: 'is backed up by a vault, in part at least',
    set: {
      sql: { [`${SETTINGS}/enable`]: false },
      protection: { '': [{ id: `${idOf('Microsoft.RecoveryServices/vaults', 'rsv')}/items/db` }] },
    },
    breaks: [],
    blinds: ON_BACKUPS_OF_DATABASES.filter((id) => id !== 'backup-recent'),
  },
  {
    as: 'does not say whether it is backed up',
    set: { sql: { [SETTINGS]: undefined } },
    breaks: [],
    blinds: ON_BACKUPS_OF_DATABASES.filter((id) => id !== 'backup-recent'),
  },
  {
    as: 'keeps backups for two days',
    set: { sql: { [`${SETTINGS}/retentionPeriod`]: 2 } },
    breaks: ['backup-retention', 'point-in-time-restore'],
  },
  {
    as: 'backs up its log each hour, and all of it each week, where more is demanded',
    set: {
      sql: {
        [`${SETTINGS}/logBackupFrequency`]: 60,
        [`${SETTINGS}/fullBackupFrequency`]: 'Weekly',
      },
    },
    breaks: ['backup-interval', 'full-backup', 'log-backup'],
    with: {
      'backup-interval': { every: 'PT30M' },
      'full-backup': { every: 'P1D' },
      'log-backup': { every: 'PT30M' },
    },
  },
];

/** Members that nobody reads. */
export const LEAVES = {
  sql: {
    'identity/**': 'as whom it signs in elsewhere',
    ...leaving(
      'its edition and price',
      'sqlImageOffer sqlServerLicenseType sqlManagement leastPrivilegeMode sqlImageSku osType',
    ),
    ...leaving(
      'copies within a group of machines: each is a resource of its own',
      'sqlVirtualMachineGroupResourceId wsfcDomainCredentials/** wsfcStaticIp',
    ),
    ...leaving(
      'when it is updated',
      'autoPatchingSettings/** enableAutomaticUpgrade additionalVmPatch',
    ),
    ...leaving(
      'what automatic backups are of, and when they begin: what is demanded of them is read',
      'autoBackupSettings/enableEncryption autoBackupSettings/storageAccountUrl autoBackupSettings/storageContainerName autoBackupSettings/backupSystemDbs autoBackupSettings/daysOfWeek autoBackupSettings/fullBackupStartTime autoBackupSettings/fullBackupWindowHours',
    ),
    ...leaving('which vault it may ask for keys', 'keyVaultCredentialSettings/**'),
    ...leaving(
      'how it works',
      'serverConfigurationsManagementSettings/sqlConnectivityUpdateSettings/port serverConfigurationsManagementSettings/sqlWorkloadTypeUpdateSettings/** serverConfigurationsManagementSettings/sqlStorageUpdateSettings/** serverConfigurationsManagementSettings/additionalFeaturesServerConfigurations/** serverConfigurationsManagementSettings/sqlInstanceSettings/** serverConfigurationsManagementSettings/azureAdAuthenticationSettings/** storageConfigurationSettings/**',
    ),
    ...leaving('how it fares', 'troubleshootingStatus/** assessmentSettings/**'),
    ...leaving('as whom it acts', 'virtualMachineIdentitySettings/**'),
  },
} as const;
