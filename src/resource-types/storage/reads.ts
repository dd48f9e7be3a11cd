import type { AzureReader } from '#azure/azure-reader.ts';
import { SUBSCRIPTION_TYPE } from '#domain/resource-id.ts';
import type { GroupRead, JoinRead, ListRead } from '../define-read.ts';
import { subscriptionKey } from '../resource-names.ts';
import {
  ACCOUNTS,
  API_VERSION,
  diagnosticSettingsOf,
  listOfAccount,
  settingsOfService,
  whenAlso,
} from './ask-account.ts';
import { underOwnKey } from './encryption.ts';
import { withoutBlobs, withoutFiles, withoutQueues, withoutTables } from './services.ts';
import { accountsOfItem } from './share-backups.ts';

/** All storage accounts of a subscription, with every member that the item has (recorded at 2019-04-01 to 2024-01-01). */
export const account: ListRead = {
  name: 'storageAccount',
  kind: 'list',
  permissions: [`${ACCOUNTS}/read`],
  apiVersion: API_VERSION,
  source: `${ACCOUNTS}: Storage Accounts - List`,
  enumerates: { childType: 'microsoft.storage/storageaccounts', parentType: SUBSCRIPTION_TYPE },
  requestKey: subscriptionKey,
  read: listAccounts,
};

/** The same list as a whole: where object replication leads to may be another of its accounts. The same `read` is asked once. */
export const accounts: GroupRead = {
  name: 'storageAccountPlaces',
  kind: 'group',
  permissions: [`${ACCOUNTS}/read`],
  apiVersion: API_VERSION,
  source: `${ACCOUNTS}: Storage Accounts - List`,
  requestKey: subscriptionKey,
  read: listAccounts,
};

export const blobService = settingsOfService(
  {
    name: 'storageBlobService',
    what: 'blob service',
    type: 'blobServices',
    operation: 'Blob Services - Get Service Properties',
    when: withoutBlobs,
  },
  (storage, { resourceGroup, name }, options) =>
    storage.blobServices.getServiceProperties(resourceGroup, name, options),
);

export const fileService = settingsOfService(
  {
    name: 'storageFileService',
    what: 'file service',
    type: 'fileServices',
    operation: 'File Services - Get Service Properties',
    when: withoutFiles,
  },
  (storage, { resourceGroup, name }, options) =>
    storage.fileServices.getServiceProperties(resourceGroup, name, options),
);

/** Every object replication policy of an account, as source and as destination. */
export const replication = listOfAccount(
  {
    name: 'storageObjectReplication',
    what: 'object replication policies',
    type: 'objectReplicationPolicies',
    operation: 'Object Replication Policies - List',
    when: withoutBlobs,
  },
  (storage, { resourceGroup, name }, options) =>
    storage.objectReplicationPolicies.list(resourceGroup, name, options),
);

export const shares = listOfAccount(
  {
    name: 'storageFileShares',
    what: 'file shares',
    type: 'fileServices/shares',
    operation: 'File Shares - List',
    when: withoutFiles,
  },
  (storage, { resourceGroup, name }, options) =>
    storage.fileShares.list(resourceGroup, name, options),
);

export const tables = listOfAccount(
  {
    name: 'storageTables',
    what: 'tables',
    type: 'tableServices/tables',
    operation: 'Table - List',
    when: withoutTables,
  },
  (storage, { resourceGroup, name }, options) => storage.table.list(resourceGroup, name, options),
);

export const queues = listOfAccount(
  {
    name: 'storageQueues',
    what: 'queues',
    type: 'queueServices/queues',
    operation: 'Queue - List',
    when: withoutQueues,
  },
  (storage, { resourceGroup, name }, options) => storage.queue.list(resourceGroup, name, options),
);

/** What vaults say of an account's file shares: a protected share names the account as its source. */
export const protection: JoinRead = {
  name: 'storageProtectedShares',
  kind: 'join',
  permissions: ['Microsoft.RecoveryServices/vaults/backupProtectedItems/read'],
  apiVersion: '2026-07-01',
  source: 'Microsoft.RecoveryServices/vaults/backupProtectedItems: Backup Protected Items - List',
  requestKey: (id) => id,
  when: withoutFiles,
  ofType: 'microsoft.recoveryservices/vaults',
  rowsOf: 'recoveryVaultProtectedItems',
  idsIn: accountsOfItem,
};

/** The same lists and one more where only the account's own key makes them matter: other accounts are not asked. */
export const tablesUnderOwnKey = whenAlso(tables, underOwnKey);
export const queuesUnderOwnKey = whenAlso(queues, underOwnKey);
export const encryptionScopes = whenAlso(
  listOfAccount(
    {
      name: 'storageEncryptionScopes',
      what: 'encryption scopes',
      type: 'encryptionScopes',
      operation: 'Encryption Scopes - List',
      when: withoutBlobs,
    },
    (storage, { resourceGroup, name }, options) =>
      storage.encryptionScopes.list(resourceGroup, name, options),
  ),
  underOwnKey,
);

export const blobSettings = diagnosticSettingsOf('blobServices', withoutBlobs);
export const fileSettings = diagnosticSettingsOf('fileServices', withoutFiles);
export const tableSettings = diagnosticSettingsOf('tableServices', withoutTables);
export const queueSettings = diagnosticSettingsOf('queueServices', withoutQueues);

function listAccounts(azure: AzureReader, subscriptionId: string, signal: AbortSignal) {
  return azure.pages(
    {
      operation: `storage accounts of subscription ${subscriptionId}`,
      permission: `${ACCOUNTS}/read`,
      signal,
    },
    (clients) => clients.storage(subscriptionId).storageAccounts.list({ abortSignal: signal }),
  );
}
