import { givenOver, type ResourceType } from './resource-type.ts';

/** What lies in the services of a storage account, written below the account in an estate: `fileServices/shares`. */
function contents(versions: readonly string[], type: string): Omit<ResourceType, 'compose'> {
  return {
    type: `Microsoft.Storage/storageAccounts/${type}`,
    isTracked: false,
    versions,
    settings: [],
    pageSize: 100,
  };
}

/** A file share; the members are those of recorded ones. */
export function fileShareType(versions: readonly string[]): ResourceType {
  return {
    ...contents(versions, 'fileServices/shares'),
    compose: (share) =>
      givenOver(
        share,
        { etag: `"0x${share.changed.getTime().toString(16).toUpperCase()}"` },
        {
          leaseStatus: 'unlocked',
          leaseState: 'available',
          accessTier: 'TransactionOptimized',
          accessTierChangeTime: share.created.toISOString(),
          lastModifiedTime: share.changed.toISOString(),
          shareQuota: 102_400,
          enabledProtocols: 'SMB',
        },
      ),
  };
}

export function tableType(versions: readonly string[]): ResourceType {
  return {
    ...contents(versions, 'tableServices/tables'),
    compose: (table) => givenOver(table, {}, { tableName: table.name }),
  };
}

export function queueType(versions: readonly string[]): ResourceType {
  return {
    ...contents(versions, 'queueServices/queues'),
    compose: (queue) => givenOver(queue, {}, { metadata: {} }),
  };
}
