import type { Alert } from './alert.ts';
import type { Change, ClaimChange } from './change.ts';
import type { Instant } from './instant.ts';
import type { Outbox, OutboxMessage } from './outbox-message.ts';
import type { RecordedClaim, RecordedFinding, ResourceUpdate } from './recorded.ts';
import type { ResourceId } from './resource-id.ts';
import type { ScanMode, ScanResult } from './scan.ts';
import type { ClaimStatus, FindingStatus } from './status.ts';

/** A scan as the state keeps it: its result without the findings. */
export interface RecordedScan {
  readonly id: string;
  readonly mode: ScanMode;
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
  /** Whether it covered everything that is configured. */
  readonly whole: boolean;
  readonly scan: ScanResult['scan'];
  readonly documents: ScanResult['documents'];
  readonly summary: ScanResult['summary'];
}

/** Everything that one scan changes; recorded together or not at all. */
export interface ScanRecord {
  readonly scan: RecordedScan;
  readonly resources: readonly ResourceUpdate[];
  readonly claims: readonly RecordedClaim[];
  /** Claims that are no longer made. */
  readonly retiredClaims: readonly { readonly document: string; readonly claim: string }[];
  readonly changes: readonly Change[];
  readonly claimChanges: readonly ClaimChange[];
  /** Alerts that are new or differ from the recorded ones. */
  readonly alerts: readonly Alert[];
  readonly messages: readonly OutboxMessage[];
  /** Named places up to which something was read, e.g. the change feed of a subscription. */
  readonly watermarks: Readonly<Record<string, Instant>>;
}

/** A run that its schedule demanded and that did not take place. */
export interface MissedRun {
  readonly schedule: string;
  readonly due: Instant;
  readonly noticedAt: Instant;
  readonly reason: string;
}

/** A stretch of time in one status. */
export interface StatusPeriod<S> {
  readonly status: S;
  readonly from: Instant;
  /** null: still so. */
  readonly until: Instant | null;
}

export interface ClaimHistory {
  readonly periods: readonly (StatusPeriod<ClaimStatus> & { readonly reason: string | null })[];
  /** Of its findings, newest first. */
  readonly changes: readonly Change[];
}

export interface ResourceHistory {
  readonly findings: readonly RecordedFinding[];
  readonly periods: readonly (StatusPeriod<FindingStatus> & {
    readonly document: string;
    readonly claim: string;
    readonly check: string;
  })[];
  /** Newest first. */
  readonly changes: readonly Change[];
}

/** What may be asked of the state, also while another process writes it. */
export interface StateReader {
  /** Findings of one resource, whatever the case of its id. */
  findingsOf(resourceId: ResourceId): Promise<readonly RecordedFinding[]>;
  /** Ids of all known resources, as Azure wrote them. */
  resourceIds(): Promise<readonly ResourceId[]>;
  claims(): Promise<readonly RecordedClaim[]>;
  openAlerts(): Promise<readonly Alert[]>;
  /** Newest first, the open ones among them. */
  recentAlerts(limit: number): Promise<readonly Alert[]>;
  /** Newest first. */
  scans(limit: number): Promise<readonly RecordedScan[]>;
  /** Newest first. */
  missedRuns(limit: number): Promise<readonly MissedRun[]>;
  watermark(name: string): Promise<Instant | undefined>;
  claimHistory(document: string, claim: string, limit: number): Promise<ClaimHistory>;
  resourceHistory(resourceId: ResourceId, limit: number): Promise<ResourceHistory>;
  close(): void;
}

/** The state, held by its only writer. Throws a StoreError for what cannot go on; nothing was written then. */
export interface StateStore extends StateReader {
  /** One transaction. A scan that was recorded before changes nothing and answers `already-recorded`. */
  recordScan(record: ScanRecord): Promise<'recorded' | 'already-recorded'>;
  recordMissedRun(run: MissedRun): Promise<void>;
  /** Forgets finished history older than `before`: scans, changes, resolved alerts, finished messages. Answers how many rows. */
  prune(before: Instant): Promise<number>;
  readonly outbox: Outbox;
}
