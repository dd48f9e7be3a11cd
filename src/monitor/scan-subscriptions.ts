import type { Finding } from '#domain/finding.ts';
import type { Instant } from '#domain/instant.ts';
import { idKey } from '#domain/resource-id.ts';
import type { ScanMode, SubscriptionResult } from '#domain/scan.ts';
import type { ExceptionLookup } from '#evaluation/make-finding.ts';
import type { Plan } from '#evaluation/plan.ts';
import type { SubscriptionInventory } from '#facts/scope-reader.ts';
import pMap from 'p-map';
import { carryForward, type Carried } from './carry-forward.ts';
import type { EarlierScan } from './earlier-scan.ts';
import { evaluatePopulation } from './evaluate-population.ts';
import type { FactReader } from './fact-reader.ts';
import { createMembership, type PopulationRow } from './membership.ts';
import { collectPopulation } from './population.ts';
import type { ScopedDocument } from './resolve-scopes.ts';
import type { Scanner } from './run-scan.ts';
import { judgeScopes } from './judge-scopes.ts';

export type { PopulationRow } from './membership.ts';

/** Subscriptions that are read side by side; each has its own governor, so a slow one holds up none of the others. */
const SUBSCRIPTIONS_AT_ONCE = 16;
/** Requests in flight for one subscription: a full bucket at 100 ms latency needs three, the rest covers bursts and slow calls. */
const RESOURCES_AT_ONCE = 32;

export interface SubscriptionsScanned {
  readonly findings: readonly Finding[];
  /** Subscription (lower case) → why a part of it may be unseen. */
  readonly blindness: ReadonlyMap<string, string>;
  readonly subscriptions: readonly SubscriptionResult[];
  readonly population: readonly PopulationRow[];
  readonly seenGone: ReadonlySet<string>;
  /** Ids (without case) whose children could not be listed: that a child is absent from the population proves nothing. */
  readonly unlisted: ReadonlySet<string>;
}

interface Options {
  readonly scanner: Scanner;
  readonly facts: FactReader;
  readonly plan: Plan;
  readonly scopes: readonly ScopedDocument[];
  /** Lower case, each once. */
  readonly subscriptions: readonly string[];
  readonly exceptionFor: ExceptionLookup;
  readonly mode: ScanMode;
  readonly earlier?: EarlierScan;
  readonly asOf: Instant;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** Reads and judges every subscription of the scopes, side by side. */
export async function scanSubscriptions(options: Options): Promise<SubscriptionsScanned> {
  const { scanner, subscriptions, mode, signal, onProgress } = options;
  const inventories = await scanner.scope.inventory(subscriptions, mode, signal);
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
  };
}

async function scanSubscription(
  options: Options,
  inventory: SubscriptionInventory,
  step: (step: { readonly done?: number; readonly total?: number }) => void,
): Promise<Omit<SubscriptionsScanned, 'blindness' | 'subscriptions'>> {
  const { scanner, facts, plan, scopes, exceptionFor, asOf, signal } = options;
  if (inventory.status === 'unreadable') {
    return { findings: judgeScopes(options, inventory, []), population: [], seenGone: new Set(), unlisted: new Set() };
  }
  const membership = createMembership(scopes);
  const isIncremental = options.mode === 'incremental' && options.earlier !== undefined;
  const carried: Carried | undefined =
    isIncremental && options.earlier !== undefined
      ? carryForward({ earlier: options.earlier, inventory, exceptionFor, plan })
      : undefined;
  const { lineages, unlisted } = await collectPopulation({
    inventory,
    plan,
    collectors: scanner.collectors.values(),
    facts,
    wanted: (parent) =>
      membership.belongsAnywhere(parent) && (carried === undefined || carried.mustRead(parent.entry.resource.id)),
    concurrency: RESOURCES_AT_ONCE,
  });
  const due = carried === undefined ? lineages : lineages.filter(({ entry }) => carried.mustRead(entry.resource.id));
  const findings: Finding[] = judgeScopes(options, inventory, lineages, membership);
  step({ total: due.length });
  await evaluatePopulation({
    plan,
    lineages: due,
    unlisted,
    belongs: (use, lineage) => membership.belongs(use.document, lineage),
    source: facts.read,
    exceptionFor,
    asOf,
    concurrency: RESOURCES_AT_ONCE,
    log: scanner.log,
    onResource: (made) => {
      findings.push(...made);
      step({ done: 1 });
    },
  });
  const rest = await carried?.rest(new Set(lineages.map(({ entry }) => idKey(entry.resource.id))), scanner.scope, signal);
  return {
    findings: [...findings, ...(rest?.findings ?? [])],
    population: [...lineages.map(membership.rowOf), ...(rest?.population ?? [])],
    seenGone: rest?.seenGone ?? new Set(),
    unlisted: new Set(unlisted.map(({ parent }) => idKey(parent.entry.resource.id))),
  };
}

function describeBlindness(inventory: SubscriptionInventory): string {
  const [first] = inventory.problems;
  const name = inventory.name === null ? inventory.id : `${inventory.name} (${inventory.id})`;
  const grant = first === undefined || first.permission === null ? '' : ` Grant ${first.permission}.`;
  return `Subscription ${name} is ${inventory.status}: ${first?.message ?? 'it was not read'}.${grant}`.replace('..', '.');
}
