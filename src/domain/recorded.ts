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

/** How many findings of one status a question of a claim has. */
export interface FindingCount {
  readonly document: string;
  readonly claim: string;
  readonly check: string;
  readonly status: FindingStatus;
  readonly count: number;
}

/** A finding that is a figure, by which a claim's own is worked out. */
export interface StandingFigure
  extends Pick<Finding, 'document' | 'claim' | 'check' | 'status' | 'reason'> {
  readonly observed: number;
}

/** What is said of a resource that keeps every promise, so far as it can be gone by without looking at its findings. */
export interface Standing {
  /** Of many resources the same, and then one list for all of them. */
  readonly counts: readonly FindingCount[];
  readonly figures: readonly StandingFigure[];
  /** Until when it stands if nothing is written. */
  readonly until: Instant;
}

/** What is known of a recorded resource besides its findings. */
export interface KnownResource {
  readonly id: ResourceId;
  /** When the oldest of its answers was read, one that sleeps left out; '' where an older version read it. */
  readonly readSince: Instant;
  readonly hasUnknown: boolean;
  /** null: something of it fails or must be made anew by every scan, so that its findings are to be looked at. */
  readonly standing: Standing | null;
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
  /** What of it can be gone by without these findings; absent: nobody knows, and the next scan looks at them. */
  readonly known?: Omit<KnownResource, 'id'>;
}

export interface FindingReading {
  /** `findingKey` of the finding. */
  readonly key: string;
  readonly readAt: Instant;
  readonly evidence: readonly Digest[];
  readonly readFrom?: readonly Member[];
}
