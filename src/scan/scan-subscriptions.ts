import pMap from 'p-map';
import type { Finding } from '#domain/finding.ts';
import { parseResourceId } from '#domain/resource-id.ts';
import type { SubscriptionResult } from '#domain/scan.ts';
import type { EarlyParts } from './early-parts.ts';
import type { Holders } from './holders.ts';
import type { PopulationRow } from './membership.ts';
import { scanSubscription } from './scan-subscription.ts';
import { joinStood, type Stood } from './stood.ts';
import type { SubscriptionOptions, SubscriptionScan } from './subscription-part.ts';
import { describeBlindness, notRead } from './unread-subscriptions.ts';

/**
 * Subscriptions that are read side by side; each has its own governor, so a slow one holds up none of the others. Measured: two cores
 * serve a hundred, and two hundred are more than one process can keep at Azure's pace.
 */
const SUBSCRIPTIONS_AT_ONCE = 100;
/** Where others read them this process waits for the most part. */
const HANDED_OUT_AT_ONCE = 1_000;
/** What was found because an answer named it may name others in turn: a chain of so many is followed. */
const MOST_ROUNDS = 5;

export interface SubscriptionsScanned {
  /** Of what was looked at. */
  readonly findings: readonly Finding[];
  readonly stood: Stood;
  /** Subscription (lower case) → why a part of it may be unseen. */
  readonly blindness: ReadonlyMap<string, string>;
  readonly subscriptions: readonly SubscriptionResult[];
  readonly population: readonly PopulationRow[];
  readonly seenGone: ReadonlySet<string>;
  /** Ids (without case) whose children could not be listed: that a child is absent from the population proves nothing. */
  readonly unlisted: ReadonlySet<string>;
  /** Lists of children (`listKey`) that were asked for, whether they could be read or not. */
  readonly lists: ReadonlySet<string>;
  readonly doubted: readonly string[];
  /** Whether a sweep left nothing for the next scan. */
  readonly isSwept: boolean;
}

interface Options extends SubscriptionOptions {
  /** Lower case, each once. */
  readonly subscriptions: readonly string[];
  readonly holders: Holders;
  readonly early: EarlyParts;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** Reads and judges every subscription of the scopes, side by side. */
export async function scanSubscriptions(options: Options): Promise<SubscriptionsScanned> {
  const { scanner, subscriptions, countsAgain, signal, early, onProgress } = options;
  const inventories = scanner.scope.inventories(
    subscriptions,
    countsAgain ? 'full' : 'incremental',
    signal,
  );
  options.holders.expect([...inventories.values()]);
  const progress = { done: 0, total: 0 };
  const scans = await pMap(
    subscriptions,
    async (id) => {
      const inventory = await (inventories.get(id) ?? notRead(id, scanner.clock.now()));
      const scan = await scanSubscription(options, inventory, (step) => {
        progress.done += step.done ?? 0;
        progress.total += step.total ?? 0;
        onProgress?.(progress);
      });
      early.add([...scan.findings], scan.stood());
      return scan;
    },
    { concurrency: options.handOut === undefined ? SUBSCRIPTIONS_AT_ONCE : HANDED_OUT_AT_ONCE },
  );
  await addNamed(options, scans);
  const parts = await Promise.all(scans.map(async (scan) => await scan.end()));
  const ended = parts.map((part) => part.inventory);
  return {
    findings: parts.flatMap((part) => part.findings),
    stood: joinStood(parts.map((part) => part.stood)),
    blindness: new Map(
      ended
        .filter((inventory) => inventory.status !== 'complete')
        .map((inventory) => [inventory.id, describeBlindness(inventory)]),
    ),
    subscriptions: ended.map(({ id, name, status, entries, problems }) => ({
      id,
      name,
      status,
      resources: entries.length,
      problems,
    })),
    population: parts.flatMap((part) => part.population),
    seenGone: new Set(parts.flatMap((part) => [...part.seenGone])),
    unlisted: new Set(parts.flatMap((part) => [...part.unlisted])),
    lists: new Set(parts.flatMap((part) => [...part.lists])),
    doubted: parts.flatMap((part) => part.doubted),
    isSwept: parts.every((part) => part.isSwept),
  };
}

/** What an answer named and no subscription accounts for: only now, because one may name a resource of another. */
async function addNamed(
  { named }: Pick<Options, 'named'>,
  scans: readonly SubscriptionScan[],
): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const bySubscription = Map.groupBy(
      named.unsettled(),
      (id) => parseResourceId(id)?.subscriptionId ?? '',
    );
    const open = scans.filter(({ subscriptionId }) => bySubscription.has(subscriptionId));
    if (open.length === 0) return;
    await pMap(
      open,
      async (scan) => await scan.add(bySubscription.get(scan.subscriptionId) ?? []),
      { concurrency: SUBSCRIPTIONS_AT_ONCE },
    );
  }
}
