import type { BoundDocument, Exception } from '#domain/document.ts';
import type { Finding } from '#domain/finding.ts';
import { idKey, type ResourceId } from '#domain/resource-id.ts';
import type { StateReader } from '#domain/state-store.ts';
import { makePlan } from '#evaluation/plan.ts';
import type { Gathered, PartOrder, ScanOrder } from './part-order.ts';
import { resolveScopes } from './resolve-scopes.ts';
import { scanSubscription } from './scan-subscription.ts';
import { scanTools } from './scan-tools.ts';
import type { Scanner, ScanRequest } from './scanner.ts';
import { createPartSharing } from './share-parts.ts';
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
  const { mode, startedAt, asOf, carryFrom, changesSince, covers } = order;
  await scanner.scope.connect(signal);
  const plan = makePlan(configuration.documents, scanner.checks, () => true);
  const scopes = await resolveScopes(
    {
      subscriptions: async (selector) =>
        await Promise.resolve(
          order.selected.get(JSON.stringify(selector)) ?? { ids: [], problems: [] },
        ),
    },
    configuration.documents,
    undefined,
    signal,
  );
  const request: Pick<
    ScanRequest,
    'mode' | 'exceptions' | 'covers' | 'findingsOf' | 'changesSince'
  > = {
    mode,
    exceptions: configuration.exceptions,
    covers,
    findingsOf: formerlyAsNow(state),
    ...(changesSince === undefined ? {} : { changesSince }),
  };
  const holders = { of: async (type: string) => (await scan.gathered()).holders.get(type) };
  const noFeeds = { of: async () => await Promise.resolve(undefined), arrived: new Map() };
  const feeds = { ...noFeeds, all: async () => (await scan.gathered()).feeds };
  const { options } = scanTools(scanner, request, {
    plan,
    scopes,
    startedAt,
    asOf,
    holders,
    feeds,
    signal,
  });
  return {
    async read({ inventory, feed }, stopped) {
      const recorded = await recordedIn(state, inventory.id);
      const known = {
        resourceKeys: () => recorded.keys(),
        findingsOf: (key: string) => recorded.get(key) ?? [],
      };
      const { read } = await scanSubscription(
        {
          ...options,
          ...(carryFrom === undefined ? {} : { earlier: { ...known, carryFrom } }),
          known,
          feeds: { ...feeds, of: async () => await Promise.resolve(feed) },
          signal: AbortSignal.any([signal, stopped]),
        },
        inventory,
        () => undefined,
      );
      return read;
    },
    takeNamed: () => options.named.take(),
    putBack: (named) => {
      options.named.note(named);
    },
  };
}

/** What a finding of the old form expected is in words of then: nobody can hold it against today's. */
export function formerlyAsNow(
  state: Pick<StateReader, 'findingsOf'>,
): NonNullable<ScanRequest['findingsOf']> {
  return async (id) =>
    (await state.findingsOf(id)).map(({ finding, formerly }) =>
      formerly === undefined ? finding : { ...finding, expected: null },
    );
}

/** The findings of every resource that is known, by its id without case; of one subscription where it is named. */
export async function recordedIn(
  state: Pick<StateReader, 'resourceIds' | 'findingsOf'>,
  subscriptionId?: string,
): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const findings = new Map<string, readonly Finding[]>();
  const sharing = createPartSharing();
  for (const id of await state.resourceIds(subscriptionId)) {
    const share = sharing();
    findings.set(
      idKey(id),
      (await state.findingsOf(id)).map(({ finding }) => share(finding)),
    );
  }
  return findings;
}
