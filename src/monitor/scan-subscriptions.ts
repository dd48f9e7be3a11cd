import pMap from 'p-map';
import type { Finding } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import { idKey } from '#domain/resource-id.ts';
import type { ScanMode, SubscriptionResult } from '#domain/scan.ts';
import type { ExceptionLookup } from '#evaluation/exception-rulings.ts';
import type { Plan } from '#evaluation/plan.ts';
import type { SubscriptionInventory } from '#facts/scope-reader.ts';
import type { BeforeSleep } from './carry-asleep.ts';
import { carryForward } from './carry-forward.ts';
import type { EarlierScan } from './earlier-scan.ts';
import { evaluatePopulation } from './evaluate-population.ts';
import type { FactReader } from './fact-reader.ts';
import { findVanished, type Vanished } from './find-vanished.ts';
import { unlessOverslept } from './is-overslept.ts';
import { judgeScopes } from './judge-scopes.ts';
import type { Locator } from './locator.ts';
import { createMembership, type PopulationRow } from './membership.ts';
import { collectPopulation, listKey } from './population.ts';
import type { ScopedDocument } from './resolve-scopes.ts';
import type { ReplayHooks, Scanner } from './scanner.ts';
import { describeBlindness, withEveryOne } from './unread-subscriptions.ts';

/** Subscriptions that are read side by side; each has its own governor, so a slow one holds up none of the others. */
const SUBSCRIPTIONS_AT_ONCE = 16;
/** Resources under way in one subscription: 25 answers a second need 16 at a latency of 0.6 s, and each costs memory while it waits. */
const RESOURCES_AT_ONCE = 16;

export interface SubscriptionsScanned {
  readonly findings: readonly Finding[];
  /** Subscription (lower case) → why a part of it may be unseen. */
  readonly blindness: ReadonlyMap<string, string>;
  readonly subscriptions: readonly SubscriptionResult[];
  readonly population: readonly PopulationRow[];
  readonly seenGone: ReadonlySet<string>;
  /** Ids (without case) whose children could not be listed: that a child is absent from the population proves nothing. */
  readonly unlisted: ReadonlySet<string>;
  /** Lists of children (`listKey`) that were asked for, whether they could be read or not. */
  readonly lists: ReadonlySet<string>;
}

interface Options {
  readonly scanner: Scanner;
  readonly facts: FactReader;
  readonly plan: Plan;
  readonly scopes: readonly ScopedDocument[];
  /** Lower case, each once. */
  readonly subscriptions: readonly string[];
  readonly locator: Locator;
  readonly exceptionFor: ExceptionLookup;
  readonly mode: ScanMode;
  readonly earlier?: EarlierScan;
  readonly beforeSleep: (subscription: string) => BeforeSleep;
  readonly asOf: Instant;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  readonly replay?: ReplayHooks;
}

/** Reads and judges every subscription of the scopes, side by side. */
export async function scanSubscriptions(options: Options): Promise<SubscriptionsScanned> {
  const { scanner, subscriptions, mode, signal, onProgress } = options;
  const inventories = withEveryOne(
    subscriptions,
    await scanner.scope.inventory(subscriptions, mode, signal),
    scanner.clock.now(),
  );
  const progress = { done: 0, total: 0 };
  const parts = await pMap(
    inventories,
    async (inventory) =>
      await scanSubscription(options, inventory, (step) => {
        progress.done += step.done ?? 0;
        progress.total += step.total ?? 0;
        onProgress?.(progress);
      }),
    { concurrency: SUBSCRIPTIONS_AT_ONCE },
  );
  return {
    findings: parts.flatMap((part) => part.findings),
    blindness: new Map(
      inventories
        .filter((inventory) => inventory.status !== 'complete')
        .map((inventory) => [inventory.id, describeBlindness(inventory)]),
    ),
    subscriptions: inventories.map(({ id, name, status, entries, problems }) => ({
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
  };
}

async function scanSubscription(
  options: Options,
  inventory: SubscriptionInventory,
  step: (step: { readonly done?: number; readonly total?: number }) => void,
): Promise<Omit<SubscriptionsScanned, 'blindness' | 'subscriptions'>> {
  const { scanner, facts, plan, scopes, locator, exceptionFor, asOf, signal, replay } = options;
  if (inventory.status === 'unreadable') {
    return {
      findings: judgeScopes(options, inventory, []),
      population: [],
      seenGone: new Set(),
      unlisted: new Set(),
      lists: new Set(),
    };
  }
  const membership = createMembership(scopes);
  const carried =
    options.mode === 'incremental' && options.earlier !== undefined
      ? {
          ...(replay?.carry ?? carryForward)({
            earlier: options.earlier,
            inventory,
            exceptionFor,
            asOf,
          }),
          earlier: options.earlier,
        }
      : undefined;
  const { lineages, unlisted, listed } = await collectPopulation({
    inventory,
    plan,
    collectors: scanner.collectors.values(),
    facts,
    wanted: (parent, childType) =>
      membership.mayHoldAnywhere(parent) &&
      (carried === undefined || carried.mustList(parent, childType)),
    concurrency: RESOURCES_AT_ONCE,
  });
  locator.learn(inventory.id, lineages, membership);
  step({ total: lineages.length });
  const findings: Finding[] = [];
  await evaluatePopulation({
    plan,
    lineages,
    unlisted,
    membership,
    standing: async (entry, task, use) =>
      await unlessOverslept(carried?.standing(entry.resource.id, task, use), entry, task, options),
    beforeSleep: options.beforeSleep(inventory.id),
    source: async (fact, entry) => await facts.read(fact, entry),
    locator,
    exceptionFor,
    asOf,
    concurrency: RESOURCES_AT_ONCE,
    log: scanner.log,
    onFindings: (made) => {
      for (const finding of made) findings.push(finding);
    },
    onResource: ({ entry }) => {
      facts.forget(entry);
      replay?.onResource(entry);
      step({ done: 1 });
    },
  });
  const byKey = new Map(lineages.map((lineage) => [idKey(lineage.entry.resource.id), lineage]));
  const vanished =
    carried === undefined
      ? NOTHING_VANISHED
      : await findVanished({
          carried,
          earlier: carried.earlier,
          plan,
          present: new Set(byKey.keys()),
          listed,
          unlisted,
          mayHold: (key) => {
            const lineage = byKey.get(key);
            return lineage !== undefined && membership.mayHoldAnywhere(lineage);
          },
          scope: scanner.scope,
          concurrency: RESOURCES_AT_ONCE,
          signal,
        });
  const population = [...lineages.map(membership.rowOf), ...vanished.population];
  return {
    findings: [...findings, ...vanished.findings, ...judgeScopes(options, inventory, population)],
    population,
    seenGone: vanished.seenGone,
    unlisted: new Set(unlisted.map(({ parent }) => idKey(parent.entry.resource.id))),
    lists: new Set([
      ...listed,
      ...unlisted.map(({ parent, childType }) =>
        listKey(idKey(parent.entry.resource.id), childType),
      ),
    ]),
  };
}

const NOTHING_VANISHED: Vanished = { findings: [], population: [], seenGone: new Set() };
