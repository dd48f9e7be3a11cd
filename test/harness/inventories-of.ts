import type { ScanMode } from '#domain/scan.ts';
import type { ScopeReader, SubscriptionInventory } from '#inventory/scope-answers.ts';

/** What each subscription holds, in the order of `ids`, once all are read. */
export async function inventoriesOf(
  scope: ScopeReader,
  ids: readonly string[],
  mode: ScanMode,
  signal: AbortSignal,
): Promise<readonly SubscriptionInventory[]> {
  return await Promise.all(scope.inventories(ids, mode, signal).values());
}
