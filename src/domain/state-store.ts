import type { Alert } from './alert.ts';
import type { Change, ClaimChange } from './change.ts';
import type { ExceptionCover, RecordedAttestation } from './document.ts';
import type { Instant } from './instant.ts';
import type { LogEntry, LogEntryType, RecordedLogEntry } from './log-entry.ts';
import type { HeldNotification, MessageStatus, Outbox, OutboxMessage } from './outbox-message.ts';
import type { RecordedClaim, RecordedFinding, ResourceUpdate } from './recorded.ts';
import type { ResourceId } from './resource-id.ts';
import type { ScanMode, ScanResult } from './scan.ts';
import type { Acknowledgement, Silence } from './silence.ts';
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
  /** The schedules that were in force; absent in what was recorded before they were kept. */
  readonly schedules?: KeptSchedules;
}

/** When runs were due, as node-cron expressions in a time zone. */
export interface KeptSchedules {
  readonly scan: string;
  readonly full: string;
  readonly evidence: string;
  readonly timezone: string;
}

/** Everything that one scan changes; recorded together or not at all. */
export interface ScanRecord {
  readonly scan: RecordedScan;
  readonly resources: readonly ResourceUpdate[];
  readonly claims: readonly RecordedClaim[];
  /** Claims that are no longer made. */
  readonly retiredClaims: readonly { readonly document: string; readonly claim: string }[];
  /** What exceptions were seen to cover first; absent: nothing new. */
  readonly covers?: readonly ExceptionCover[];
  readonly changes: readonly Change[];
  readonly claimChanges: readonly ClaimChange[];
  /** Alerts that are new or differ from the recorded ones. */
  readonly alerts: readonly Alert[];
  readonly messages: readonly OutboxMessage[];
  readonly held: readonly HeldNotification[];
  /** For the evidence log, in this order; the alerts' own entries are made by the store, one per alert that took another state or mute. */
  readonly log: readonly LogEntry[];
  /** Named places up to which something was read, e.g. the change feed of a subscription. */
  readonly watermarks: Readonly<Record<string, Instant>>;
}

/** What one part of a scan changes while the scan goes on; recorded together or not at all. */
export interface PartRecord
  extends Pick<ScanRecord, 'resources' | 'changes' | 'alerts' | 'messages' | 'held'> {
  readonly scanId: string;
  /** When it was decided what follows. */
  readonly at: Instant;
}

/** What follows for the alerts from the passing of time, or from what the monitor sees in itself; recorded together or not at all. */
export interface AlertRecord {
  readonly at: Instant;
  readonly alerts: readonly Alert[];
  readonly messages: readonly OutboxMessage[];
  readonly held: readonly HeldNotification[];
  /** Held notifications (their ids) that are in a digest among `messages`, or that are pointless now. */
  readonly released: readonly string[];
  /** Silences (their ids) of which it was said that they are about to end. */
  readonly warnedSilences: readonly string[];
  readonly log: readonly LogEntry[];
}

/** A part of what follows for the state from checks that are called otherwise now; recorded together or not at all. */
export interface TakeOver {
  readonly resources: readonly ResourceUpdate[];
  /** Open alerts with their members as they are now, and the keys of the members that these stand for. */
  readonly alerts: readonly { readonly alert: Alert; readonly replaced: readonly string[] }[];
  readonly covers: {
    readonly removed: readonly Pick<ExceptionCover, 'exception' | 'finding'>[];
    readonly added: readonly ExceptionCover[];
  };
  /** Set with the last part: nothing is left to be taken over. */
  readonly doneAt: Instant | null;
}

