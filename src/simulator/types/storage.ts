import { badRequest } from '../arm/errors.ts';
import { pairOf } from '../arm/regions.ts';
import type { Resource } from '../estate/resource.ts';
import { type Json, memberOf, textOr } from '../json.ts';
import { givenOver, type ResourceType } from './resource-type.ts';
import { fileShareType, queueType, tableType } from './storage-contents.ts';
import {
  blobService,
  fileService,
  managementPolicy,
  queueService,
  skuOf,
  tableService,
} from './storage-services.ts';

/** What clients are known to send; the provider accepts every one of them for all its types. 2026-09-01 is @azure/arm-storage 21's. */
const VERSIONS = [
  '2017-10-01',
  '2018-07-01',
  '2019-04-01',
  '2019-06-01',
  '2021-02-01',
  '2021-04-01',
  '2021-09-01',
  '2022-05-01',
  '2022-09-01',
  '2023-01-01',
  '2023-04-01',
  '2023-05-01',
  '2024-01-01',
  '2025-01-01',
  '2025-06-01',
  '2025-08-01',
  '2026-04-01',
  '2026-09-01',
];

/** Redundancy with a copy in the paired region. */
function isGeo(account: Resource): boolean {
  return /_(RA)?GZ?RS$/.test(String(skuOf(account)['name']));
}

/** When the copy in the pair was last in step; only with `$expand=geoReplicationStats`. */
export function geoReplicationStats(account: Resource, now: Date): Json | undefined {
  if (!isGeo(account)) return undefined;
  const lastSync = new Date(now.getTime() - 5 * 60_000);
  return {
    status: 'Live',
    lastSyncTime: lastSync.toISOString(),
    canFailover: true,
    canPlannedFailover: true,
    postFailoverRedundancy: 'Standard_LRS',
    postPlannedFailoverRedundancy: skuOf(account)['name'],
  };
}

/** A storage account. A minimum TLS version that nobody wrote is not answered, as for real old accounts. */
export const storageAccount: ResourceType = {
  type: 'Microsoft.Storage/storageAccounts',
  isTracked: true,
  versions: VERSIONS,
  settings: [blobService, fileService, tableService, queueService, managementPolicy],
  pageSize: 100,
  compose: (account) => {
    const created = account.created.toISOString();
    const service = { keyType: 'Account', enabled: true, lastEnabledTime: created };
    const host = (name: string): string => `https://${account.name}.${name}.core.windows.net/`;
    const pair = isGeo(account) ? pairOf(account.location) : undefined;
    const properties: Json = {
      keyCreationTime: { key1: created, key2: created },
      privateEndpointConnections: [],
      networkAcls: {
        resourceAccessRules: [],
        bypass: 'AzureServices',
        virtualNetworkRules: [],
        ipRules: [],
        defaultAction: 'Allow',
      },
      supportsHttpsTrafficOnly: true,
      encryption: { services: { file: service, blob: service }, keySource: 'Microsoft.Storage' },
      accessTier: 'Hot',
      provisioningState: 'Succeeded',
      creationTime: created,
      primaryEndpoints: { blob: host('blob'), file: host('file'), dfs: host('dfs') },
      primaryLocation: account.location,
      statusOfPrimary: 'available',
      ...(pair === undefined ? {} : { secondaryLocation: pair, statusOfSecondary: 'available' }),
    };
    const composed = givenOver(
      account,
      { location: account.location, kind: 'StorageV2', tags: {} },
      properties,
    );
    return { ...composed, sku: skuOf(account) };
  },
  check: (account) => {
    const tls = memberOf(account.given, 'properties')['minimumTlsVersion'];
    if (tls === undefined || /^TLS1_[0-3]$/.test(textOr(tls, ''))) return undefined;
    return badRequest('InvalidValuesForRequestParameters', 'minimumTlsVersion is invalid.');
  },
};

/** An encryption scope of an account. */
export const encryptionScope: ResourceType = {
  type: 'Microsoft.Storage/storageAccounts/encryptionScopes',
  isTracked: false,
  versions: VERSIONS,
  settings: [],
  pageSize: 100,
  compose: (scope) =>
    givenOver(
      scope,
      {},
      {
        source: 'Microsoft.Storage',
        state: 'Enabled',
        creationTime: scope.created.toISOString(),
        lastModifiedTime: scope.changed.toISOString(),
      },
    ),
};

/** A policy that copies blobs to another account, wherever that is. */
export const objectReplicationPolicy: ResourceType = {
  type: 'Microsoft.Storage/storageAccounts/objectReplicationPolicies',
  isTracked: false,
  versions: VERSIONS,
  settings: [],
  pageSize: 100,
  compose: (policy) =>
    givenOver(policy, {}, { policyId: policy.name, enabledTime: policy.created.toISOString() }),
};

/** What lies in an account's services; nobody lists blobs here. */
export const fileShare = fileShareType(VERSIONS);
export const table = tableType(VERSIONS);
export const queue = queueType(VERSIONS);
