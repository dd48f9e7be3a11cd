import { setTimeout as sleep } from 'node:timers/promises';
import type { Reading } from '#domain/reading.ts';
import type { AttributableWrite } from '#drift/attribute.ts';

/** A subscription whose change records do not come for so long holds up no other one. */
const PATIENCE_MS = 120_000;

/** What Azure recorded as written in a subscription; unavailable where its records could not be read. */
export type ChangeFeed = Reading<readonly AttributableWrite[]>;

/** The change records of a scan's subscriptions (ids in lower case), each for itself. */
export interface ChangeFeeds {
  /** What has come so far. */
  readonly arrived: ReadonlyMap<string, ChangeFeed>;
  /** That of one subscription, when it has come; undefined: it was not asked for. */
  of(subscriptionId: string): Promise<ChangeFeed | undefined>;
  /** Waits for that of one subscription, two minutes at most: who reads there afterwards read after what it tells was written. */
  before(subscriptionId: string): Promise<void>;
  /** Somebody reads now, wherever: those whose records have not come are late. */
  readNow(): void;
  /** Subscriptions that somebody read from before their records had come. */
  readonly late: ReadonlySet<string>;
  /** All of them; after two minutes without those that have not come: what they tell is not known. */
  all(): Promise<{ readonly feeds: readonly ChangeFeed[]; readonly isAll: boolean }>;
}

/** Gathers the records as they come. */
export function createChangeFeeds(
  feeds: ReadonlyMap<string, Promise<ChangeFeed>>,
  patienceMs = PATIENCE_MS,
): ChangeFeeds {
  const arrived = new Map<string, ChangeFeed>();
  const each = [...feeds].map(async ([id, feed]) => arrived.set(id, await feed));
  const whole = Promise.allSettled(each).then((said) =>
    said.every(({ status }) => status === 'fulfilled'),
  );
  const late = new Set<string>();
  const told = Promise.race([whole, sleep(patienceMs, false, { ref: false })]);
  return {
    arrived,
    async of(subscriptionId) {
      return await feeds.get(subscriptionId);
    },
    late,
    readNow() {
      for (const id of feeds.keys()) if (!arrived.has(id)) late.add(id);
    },
    async before(subscriptionId) {
      const feed = feeds.get(subscriptionId);
      if (feed === undefined || arrived.has(subscriptionId)) return;
      await Promise.race([feed, sleep(patienceMs, undefined, { ref: false })]);
      if (!arrived.has(subscriptionId)) late.add(subscriptionId);
    },
    async all() {
      const isAll = await told;
      return { feeds: [...arrived.values()], isAll };
    },
  };
}

/** The writes of every subscription whose records could be read. */
export function collectedWrites(feeds: Iterable<ChangeFeed>): readonly AttributableWrite[] {
  return [...feeds].flatMap((feed) => (feed.status === 'collected' ? feed.value : []));
}