/** The evidence log as it is kept. */
export interface LogReader {
  /** Number of entries. */
  size(): Promise<number>;
  /** Entries from `from` up to but not including `to`, in order. */
  entries(from: number, to: number): Promise<readonly RecordedLogEntry[]>;
  /** Leaf hashes (32 bytes each, RFC 6962) of the first `size` entries, in order, in one piece. */
  leafHashes(size: number): Promise<Uint8Array>;
  /** The newest entry with this type whose body has these members; undefined when there is none. */
  find(
    type: LogEntryType,
    members: Readonly<Record<string, string>>,
  ): Promise<RecordedLogEntry | undefined>;
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
  /** Ids of known resources, as Azure wrote them: all, or those of a subscription (its id in whatever case) and itself. */
  resourceIds(subscriptionId?: string): Promise<readonly ResourceId[]>;
  claims(): Promise<readonly RecordedClaim[]>;
  /** Whether findings wait to be taken over that an older version's checks told. */
  holdsFormer(): Promise<boolean>;
  /** What exceptions were seen to cover first. */
  exceptionCovers(): Promise<readonly ExceptionCover[]>;
  /** Everything that was vouched for with `attest`, in the order in which it was recorded. */
  attestations(): Promise<readonly RecordedAttestation[]>;
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
  alert(id: string): Promise<Alert | undefined>;
  /** Of alerts that are not resolved. */
  acknowledgements(): Promise<readonly Acknowledgement[]>;
  /** In force at `at`; all that were ever made, newest first, when it is absent. */
  silences(at?: Instant): Promise<readonly Silence[]>;
  held(): Promise<readonly HeldNotification[]>;
  /** Everything that was sent or is to be sent about an alert, in order; everything that is not finished or dead when absent. */
  messages(alertId?: string): Promise<readonly MessageStatus[]>;
  /** Findings that began or ceased to fail, or were seen to be gone, from `since` on, oldest first. */
  transitionsSince(since: Instant): Promise<readonly Transition[]>;
  /** Changes within [from, to), oldest first; of one claim when given. */
  changesBetween(
    from: Instant,
    to: Instant,
    of?: { readonly document: string; readonly claim: string },
  ): Promise<readonly Change[]>;
  /** Claims' changes of status before `to`, oldest first: what held at `from` follows from the last one before it. */
  claimChangesBefore(to: Instant): Promise<readonly ClaimChange[]>;
  /** Scans that ended, and runs that were missed, within [from, to), oldest first. */
  runsBetween(
    from: Instant,
    to: Instant,
  ): Promise<{ readonly scans: readonly RecordedScan[]; readonly missed: readonly MissedRun[] }>;
  /** Alerts that were open at some time within [from, to), oldest first. */
  alertsBetween(from: Instant, to: Instant): Promise<readonly Alert[]>;
  readonly log: LogReader;
  close(): void;
}

/** A finding began or ceased to fail. */
export interface Transition {
  /** `findingKey`. */
  readonly finding: string;
  readonly at: Instant;
  readonly isFailing: boolean;
}

/** What a person does to the state, also while a service holds it; each call is durable when it returns, and stands in the evidence log. */
export interface Operator extends StateReader {
  /** `messages`: what the channels that know the alert are told of it. An alert that is over or unknown throws a StoreError. */
  acknowledge(acknowledgement: Acknowledgement, messages: readonly OutboxMessage[]): Promise<void>;
  addSilence(silence: Silence): Promise<void>;
  /** Records that somebody vouches for a claim; the same one (its id) twice is recorded once. */
  attest(attestation: RecordedAttestation): Promise<void>;
  /** Ends it now; false when there is none of this id in force. */
  endSilence(id: string, by: string, at: Instant): Promise<boolean>;
  /** Puts a dead letter back into its queue; false when no dead letter has this id. */
  replay(messageId: string, by: string, at: Instant): Promise<boolean>;
  /** Appends to the evidence log; answers the place of the first. Nothing is appended, and -1 answered, once `freezeLog` was called. */
  appendLog(entries: readonly LogEntry[]): Promise<number>;
}

/** The state, held by its only writer. Throws a StoreError for what cannot go on; nothing was written then. */
export interface StateStore extends Operator {
  /** One transaction. A scan that was recorded before changes nothing and answers `already-recorded`. */
  recordScan(record: ScanRecord): Promise<'recorded' | 'already-recorded'>;
  /** One transaction. The scan itself is not recorded by it. */
  recordPart(part: PartRecord): Promise<void>;
  recordMissedRun(run: MissedRun): Promise<void>;
  /** One transaction. The same part twice changes nothing more. */
  takeOver(part: TakeOver): Promise<void>;
  /** One transaction. */
  recordAlerts(record: AlertRecord): Promise<void>;
  /** The log contradicts what was signed: from now on nothing is appended to it, whoever asks. */
  freezeLog(): void;
  /** Forgets finished history older than `before`: scans, changes, resolved alerts, finished messages. Answers how many rows. */
  prune(before: Instant): Promise<number>;
  readonly outbox: Outbox;
}
