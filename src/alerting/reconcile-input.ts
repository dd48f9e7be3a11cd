import type { Alert } from '#domain/alert.ts';
import type { Change } from '#domain/change.ts';
import type { Instant } from '#domain/instant.ts';
import type { ClaimResult, ScanMode, SubscriptionResult } from '#domain/scan.ts';

/** What a scan found, and the alerts that were open before it. */
export interface ReconcileInput {
  readonly scanId: string;
  readonly mode: ScanMode;
  /**
   * The scan covered everything that is configured. In a scan of a part (some claims, some subscriptions), what is not mentioned
   * proves nothing, so it ends no blindness.
   */
  readonly whole: boolean;
  /** The scan's instant. */
  readonly at: Instant;
  /** Every open alert. */
  readonly open: readonly Alert[];
  /** With all findings that stand now, also those that were carried forward; `since` and authors filled in by the comparison. */
  readonly claims: readonly ClaimResult[];
  readonly changes: readonly Change[];
  readonly subscriptions: readonly SubscriptionResult[];
  /**
   * Claims (`claimKey`) that nothing can verify as long as the configuration stays as it is: no such check, no such measure, no
   * address. `posture validate` tells of them and every result shows them; nobody is woken for them.
   */
  readonly unverifiable: ReadonlySet<string>;
}
