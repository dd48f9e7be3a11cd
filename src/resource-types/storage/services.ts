import type { Cell } from '#traits/cell.ts';
import { map, type Said } from '#traits/said.ts';

/** The services of an account, and what its blobs can do. */
export interface Services {
  /**
   * - `restorable`: point-in-time restore can be switched on, or is known to be off (old kinds)
   * - `block`: it has none (premium block blobs); `none`: no blobs at all (premium files)
   */
  readonly blobs: 'restorable' | 'block' | 'none';
  readonly files: boolean;
  readonly tables: boolean;
  readonly queues: boolean;
}

const ALL: Services = { blobs: 'restorable', files: true, tables: true, queues: true };
const BLOBS_ALONE: Services = { blobs: 'restorable', files: false, tables: false, queues: false };

/** Source: Microsoft.Storage/storageAccounts `kind`, 2025-08-01; Azure Storage documentation, "Storage account overview". */
const BY_KIND = {
  storagev2: ALL,
  storage: ALL,
  blobstorage: BLOBS_ALONE,
  blockblobstorage: { ...BLOBS_ALONE, blobs: 'block' },
  filestorage: { blobs: 'none', files: true, tables: false, queues: false },
} as const satisfies Readonly<Record<string, Services>>;

/** Which services an account has, by its kind and tier; not said for a kind that Azure added since. */
export function servicesOf(account: Cell): Said<Services> {
  const sku = account.at('sku/name').text();
  const isPremium = sku.said && /^premium/iu.test(sku.value);
  return map(account.at('kind').oneOf<Services>(BY_KIND), (services) =>
    // A premium account of a general kind holds page blobs and nothing else.
    isPremium && services.blobs === 'restorable' ? BLOBS_ALONE : services,
  );
}

/** The same for what is asked for: of a kind that is not understood everything. */
export function supposedServices(account: Cell): Services {
  const services = servicesOf(account);
  return services.said ? services.value : ALL;
}

/** Why a service is not asked after: an account that lacks it answers 400 `FeatureNotSupportedForAccount`. */
export function withoutBlobs(account: Cell): string | undefined {
  return supposedServices(account).blobs === 'none' ? 'The account has no blob service' : undefined;
}

export function withoutFiles(account: Cell): string | undefined {
  return supposedServices(account).files ? undefined : 'The account has no file service';
}

export function withoutTables(account: Cell): string | undefined {
  return supposedServices(account).tables ? undefined : 'The account has no table service';
}

export function withoutQueues(account: Cell): string | undefined {
  return supposedServices(account).queues ? undefined : 'The account has no queue service';
}
