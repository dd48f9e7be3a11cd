import { type Service, storageOf } from '../../harness/estates.ts';
import {
  answering,
  changed,
  type MatrixRow,
  made,
  moreDaysThan,
  set,
  without,
} from './breakage.ts';

const ACCOUNT = 'Microsoft.Storage/storageAccounts';

function blobs(days: number): Readonly<Record<string, unknown>> {
  const earliest = new Date(Date.now() - days * 86_400_000).toISOString();
  return {
    isVersioningEnabled: true,
    changeFeed: { enabled: true },
    deleteRetentionPolicy: { enabled: true, days: 40, allowPermanentDelete: false },
    containerDeleteRetentionPolicy: { enabled: true, days: 40 },
    restorePolicy: {
      enabled: true,
      days,
      lastEnabledTime: '2025-01-01T00:00:00.000Z',
      minRestoreTime: earliest,
    },
  };
}

const restoreDays = (service: Service): number => (service.document === 'visma-severa' ? 30 : 14);

function account(location: string): unknown {
  return {
    location,
    kind: 'StorageV2',
    sku: { name: 'Standard_GRS' },
    properties: { minimumTlsVersion: 'TLS1_2', supportsHttpsTrafficOnly: true },
  };
}

const elsewhere = (location: string, pair: string): MatrixRow => ({
  title: `A storage account is made in ${location}`,
  resourceType: ACCOUNT,
  in: (service) => {
    const resource = storageOf(service, `${service.storage}new`);
    return {
      ...made(
        [
          { id: resource, body: account(location) },
          {
            id: `${resource}/blobServices/default`,
            body: {
              properties: {
                ...blobs(restoreDays(service)),
                restorePolicy: newRestorePolicy(service),
              },
            },
          },
        ],
        [
          { check: 'resource-location', resource, when: without(location) },
          { check: 'storage-secondary-location', resource, when: without(location, pair) },
          { check: 'storage-regional-redundancy', resource, when: without(location, pair) },
          { check: 'storage-backup-separation', resource, when: without(pair) },
        ],
      ),
    };
  },
});

/** Of an account that was made just now: it can be restored since then. */
function newRestorePolicy(service: Service): Readonly<Record<string, unknown>> {
  const now = new Date().toISOString();
  return { enabled: true, days: restoreDays(service), lastEnabledTime: now, minRestoreTime: now };
}

/** Storage accounts and their blob services. */
export const STORAGE_ROWS: readonly MatrixRow[] = [
  ...['TLS1_0', 'TLS1_1'].map(
    (version): MatrixRow => ({
      title: `Storage account accepts ${version}`,
      resourceType: ACCOUNT,
      in: (service) =>
        changed(
          storageOf(service),
          { properties: { minimumTlsVersion: version } },
          { properties: { minimumTlsVersion: 'TLS1_2' } },
          [{ check: 'storage-minimum-tls', resource: storageOf(service) }],
        ),
    }),
  ),
  {
    title: 'Storage account accepts plain HTTP',
    resourceType: ACCOUNT,
    in: (service) =>
      changed(
        storageOf(service),
        { properties: { supportsHttpsTrafficOnly: false } },
        { properties: { supportsHttpsTrafficOnly: true } },
        [{ check: 'storage-https-only', resource: storageOf(service) }],
      ),
  },
  {
    title: 'A service of a storage account is not encrypted',
    resourceType: ACCOUNT,
    in: (service) => {
      const encryption = (enabled: boolean): unknown => ({
        properties: {
          encryption: {
            keySource: 'Microsoft.Storage',
            services: {
              blob: { enabled, keyType: 'Account' },
              file: { enabled: true, keyType: 'Account' },
            },
          },
        },
      });
      return changed(storageOf(service), encryption(false), encryption(true), [
        { check: 'storage-encryption-at-rest', resource: storageOf(service) },
      ]);
    },
  },
  {
    title: 'Storage account keeps one region only',
    resourceType: ACCOUNT,
    in: (service) => {
      const resource = storageOf(service);
      return changed(
        resource,
        { sku: { name: 'Standard_ZRS' } },
        { sku: { name: 'Standard_GZRS' } },
        ['storage-geo-redundant', 'storage-regional-redundancy', 'storage-backup-separation'].map(
          (check) => ({
            check,
            resource,
          }),
        ),
      );
    },
  },
  {
    title: 'Point-in-time restore of blobs is off',
    resourceType: ACCOUNT,
    in: (service) =>
      set(
        `${storageOf(service)}/blobServices/default`,
        { ...blobs(restoreDays(service)), restorePolicy: { enabled: false } },
        blobs(restoreDays(service)),
        [{ check: 'storage-blob-point-in-time-restore', resource: storageOf(service) }],
      ),
  },
  {
    title: 'Blobs can be restored for 13 days',
    resourceType: ACCOUNT,
    in: (service) =>
      set(`${storageOf(service)}/blobServices/default`, blobs(13), blobs(restoreDays(service)), [
        {
          check: 'storage-blob-point-in-time-restore',
          resource: storageOf(service),
          when: moreDaysThan(13),
        },
      ]),
  },
  elsewhere('eastus', 'westus'),
  elsewhere('uksouth', 'ukwest'),
  {
    title: 'The second copies of storage accounts are in the United States',
    resourceType: ACCOUNT,
    in: (service) =>
      answering(
        '/providers/Microsoft.Storage/storageAccounts?',
        'properties.secondaryLocation',
        'eastus',
        accountsOf(service).flatMap((resource) =>
          [
            'storage-secondary-location',
            'storage-regional-redundancy',
            'storage-backup-separation',
          ].map((check) => ({ check, resource, when: without('eastus') })),
        ),
      ),
  },
  {
    title: 'Blobs are replicated to an account in the United States',
    resourceType: ACCOUNT,
    in: (service) => {
      const elsewhereRow = elsewhere('eastus', 'westus').in(service);
      const resource = storageOf(service);
      const policy = `${resource}/objectReplicationPolicies/away`;
      const there = made(
        [
          {
            id: policy,
            body: {
              properties: {
                sourceAccount: resource,
                destinationAccount: storageOf(service, `${service.storage}new`),
                rules: [{ ruleId: 'r1', sourceContainer: 'a', destinationContainer: 'b' }],
              },
            },
          },
        ],
        [{ check: 'storage-object-replication-location', resource, when: without('eastus') }],
      );
      return {
        break: [...(elsewhereRow?.break ?? []), ...(there.break ?? [])],
        mend: [...(there.mend ?? []), ...(elsewhereRow?.mend ?? [])],
        expected: [...(elsewhereRow?.expected ?? []), ...there.expected],
      };
    },
  },
];

function accountsOf(service: Service): readonly string[] {
  const base = service.storage.replace(/prod$/u, '');
  const names = [`${base}prod`, `${base}docs`, ...(base === 'stflex' ? [`${base}media`] : [])];
  return names.map((name) => storageOf(service, name));
}
