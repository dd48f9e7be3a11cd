import type { BoundDocument, Exception } from '#domain/document.ts';
import type { ResourceId } from '#domain/resource-id.ts';
import type { StateReader } from '#domain/state-store.ts';
import type { AttributableWrite } from '#drift/attribute.ts';
import { makePlan } from '#evaluation/plan.ts';
import type { ChangeFeeds } from './change-feeds.ts';
import { earlierIn } from './earlier-scan.ts';
import type { Gathered, PartOrder, ScanOrder } from './part-order.ts';
import { formerlyAsNow, knownIn } from './recorded-findings.ts';
import { resolveScopes } from './resolve-scopes.ts';
import { scanSubscription } from './scan-subscription.ts';
import { scanTools } from './scan-tools.ts';
import type { Scanner } from './scanner.ts';
import { createSeenWrites } from './seen-writes.ts';
import type { SubscriptionRead } from './subscription-part.ts';

/** Reads parts of one scan for the service that leads it, as it would read them itself. */
export interface PartReader {
  read(part: PartOrder, signal: AbortSignal): Promise<SubscriptionRead | undefined>;
  /** What answers named since the last time. */
  takeNamed(): readonly ResourceId[];
  /** They were not handed over after all. */
  putBack(named: readonly ResourceId[]): void;
}

/** `gathered`: waits for what every subscription has said. */
export async function createPartReader(
  scanner: Scanner,
  state: StateReader,
  configuration: {
    readonly documents: readonly BoundDocument[];
    readonly exceptions: readonly Exception[];
  },
  scan: {
    readonly order: ScanOrder;
    readonly gathered: () => Promise<Gathered>;
    readonly signal: AbortSignal;
  },
): Promise<PartReader> {
  const { order, signal } = scan;
  const { mode, startedAt, asOf, countsAgain, sweep, carryFrom, changesSince, covers } = order;
  await scanner.scope.connect(signal);
  const plan = makePlan(configuration.documents, scanner.checks, () => true);
  const scopes = await resolveScopes(
    {
      async subscriptions(selector) {
        const answer = order.selected.get(JSON.stringify(selector));
        // Never an empty scope in its place.
        if (answer === undefined) throw new Error('the scan selected other subscriptions');
        return await Promise.resolve(answer);
      },
    },
    configuration.documents,
    undefined,
    signal,
  );
  const seen = createSeenWrites();
  const request: Parameters<typeof scanTools>[1] = {
    mode,
    seen,
    ...(sweep === undefined ? {} : { sweep }),
    exceptions: configuration.exceptions,
    covers,
    findingsOf: formerlyAsNow(state),
    ...(changesSince === undefined ? {} : { changesSince }),
  };
  // What somebody told of: a write is known as seen as soon as the write itself is.
  const seenSoFar: AttributableWrite[] = [];
  const seeing = (writes: readonly AttributableWrite[]): void => {
    seenSoFar.push(...writes);
    seen.replace(seenSoFar);
  };
  let whole: Promise<Gathered> | undefined;
  const gathered = async (): Promise<Gathered> =>
    await (whole ??= scan.gathered().then((told) => {
      seeing(told.seen);
      return told;
    }));
  const holders = { of: async (type: string) => (await gathered()).holders.get(type) };
  const feeds: ChangeFeeds = {
    of: async () => await Promise.resolve(undefined),
    arrived: new Map(),
    late: new Set(),
    readNow: () => undefined,
    // Holders are known only once that was gathered, and what had not come by then the leader calls late.
    before: async () => void (await gathered()),
    all: async () => (await gathered()).feeds,
  };
  const earlier = carryFrom === undefined ? undefined : await earlierIn(state, carryFrom);
  const { options } = scanTools(scanner, request, {
    plan,
    scopes,
    startedAt,
    asOf,
    countsAgain,
    holders,
    feeds,
    signal,
  });
  return {
    async read({ inventory, feed, seen: ofPart }, stopped) {
      seeing(ofPart);
      const { read } = await scanSubscription(
        {
          ...options,
          ...(earlier === undefined ? {} : { earlier }),
          known: knownIn(state),
          feeds: { ...feeds, of: async () => await Promise.resolve(feed) },
          signal: AbortSignal.any([signal, stopped]),
        },
        inventory,
        () => undefined,
      );
      return read?.();
    },
    takeNamed: () => options.named.take(),
    putBack: (named) => {
      options.named.note(named);
    },
  };
}
