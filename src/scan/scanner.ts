import type { Logger } from 'pino';
import type { AzureReader } from '#azure/azure-reader.ts';
import type { Change } from '#domain/change.ts';
import type { Clock } from '#domain/clock.ts';
import type { Attestation, BoundDocument, Exception, ExceptionCover } from '#domain/document.ts';
import type { AnswerKeeper } from '#domain/exchange.ts';
import type { Finding } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import type { AskPage } from '#domain/page.ts';
import type { ScanMode, ScanResult } from '#domain/scan.ts';
import type { StateReader } from '#domain/state-store.ts';
import type { AttributableWrite } from '#drift/attribute.ts';
import type { Check } from '#evaluation/check.ts';
import type { ExceptionLookup } from '#evaluation/exception-rulings.ts';
import type { Plan } from '#evaluation/plan.ts';
import type { InventoryEntry, ScopeReader } from '#inventory/scope-answers.ts';
import type { Read } from '#resource-types/define-read.ts';
import type { carryForward } from './carry-forward.ts';
import type { ChangeFeed } from './change-feeds.ts';
import type { EarlierScan } from './earlier-scan.ts';
import type { PartSharing } from './hand-out.ts';
import type { Holders } from './holders.ts';
import type { Locator } from './locator.ts';
import type { PopulationRow } from './membership.ts';
import type { QuietRecording } from './quiet-findings.ts';
import type { ReadPart } from './record-part.ts';
import type { ScopedDocument } from './resolve-scopes.ts';
import type { SeenWrites } from './seen-writes.ts';
import type { KnownResources } from './settle-known.ts';
import type { Stood } from './stood.ts';
import type { Sweep } from './sweep-share.ts';

/** What a scan works with; everything that touches the world arrives here. */
export interface Scanner {
  readonly scope: ScopeReader;
  readonly azure: AzureReader;
  readonly statistics: () => ScanResult['scan']['azure'];
  readonly reads: ReadonlyMap<string, Read>;
  readonly checks: readonly Check[];
  readonly askPage: AskPage;
  readonly keeper: AnswerKeeper;
  readonly clock: Clock;
  /** Read what resumes a paused database, too; absent: it is not. */
  readonly wakePaused?: boolean;
  readonly log: Logger;
  readonly tool: { readonly name: string; readonly version: string };
}

export interface ScanRequest {
  readonly id: string;
  readonly mode: ScanMode;
  readonly documents: readonly BoundDocument[];
  readonly attestations: readonly Attestation[];
  readonly exceptions: readonly Exception[];
  /** What the exceptions were seen to cover before; absent: what this scan sees first counts. */
  readonly covers?: readonly ExceptionCover[];
  /** Only these documents, claims, subscriptions; absent: all. */
  readonly only: {
    readonly documents?: readonly string[];
    readonly claims?: readonly string[];
    readonly subscriptions?: readonly string[];
  };
  /** What was verified before: needed for an incremental scan. */
  readonly earlier?: EarlierScan;
  /** An incremental scan counts what there is by all of Azure's lists too, as a full one does. */
  readonly countsAgain?: boolean;
  /** An incremental scan reads a share of everything again; absent: nothing but for a reason of its own. */
  readonly sweep?: Sweep;
  /** Writes for which nothing is read again; absent: none. */
  readonly seen?: Pick<SeenWrites, 'has'>;
  /** What is recorded of a resource: what was read of a database before it fell asleep; absent: nothing is known. */
  readonly findingsOf?: (resourceId: string) => Promise<readonly Finding[]>;
  /** What was recorded before; absent: there is no state, and what vanished since is not missed. */
  readonly known?: KnownResources;
  /** The state before the scan, and how long its second readings may take; absent: nothing is read twice. */
  readonly confirm?: {
    readonly before: Pick<StateReader, 'openAlerts' | 'findingsOf'>;
    readonly withinMs: number;
  };
  /** From when on Azure's change records are asked who wrote what; absent: they are not asked, and nothing is carried forward. */
  readonly changesSince?: Instant;
  /** After this long the scan stops reading; what it did not reach is unavailable. */
  readonly deadlineMs: number;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /**
   * Records what was read of some subscriptions while others are still being read, and answers with the changes that follow; absent:
   * everything waits for the end.
   */
  readonly recordPart?: (part: ReadPart) => Promise<readonly Change[]>;
  /** Records while it is read what has nothing to tell; absent: everything waits for the end. */
  readonly quiet?: QuietRecording;
  /** Where others may read parts of it; absent: all of it is read here. */
  readonly sharing?: PartSharing;
  /** Set where a scan is made again from the answers that were kept of it. */
  readonly replay?: ReplayHooks;
}

/** What a re-performance decides by what was kept, where a scan decides by its state. */
export interface ReplayHooks {
  /** In place of what is carried forward; needs `earlier`. */
  readonly carry: typeof carryForward;
  /** Ids (without case) that the scan doubted, as `ScanOutcome` says; the records that made it do so are not kept. */
  readonly doubted: readonly string[];
  /** Told of every resource of the population. */
  readonly onResource: (entry: InventoryEntry) => void;
  /** Judges findings again that rest on other answers than the first ones of this scan; in place of the second reading. */
  readonly review: (made: {
    readonly plan: Plan;
    readonly findings: readonly Finding[];
    readonly exceptionFor: ExceptionLookup;
    readonly locator: Locator;
    readonly holders: Holders;
  }) => Promise<readonly Finding[]>;
}

/** A scan's result with what the evidence needs besides. */
export interface ScanOutcome {
  /** With the findings that were looked at; what stood besides is counted (`stood`). */
  readonly result: ScanResult;
  readonly stood: Stood;
  readonly population: readonly PopulationRow[];
  /** Ids (without case) that a direct read showed to be gone. */
  readonly seenGone: ReadonlySet<string>;
  /** Ids (without case) whose children could not be listed: a child's absence from the population proves nothing. */
  readonly unlisted: ReadonlySet<string>;
  /** What the request was narrowed to. */
  readonly only: ScanRequest['only'];
  /** Lists of children (`listKey`) that were asked for, whether they could be read or not. */
  readonly lists: ReadonlySet<string>;
  /** Ids (without case) that the inventory named and that Azure's change records called deleted: they were asked for. */
  readonly doubted: readonly string[];
  /** What Azure recorded as written, per subscription (lower case); empty when it was not asked. */
  readonly writes: ReadonlyMap<string, ChangeFeed>;
  /** Writes after which everything that they bear on was read. */
  readonly readAfter: readonly AttributableWrite[];
  /** Everything was read since then, by this scan and those before it; null: something still has to be. */
  readonly readAllSince: Instant | null;
  /** Whether it counted by all of Azure's lists. */
  readonly countedAgain: boolean;
  /** Claims that nothing can verify as long as the configuration stays as it is. */
  readonly unverifiable: readonly { readonly document: string; readonly id: string }[];
  readonly plan: Plan;
  /** What each statement's scope came to. */
  readonly scopes: readonly ScopedDocument[];
  /** What a second reading saw too of findings that began or ceased to fail, by their key; see `Confirmation`. */
  readonly confirmed: ReadonlyMap<string, boolean>;
  /** What began and ceased between the two readings of this scan. */
  readonly overturned: readonly Change[];
  /** Changes that were recorded with parts of the scan while it went on. */
  readonly told: readonly Change[];
  /** What the exceptions were seen to cover first by this scan. */
  readonly covers: readonly ExceptionCover[];
}
