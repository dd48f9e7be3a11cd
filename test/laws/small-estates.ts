import type { EstateInput, ResourceSpec } from '#simulator/estate/schema.ts';
import { FLEX } from '../harness/estates.ts';
import { keyVault, PLATFORM, recoveryVault } from './small-vaults.ts';

/** An estate of one kind of resource, small enough to be scanned a thousand times, as it should be and as it should not. */
export interface SmallKind {
  readonly name: string;
  readonly good: EstateInput;
  readonly bad: EstateInput;
  /** The addresses that are its own: what every scan asks alike is spoiled with one kind only. */
  readonly isRead: (address: string) => boolean;
}

const LONG_TERM = {
  weeklyRetention: 'P5W',
  monthlyRetention: 'P2M',
  yearlyRetention: 'P1Y',
  weekOfYear: 1,
};
const OFF = {
  weeklyRetention: 'PT0S',
  monthlyRetention: 'PT0S',
  yearlyRetention: 'PT0S',
  weekOfYear: 0,
};

function estate(location: string, resources: readonly ResourceSpec[]): EstateInput {
  return {
    backupRedundancyLagSeconds: 0,
    subscriptions: [
      {
        id: FLEX.subscription,
        displayName: 'Small',
        resourceGroups: [{ name: 'rg', location, resources: [...resources] }],
      },
      PLATFORM,
    ],
  };
}

function server(name: string, more: Partial<ResourceSpec>): ResourceSpec {
  return { type: 'Microsoft.Sql/servers', name, ...more };
}

const database = (isGood: boolean): ResourceSpec => ({
  name: 'orders',
  sku: { name: 'GP_Gen5', tier: 'GeneralPurpose', family: 'Gen5', capacity: 2 },
  properties: isGood ? {} : { requestedBackupStorageRedundancy: 'Local' },
  settings: {
    transparentDataEncryption: { state: isGood ? 'Enabled' : 'Disabled' },
    backupShortTermRetentionPolicies: isGood
      ? { retentionDays: 35, diffBackupIntervalInHours: 12 }
      : { retentionDays: 3, diffBackupIntervalInHours: 24 },
    backupLongTermRetentionPolicies: isGood ? LONG_TERM : OFF,
  },
  ...(isGood ? {} : { simulated: { newestBackup: 'P5D', longTermBackups: false } }),
});

const instance = (isGood: boolean): ResourceSpec => ({
  type: 'Microsoft.Sql/managedInstances',
  name: 'mi',
  properties: {
    minimalTlsVersion: isGood ? '1.2' : '1.0',
    ...(isGood ? {} : { requestedBackupStorageRedundancy: 'Local' }),
  },
  children: {
    databases: [
      {
        name: 'ledger',
        settings: {
          transparentDataEncryption: { state: isGood ? 'Enabled' : 'Disabled' },
          backupShortTermRetentionPolicies: { retentionDays: isGood ? 35 : 3 },
          backupLongTermRetentionPolicies: isGood ? LONG_TERM : OFF,
        },
        ...(isGood ? {} : { simulated: { newestBackup: 'P5D', longTermBackups: false } }),
      },
    ],
  },
});

const account = (
  name: string,
  isGood: boolean,
  more: Partial<ResourceSpec> = {},
): ResourceSpec => ({
  type: 'Microsoft.Storage/storageAccounts',
  name,
  sku: { name: isGood ? 'Standard_GZRS' : 'Standard_LRS' },
  properties: isGood
    ? { minimumTlsVersion: 'TLS1_2', supportsHttpsTrafficOnly: true }
    : {
        minimumTlsVersion: 'TLS1_0',
        supportsHttpsTrafficOnly: false,
        encryption: {
          keySource: 'Microsoft.Storage',
          services: {
            blob: { enabled: false, keyType: 'Account' },
            file: { enabled: true, keyType: 'Account' },
          },
        },
      },
  settings: {
    blobServices: {
      isVersioningEnabled: true,
      changeFeed: { enabled: true },
      deleteRetentionPolicy: { enabled: true, days: 40, allowPermanentDelete: false },
      restorePolicy: isGood
        ? { enabled: true, days: 30, lastEnabledTime: '-P300D', minRestoreTime: '-P30D' }
        : { enabled: false },
    },
  },
  ...more,
});

const REPLICATION: ResourceSpec = {
  name: 'copy',
  properties: {
    sourceAccount: 'stone',
    destinationAccount: 'sttwo',
    rules: [{ ruleId: 'r1', sourceContainer: 'a', destinationContainer: 'b' }],
  },
};

const accounts = (isGood: boolean): readonly ResourceSpec[] => [
  account('stone', isGood, { children: { objectReplicationPolicies: [REPLICATION] } }),
  account('sttwo', isGood, isGood ? {} : { sku: { name: 'Standard_GRS' } }),
];

const HOME = 'swedencentral';
const AWAY = 'eastus';

const pairOf = (isGood: boolean): EstateInput =>
  estate(isGood ? HOME : AWAY, [
    server('one', {
      properties: { minimalTlsVersion: '1.2' },
      failoverGroups: [{ name: 'fog', partner: 'two', databases: ['orders'] }],
      children: { databases: [database(isGood)] },
    }),
    server('two', {
      location: isGood ? 'swedensouth' : 'westus',
      properties: { minimalTlsVersion: '1.2' },
    }),
  ]);

const alone = (isGood: boolean): EstateInput =>
  estate(isGood ? HOME : AWAY, [
    server('one', {
      properties: { minimalTlsVersion: isGood ? '1.2' : '1.0' },
      children: { databases: [database(isGood)] },
    }),
  ]);

/** What is below a resource provider: not the lists of subscriptions, groups, resources, regions, permissions. */
const isOfProvider = (address: string): boolean =>
  /\/providers\/Microsoft\.(Sql|Storage|KeyVault|RecoveryServices|OperationalInsights)\//u.test(
    address,
  );

const kind = (
  name: string,
  resources: (isGood: boolean) => readonly ResourceSpec[],
  isRead: (address: string) => boolean = isOfProvider,
): SmallKind => ({
  name,
  good: estate(HOME, resources(true)),
  bad: estate(AWAY, resources(false)),
  isRead,
});

/** Every kind of resource that the checks judge. */
export const SMALL_KINDS: readonly SmallKind[] = [
  { name: 'SQL server', good: alone(true), bad: alone(false), isRead: isOfProvider },
  {
    name: 'SQL servers in a failover group',
    good: pairOf(true),
    bad: pairOf(false),
    isRead: (address) =>
      /\/servers\/one\/(replicationLinks|failoverGroups|databases)\?/u.test(address),
  },
  kind('managed instance', (isGood) => [instance(isGood)]),
  kind('storage accounts', accounts, () => true),
  kind('key vault', (isGood) => [keyVault(isGood)]),
  kind('Recovery Services vault', (isGood) => [recoveryVault(isGood)]),
];
