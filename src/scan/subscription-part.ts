import type { Exception } from '#domain/document.ts';
import type { Finding } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import { idKey, parentId, type ResourceId } from '#domain/resource-id.ts';
import type { ScanMode } from '#domain/scan.ts';
import type { ExceptionLookup } from '#evaluation/exception-rulings.ts';
import type { Plan } from '#evaluation/plan.ts';
import type {
  InventoryEntry,
  ScopeReader,
  SubscriptionInventory,
} from '#inventory/scope-answers.ts';
import type { AnswerReader } from './answer-reader.ts';
import type { BeforeSleep } from './carry-asleep.ts';
import type { ChangeFeed, ChangeFeeds } from './change-feeds.ts';
import type { EarlierScan } from './earlier-scan.ts';
import { judgeScopes } from './judge-scopes.ts';
import type { Locator } from './locator.ts';
import type { PopulationRow } from './membership.ts';
import type { NamedResources } from './named-resources.ts';
import type { Population } from './population.ts';
import type { QuietRecording } from './quiet-findings.ts';
import type { ScopedDocument } from './resolve-scopes.ts';
import type { ReplayHooks, Scanner } from './scanner.ts';
import type { SeenWrites } from './seen-writes.ts';
import type { KnownResources } from './settle-known.ts';
import { NOTHING_STOOD, type Stood } from './stood.ts';
import type { Sweep } from './sweep-share.ts';

export interface SubscriptionOptions {
  readonly scanner: Scanner;
  readonly answers: AnswerReader;
  readonly named: NamedResources;
  /** Settles each resource once. */
  readonly direct: Pick<ScopeReader, 'resource'>;
  readonly locator: Locator;
  readonly plan: Plan;
  readonly scopes: readonly ScopedDocument[];
  readonly exceptions: readonly Exception[];
  readonly exceptionFor: ExceptionLookup;
  readonly mode: ScanMode;
  /** Whether what there is is counted by all of Azure's lists, the providers' own too: in a full scan, and where a sweep begins. */
  readonly countsAgain: boolean;
  /** Absent: nothing is read again but for a reason of its own. */
  readonly sweep?: Sweep;
  readonly seen?: Pick<SeenWrites, 'has'>;
  readonly earlier?: EarlierScan;
  /** Records at once what has nothing to tell; absent: everything waits for the end. */
  readonly quiet?: QuietRecording;
  /** By what was written in the database's subscription. */
  readonly beforeSleep: (feed: ChangeFeed | undefined) => BeforeSleep;
  readonly known?: KnownResources;
  /** What Azure recorded as written since the last scan. */
  readonly feeds: ChangeFeeds;
  /** The scan's instant, by our clock. */
  readonly startedAt: Instant;
  readonly asOf: Instant;
  readonly signal: AbortSignal;
  readonly replay?: ReplayHooks;
  /** Has a subscription read by somebody else; undefined, or absent: it is read here. */
  readonly handOut?: HandOut;
}

/** A subscription with what it holds and what was written in it, to be read by somebody else; undefined: nobody does. */
export type HandOut = (
  inventory: SubscriptionInventory,
  feed: ChangeFeed | undefined,
) => Promise<HandedRead | undefined>;

/** What was read of a subscription and judged by it, as plain data: it may come from another process. */
export interface SubscriptionRead extends Population {
  readonly findings: readonly Finding[];
  readonly stood: Stood;
  readonly rows: readonly PopulationRow[];
  readonly doubted: readonly string[];
  readonly isSwept: boolean;
  /** Ids (without case) that are accounted for although they are neither there nor gone. */
  readonly settled: ReadonlySet<string>;
}

/** As it came from another process, with what the answers name that it was given there. */
export interface HandedRead extends SubscriptionRead {
  readonly named: readonly ResourceId[];
}

/** What one subscription came to. */
export interface SubscriptionPart {
  /** With what was found out about it since it was read. */
  readonly inventory: SubscriptionInventory;
  /** Of what was looked at. */
  readonly findings: readonly Finding[];
  readonly stood: Stood;
  readonly population: readonly PopulationRow[];
  readonly seenGone: ReadonlySet<string>;
  readonly unlisted: ReadonlySet<string>;
  readonly lists: ReadonlySet<string>;
  readonly doubted: readonly string[];
  /** Whether the sweep left nothing of it for the next scan. */
  readonly isSwept: boolean;
}

/** The scan of one subscription; what answers about others name in it is looked at before it ends. */
export interface SubscriptionScan {
  readonly subscriptionId: string;
  /** What was found so far. */
  readonly findings: readonly Finding[];
  readonly stood: () => Stood;
  /** All of it; absent where nothing could be read. */
  readonly read?: () => SubscriptionRead;
  /** Judges what else is named in it (ids as Azure wrote them), as far as it is there. */
  add(ids: readonly ResourceId[]): Promise<void>;
  end(): Promise<SubscriptionPart>;
}

/** What the inventory named, and what it should have named; what lies below a resource is not counted as one. */
export function counted(
  inventory: SubscriptionInventory,
  entries: ReadonlyMap<string, InventoryEntry>,
): readonly InventoryEntry[] {
  const named = new Set(inventory.entries.map(({ resource }) => idKey(resource.id)));
  return [...entries]
    .filter(([key]) => named.has(key) || parentId(key) === undefined)
    .map(([, entry]) => entry);
}

/** Of a subscription that nothing could be read of: only its statements' scopes are judged. */
export function unreadableScan(
  options: SubscriptionOptions,
  inventory: SubscriptionInventory,
): SubscriptionScan {
  return {
    subscriptionId: inventory.id,
    findings: [],
    stood: () => NOTHING_STOOD,
    add: async () => await Promise.resolve(),
    end: async () => ({
      inventory,
      findings: await judgeScopes(options, inventory, []),
      stood: NOTHING_STOOD,
      population: [],
      seenGone: new Set(),
      unlisted: new Set(),
      lists: new Set(),
      isSwept: true,
      doubted: [],
    }),
  };
}
