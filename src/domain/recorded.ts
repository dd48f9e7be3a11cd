import type { ChangeAuthor, Finding } from './finding.ts';
import type { Instant } from './instant.ts';
import type { Digest, Member } from './reading.ts';
import type { ResourceId } from './resource-id.ts';
import type { ClaimStatus, FindingStatus } from './status.ts';

/** What was known of a finding before it became unreadable, so that blindness is neither a new violation nor a mending. */
export interface LastRead {
  readonly status: Exclude<FindingStatus, 'unknown'>;
  readonly observed: unknown;
  readonly since: Instant | null;
  readonly changedBy: ChangeAuthor | null;
}

/** A finding as the state remembers it. */
export interface RecordedFinding {
  readonly finding: Finding;
  /** Only while `finding` is unknown and was once readable; null otherwise. */
  readonly lastRead: LastRead | null;
  /**
   * The checks of an older version by which it was last read, in whose form what was observed still is; absent once it was read by its
   * own. The two forms cannot be compared, only what they come to.
   */
  readonly formerly?: readonly string[];
}

/** A claim's status as the state remembers it. */
export interface RecordedClaim {
  readonly document: string;
  readonly claim: string;
  readonly status: ClaimStatus;
  readonly since: Instant;
  readonly reason: string | null;
  /** Since when it is broken; kept while it is unverified after having been broken, null otherwise. */
  readonly brokenSince: Instant | null;
}

/** What one scan says of one resource, reduced to what the state must write. */
export interface ResourceUpdate {
  readonly resourceId: ResourceId;
  /** Findings that are new or differ from the recorded ones in more than when they were read. */
  readonly changed: readonly RecordedFinding[];
  /** Keys (`findingKey`) of findings that no longer exist. */
  readonly removed: readonly string[];
  /** For every finding that remains: when it was read, the answers that it rests on, and their members that decided. */
  readonly readings: readonly FindingReading[];
}

export interface FindingReading {
  /** `findingKey` of the finding. */
  readonly key: string;
  readonly readAt: Instant;
  readonly evidence: readonly Digest[];
  readonly readFrom?: readonly Member[];
}
