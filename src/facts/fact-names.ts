import type { AvailabilityFacts } from './availability.ts';
import type { InventoryResource } from '#inventory/inventory-resource.ts';
import type { KeyVaultFacts } from './key-vault-facts.ts';
import type { RecoveryServicesFacts } from './recovery-services-facts.ts';
import type { RegionFacts } from './region-facts.ts';
import type { ScopeSummary } from './scope-summary.ts';
import type { SqlFacts } from './sql-facts.ts';
import type { StorageFacts } from './storage-facts.ts';

/** Every fact by name. One file per fact in this folder holds its schema; one file per fact in `collectors` reads it. */
export interface Facts
  extends SqlFacts,
    StorageFacts,
    KeyVaultFacts,
    RecoveryServicesFacts,
    RegionFacts,
    AvailabilityFacts {
  /** The inventory's own row: needs no request of its own. */
  resource: InventoryResource;
  /** Counted by us from the inventory, per statement and subscription. */
  scopeSummary: ScopeSummary;
}

export type FactName = keyof Facts;
