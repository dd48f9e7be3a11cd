import { type Service, storageOf } from '../../harness/estates.ts';
import { changed, type MatrixRow, moreDaysThan, set } from './breakage.ts';

const ACCOUNT = 'Microsoft.Storage/storageAccounts';

/** A blob service with point-in-time restore over so many days. */
export function blobs(days: number): Readonly<Record<string, unknown>> {
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

/** True for uses that are narrowed to no kinds of data, or to blobs among others. */
const speaksOfBlobs = ({ of }: Readonly<Record<string, unknown>>): boolean =>
  of === undefined || (Array.isArray(of) && of.includes('blobs'));

/** Days of restore that the service's statement claims of blobs. */
export const restoreDays = (service: Service): number =>
  service.document === 'visma-severa' ? 30 : 14;

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
          [{ check: 'encryption-in-transit', resource: storageOf(service) }],
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
        [{ check: 'encryption-in-transit', resource: storageOf(service) }],
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
        { check: 'encryption-at-rest', resource: storageOf(service) },
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
        ['geo-redundant-backup', 'regional-redundancy'].map((check) => ({
          check,
          resource,
        })),
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
        ['backup-recent', 'backup-interval', 'backup-retention'].map((check) => ({
          check,
          resource: storageOf(service),
          when: speaksOfBlobs,
        })),
      ),
  },
  {
    title: 'Blobs can be restored for 13 days',
    resourceType: ACCOUNT,
    in: (service) =>
      set(`${storageOf(service)}/blobServices/default`, blobs(13), blobs(restoreDays(service)), [
        {
          check: 'backup-retention',
          resource: storageOf(service),
          when: (parameters) => speaksOfBlobs(parameters) && moreDaysThan(13)(parameters),
        },
      ]),
  },
];
