import { createSlidingWindow, createTokenBucket } from '#azure/token-bucket.ts';

/** What one subscription costs, per database where nothing else is said. */
export interface UnitCost {
  /** Of a full scan, whatever the subscription holds. */
  readonly requestsASubscription: number;
  readonly requests: number;
  /** Of an incremental scan when nothing was written. */
  readonly tickRequestsASubscription: number;
  readonly cpuMsARequest: number;
  readonly tickCpuMs: number;
}

export interface LargeEstate {
  readonly subscriptions: number;
  /** In each subscription. */
  readonly databases: number;
}

/** Azure's limits as the governor keeps them. Source: azure-facts §13; src/azure/azure.ts says why a little less. */
const READS = { perSecond: 24.5, burst: 200 } as const;
const GRAPH = { count: 14, windowMs: 5_000 } as const;
const GRAPH_PAGE_ROWS = 1_000;
/** Of one process; src/scan/scan-subscriptions.ts says why. */
const AT_ONCE = 100;
/** A step of the simulated clock. */
const STEP_MS = 200;

interface Subscription {
  readonly startsAt: number;
  left: number;
  readonly bucket: ReturnType<typeof createTokenBucket>;
}

/**
 * How long it takes until everything was read, in seconds of a simulated clock: so many workers with one core each take the subscriptions
 * one after the other, a hundred at a time; each subscription has Azure's bucket, the inventory of all comes page by page from Resource
 * Graph, and no worker asks faster than its core can.
 */
export function secondsToReadAll(
  { subscriptions, databases }: LargeEstate,
  workers: number,
  cost: UnitCost,
): number {
  return secondsFor(
    subscriptions,
    databases,
    Math.ceil(cost.requestsASubscription + cost.requests * databases),
    workers,
    cost.cpuMsARequest,
  );
}

/** The same for an incremental scan when nothing was written: its requests, and what the processor does with all that stands. */
export function secondsOfTick(
  { subscriptions, databases }: LargeEstate,
  workers: number,
  cost: UnitCost,
): number {
  const requests = Math.ceil(cost.tickRequestsASubscription);
  const cpuMs = cost.tickCpuMs * databases + cost.cpuMsARequest * requests;
  return secondsFor(subscriptions, databases, requests, workers, cpuMs / requests);
}

function secondsFor(
  subscriptions: number,
  databases: number,
  requests: number,
  workers: number,
  cpuMsARequest: number,
): number {
  const queue = inventoryTimes(subscriptions, databases).map(
    (startsAt): Subscription => ({
      startsAt,
      left: requests,
      bucket: createTokenBucket(READS.perSecond, READS.burst),
    }),
  );
  const busy = Array.from({ length: workers }, () => ({ active: [] as Subscription[], spare: 0 }));
  let open = queue.length;
  let now = 0;
  while (open > 0) {
    for (const worker of busy) {
      while (worker.active.length < AT_ONCE && (queue[0]?.startsAt ?? Infinity) <= now) {
        const next = queue.shift();
        if (next !== undefined) worker.active.push(next);
      }
      // What a core did not use it cannot use later.
      worker.spare = Math.min(worker.spare, 0) + STEP_MS;
      for (const one of worker.active) {
        while (one.left > 0 && worker.spare > 0 && one.bucket.freeAt(now) <= now) {
          one.bucket.take(now);
          one.left -= 1;
          worker.spare -= cpuMsARequest;
        }
      }
      // Whoever was served last is served first in the next step.
      worker.active.unshift(...worker.active.splice(-1));
      const ended = worker.active.filter(({ left }) => left === 0).length;
      open -= ended;
      if (ended > 0) worker.active = worker.active.filter(({ left }) => left > 0);
    }
    now += STEP_MS;
  }
  return now / 1_000;
}

/** When the inventory of each subscription is there, milliseconds: Resource Graph's pages come one after the other. */
function inventoryTimes(subscriptions: number, databases: number): readonly number[] {
  const window = createSlidingWindow(GRAPH.count, GRAPH.windowMs);
  const times: number[] = [];
  let now = 0;
  let rows = 0;
  for (let n = 1; n <= subscriptions; n += 1) {
    while (rows < n * databases) {
      now = Math.max(now, window.freeAt(now));
      window.take(now);
      rows += GRAPH_PAGE_ROWS;
    }
    times.push(now);
  }
  return times;
}
