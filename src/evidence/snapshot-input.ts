import type { Attestation, BoundDocument, Exception, ExceptionCover } from '#domain/document.ts';
import type { Principal } from '#domain/principal.ts';
import type { Digest } from '#domain/reading.ts';
import type { ResourceId } from '#domain/resource-id.ts';
import type { ScanResult } from '#domain/scan.ts';
import type { AnswerStore } from './answer-store.ts';
import type { SnapshotSealer } from './seal-snapshot.ts';

/** A resource that some document speaks of. */
interface PopulationEntry {
  readonly document: string;
  readonly resourceId: ResourceId;
  /** Lower case. */
  readonly resourceType: string;
  readonly location: string | null;
  /** The parts of the document's scope that it lies in; absent: its document has none. */
  readonly parts?: readonly string[];
  /** The answers that show that it exists. */
  readonly evidence: readonly Digest[];
}

/** A resource that was seen and left out by a rule of a document's scope. */
interface ExcludedEntry {
  readonly document: string;
  readonly resourceId: ResourceId;
  readonly resourceType: string;
  /** The rule in words, e.g. `exclude.tags env=test`. */
  readonly reason: string;
}

/** A check as it was when the scan ran. */
export interface UsedCheck {
  readonly id: string;
  readonly version: string;
  /** Digest of its source, 64 hex digits. */
  readonly sha256: string;
}

/** What a scan was asked and what it found it need not ask again: what makes it from its answers again must know both. */
export interface Asked {
  /** Documents, claims and subscriptions that it was narrowed to; empty: all. */
  readonly only: {
    readonly documents?: readonly string[];
    readonly claims?: readonly string[];
    readonly subscriptions?: readonly string[];
  };
  /** The lists of children that an incremental scan read again (`<type> below <id>`); null for a full one, which reads all. */
  readonly lists: readonly string[] | null;
  /** An incremental scan that counted what there is by all of Azure's lists, as a full one does; absent: it did not. */
  readonly countedAgain?: boolean;
  /** Whether it read what resumes paused databases, too; absent in what was made before scans made a difference: they read it. */
  readonly wakePaused?: boolean;
  /** Ids (lower case) that the inventory named and Azure's change records called deleted, so that they were asked for. */
  readonly doubted?: readonly string[];
  /** Object id of the identity that asked, where it was known: deny assignments name it. */
  readonly objectId?: string;
}

/** Text of a file, or the pieces of one that is too long for the memory. */
export type FileText = string | Iterable<string>;

/** Everything that a snapshot is made of. Same input, same bytes. */
export interface SnapshotInput {
  /** The evidence directory; the snapshot goes to `snapshots/` below it. */
  readonly directory: string;
  readonly result: ScanResult;
  readonly population: readonly PopulationEntry[];
  readonly excluded: readonly ExcludedEntry[];
  readonly documents: readonly BoundDocument[];
  readonly attestations: readonly Attestation[];
  readonly exceptions: readonly Exception[];
  /** What they were seen to cover before the scan; absent: nothing. */
  readonly covers?: readonly ExceptionCover[];
  /** What the scan was asked to look at; absent: everything, in full. */
  readonly asked?: Asked;
  readonly checks: readonly UsedCheck[];
  /** Digest of the configuration in force, 64 hex digits. */
  readonly configurationSha256: string;
  /** Who looked and by which clock, for `scope/collector.json`; absent: not known. */
  readonly collector?: Readonly<Record<string, unknown>>;
  /** The scan must have ended there. */
  readonly answers: Pick<
    AnswerStore,
    'exchanges' | 'lastExchanges' | 'bodyPath' | 'readBody' | 'bring'
  >;
  /** What the reports make of the result, by path; further ones (`index.html`, `results/ocsf-2003.ndjson`) may be added. */
  readonly rendered: {
    readonly 'results/results.csv': FileText;
    readonly 'results/drift.csv': FileText;
    readonly [path: string]: FileText;
  };
  /** Absent: the snapshot is not sealed. */
  readonly sealer?: SnapshotSealer;
  /** Of the container that runs, `sha256:…`; absent: not known. */
  readonly imageDigest?: string;
  /** Who asked Azure; absent: not known. */
  readonly principal?: Pick<Principal, 'objectId' | 'appId'>;
}
