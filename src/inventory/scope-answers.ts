import type { Instant } from '#domain/instant.ts';
import type { Digest, Member, Reading } from '#domain/reading.ts';
import type { ResourceId } from '#domain/resource-id.ts';
import type { Problem, ScanMode } from '#domain/scan.ts';
import type { InventoryResource } from './inventory-resource.ts';

/** A resource with what scope rules look at and the answers that show it exists. */
export interface InventoryEntry {
  readonly resource: InventoryResource;
  /** Tags of its resource group. */
  readonly groupTags: Readonly<Record<string, string>>;
  readonly evidence: readonly Digest[];
  /** Where in them its row stands. */
  readonly at?: readonly Member[];
  /** Milliseconds since the epoch. */
  readonly readAt: number;
}

export interface SubscriptionInventory {
  /** Lower case. */
  readonly id: string;
  readonly name: string | null;
  /**
   * `complete`: every page was read, both counts agree (or each difference was explained by a direct read), and the identity's
   * permissions cover reading everything, so that an empty list means that there is nothing.
   */
  readonly status: 'complete' | 'partial' | 'unreadable';
  readonly entries: readonly InventoryEntry[];
  readonly problems: readonly Problem[];
  readonly readAt: number;
}

/** A write that Azure recorded. */
export interface ObservedChange {
  /** The resource or child setting that was written, as Azure names it. */
  readonly resourceId: ResourceId;
  readonly kind: 'create' | 'update' | 'delete' | 'unknown';
  readonly at: Instant;
  readonly by: string;
  readonly byType: string | null;
  readonly client: string | null;
  readonly operation: string | null;
  readonly correlationId: string | null;
  /** Property path → before and after, where Azure says so. */
  readonly values: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;
  readonly source: 'resourcechanges' | 'activity-log';
  readonly evidence: readonly Digest[];
}

/** Which part of Azure a scan looks at. Both absent: every visible subscription. */
export interface SubscriptionSelector {
  readonly subscriptions?: readonly string[];
  readonly managementGroups?: readonly string[];
}

/** Reads what is there, before any fact about it. */
export interface ScopeReader {
  /** Signs in; throws an AzureAccessError when nothing at all can be read (exit status 4). Answers with the tenant, where known. */
  connect(signal: AbortSignal): Promise<{
    readonly tenantId: string | null;
    /** How far Azure's clock is ahead of ours, milliseconds; absent where it does not say. */
    readonly azureOffsetMs?: number;
  }>;
  /** Ids (lower case) of the selected subscriptions. One that was named but is not visible is listed too, and then unreadable. */
  subscriptions(
    selector: SubscriptionSelector,
    signal: AbortSignal,
  ): Promise<{
    readonly ids: readonly string[];
    /** A management group that could not be read: what hangs below it is not known. */
    readonly problems: readonly Problem[];
  }>;
  /**
   * Begins to read what each subscription holds, by its id in lower case; none waits for another one. `incremental`: Resource Graph
   * only; `full`: counted twice. Never rejects for what Azure can be expected to do.
   */
  inventories(
    subscriptionIds: readonly string[],
    mode: ScanMode,
    signal: AbortSignal,
  ): ReadonlyMap<string, Promise<SubscriptionInventory>>;
  /** Reads one resource directly, past Resource Graph: to see with certainty that it is there or gone (`NotFound`). */
  resource(resourceId: ResourceId, signal: AbortSignal): Promise<Reading<InventoryEntry>>;
  /**
   * What was written in each of these subscriptions after `since`, by its id in lower case, from resourcechanges and the activity log.
   * Each can be waited for by itself: a slow one holds up no other.
   */
  changes(
    subscriptionIds: readonly string[],
    since: Instant,
    signal: AbortSignal,
  ): ReadonlyMap<string, Promise<Reading<readonly ObservedChange[]>>>;
}
