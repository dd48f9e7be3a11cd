import type { Change } from '#domain/change.ts';
import type { FactOf } from '#domain/fact-words.ts';
import type { ChangeAuthor, Finding } from '#domain/finding.ts';
import type { Absent } from '#domain/finding-end.ts';
import type { Instant } from '#domain/instant.ts';
import type { ClaimResult, ScanMode, SubscriptionResult } from '#domain/scan.ts';

/** What a scan found. */
export interface ReconcileInput {
  readonly scanId: string;
  /** When the scan began; absent: no scan did. */
  readonly startedAt?: Instant;
  readonly mode: ScanMode;
  /** Everything was read since then, by this scan and those before it; absent or null: something still has to be. */
  readonly readAllSince?: Instant | null;
  /** What was read of some subscriptions while the scan goes on: only violations follow from it, the rest from the whole. */
  readonly isPart?: true;
  /**
   * The scan covered everything that is configured. In a scan of a part (some claims, some subscriptions), what is not mentioned
   * proves nothing, so it ends no blindness.
   */
  readonly whole: boolean;
  /** With all findings that stand now, also those that were carried forward; `since` and authors filled in by the comparison. */
  readonly claims: readonly ClaimResult[];
  readonly changes: readonly Change[];
  readonly subscriptions: readonly SubscriptionResult[];
  /**
   * Claims (`claimKey`) that nothing can verify as long as the configuration stays as it is: no such check, no such measure, no
   * address. `posture validate` tells of them and every result shows them; nobody is woken for them.
   */
  readonly unverifiable: ReadonlySet<string>;
  /** Who took a finding's resource out of the scope, by Azure's records; absent: nobody can say. */
  readonly whoTookOut?: (finding: Finding) => ChangeAuthor | null;
  /** Why a finding that is not among those of the scan is not; absent: nobody can say. `unseen`: it could not be looked for. */
  readonly absentBecause?: (finding: Finding) => Absent | 'unseen';
}

/** A scan with what else bears on its alerts. */
export interface SeenScan extends ReconcileInput {
  readonly at: Instant;
  /** What a second reading said, by `findingKey`; see `DecideInput`. */
  readonly confirmed: ReadonlyMap<string, boolean>;
  /** The claim (its id) whose violations are no matter for an alert. */
  readonly canary: string | null;
  /** The words for a violation. */
  readonly factOf: FactOf;
}
