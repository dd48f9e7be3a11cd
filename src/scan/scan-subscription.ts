import type { Finding } from '#domain/finding.ts';
import { idKey } from '#domain/resource-id.ts';
import type { Lineage } from '#evaluation/scope.ts';
import type { SubscriptionInventory } from '#inventory/scope-answers.ts';
import { asAWholeOf, carriedOf, isListed } from './carried-of.ts';
import { collectedWrites } from './change-feeds.ts';
import { recordedExistence } from './doubted-resources.ts';
import { evaluatePopulation } from './evaluate-population.ts';
import { unlessOverslept } from './is-overslept.ts';
import { judgeScopes } from './judge-scopes.ts';
import { createMembership, type PopulationRow } from './membership.ts';
import { planWithin } from './plan-within.ts';
import {
  collectPopulation,
  lineageOf,
  lineagesOf,
  listKey,
  type UnlistedChildren,
} from './population.ts';
import { settleAbsent } from './settle-absent.ts';
import { settleKnown } from './settle-known.ts';
import { createStood, joinStood, type Stood } from './stood.ts';
import {
  counted,
  type SubscriptionOptions,
  type SubscriptionScan,
  unreadableScan,
} from './subscription-part.ts';
import { quietOf, takeIn } from './take-quiet.ts';
import { hiddenProblems, type UnreadResource, unreadFindings } from './unread-resources.ts';

/**
 * Resources under way in one subscription, each with one read at a time: what the bucket holds at first (128 of its 200), and more than its
 * 25 a second take at a latency of five seconds. One that waits costs a few kilobytes, and the sockets are bounded for all together.
 */
const RESOURCES_AT_ONCE = 128;

/** A full scan carries nothing, nor does one that somebody else makes. */
const NOTHING = { carried: undefined, share: undefined };

type Step = (step: { readonly done?: number; readonly total?: number }) => void;

/** Reads and judges a subscription, unless somebody else does it. */
export async function scanSubscription(
  options: SubscriptionOptions,
  inventory: SubscriptionInventory,
  step: Step,
): Promise<SubscriptionScan> {
  const { scanner, answers, named, direct, locator, exceptionFor, asOf, signal, replay } = options;
  if (inventory.status === 'unreadable') return unreadableScan(options, inventory);
  const membership = createMembership(options.scopes, inventory.id);
  const plan = planWithin(options.plan, options.scopes, inventory.id);
  const feed = await options.feeds.of(inventory.id);
  const handed = await options.handOut?.(inventory, feed);
  const { carried, share } =
    handed === undefined ? ((await carriedOf(options, inventory, feed)) ?? NOTHING) : NOTHING;
  const reading = { scope: direct, signal, concurrency: RESOURCES_AT_ONCE };
  const population =
    handed ??
    (await collectPopulation({
      ...reading,
      inventory,
      plan,
      reads: scanner.reads.values(),
      answers,
      wanted: (parent, childType) =>
        membership.mayHoldAnywhere(parent) &&
        isListed(options.countsAgain, carried, parent, childType),
    }));
  const { entries, gone, problems, unlisted, listed } = population;
  const findings: Finding[] = [];
  const rows: PopulationRow[] = [...(handed?.rows ?? [])];
  const stood = createStood();
  const allStood = (): Stood =>
    handed === undefined ? stood.read() : joinStood([handed.stood, stood.read()]);
  const keep = (made: readonly Finding[]): void => {
    for (const finding of made) findings.push(finding);
  };
  const quiet = quietOf(options, stood, keep);
  const isSwept = (): boolean => handed?.isSwept ?? share?.isWhole() ?? true;
  const present = (key: string): boolean => entries.has(key);

  const judge = async (lineages: readonly Lineage[], gaps: readonly UnlistedChildren[]) => {
    step({ total: lineages.length });
    named.settle(lineages.map(({ entry }) => idKey(entry.resource.id)));
    await evaluatePopulation({
      plan,
      lineages,
      unlisted: gaps,
      membership,
      ...(carried === undefined ? {} : { asAWhole: asAWholeOf(carried, stood, scanner) }),
      standing: async (entry, task, use) =>
        await unlessOverslept(
          await carried?.standing(entry.resource.id, task, use),
          entry,
          task,
          options,
        ),
      beforeSleep: options.beforeSleep(feed),
      source: async (name, entry) => await answers.read(name, entry),
      locator,
      exceptionFor,
      asOf,
      concurrency: RESOURCES_AT_ONCE,
      log: scanner.log,
      onFindings: async (made) => {
        if ((await quiet?.take(made)) !== true) keep(made);
      },
      onResource: ({ entry }) => {
        answers.forget(entry);
        carried?.forget(entry.resource.id);
        replay?.onResource(entry);
        step({ done: 1 });
      },
    });
    await quiet?.end();
    rows.push(...lineages.map(membership.rowOf));
  };
  const also = new Set<string>();
  const settle = (keys: readonly string[]): void => {
    for (const key of keys) also.add(key);
    named.settle(keys);
  };
  const leaveOut = (keys: Iterable<string>, unread: readonly UnreadResource[]): void => {
    for (const key of keys) gone.add(key);
    problems.push(...hiddenProblems(unread));
    named.settle(gone);
    settle(unread.map(({ id }) => idKey(id)));
  };

  const existence = recordedExistence(feed === undefined ? [] : collectedWrites([feed]));
  const doubted = handed?.doubted ?? (replay?.doubted ?? [...existence.deleted]).filter(present);
  if (handed !== undefined) named.settle([...handed.settled, ...entries.keys(), ...gone]);
  else {
    const doubts = await settleAbsent({ ...reading, ids: doubted, isPresent: present });
    for (const key of doubts.gone) entries.delete(key);
    leaveOut(doubts.gone, []);
  }
  if (handed === undefined && options.known !== undefined) {
    const { known } = options;
    const settled = await settleKnown({
      ...reading,
      known,
      subscriptionId: inventory.id,
      plan,
      entries,
      gone,
      unlisted,
      mayHold: (key) => {
        const entry = entries.get(key);
        return entry !== undefined && membership.mayHoldAnywhere(lineageOf(entry, entries));
      },
    });
    for (const entry of settled.found) entries.set(idKey(entry.resource.id), entry);
    findings.push(...settled.findings);
    rows.push(...settled.population);
    leaveOut(settled.gone, settled.unread);
    settle(settled.population.map(({ resourceId }) => idKey(resourceId)));
  }
  named.note([...existence.written, ...(handed?.named ?? [])]);
  const lineages = lineagesOf(entries);
  locator.learn(inventory.id, lineages, membership);
  if (handed === undefined) await judge(lineages, unlisted);
  else await takeIn(handed.findings, quiet, keep);

  return {
    subscriptionId: inventory.id,
    findings,
    stood: allStood,
    read: () => ({
      ...population,
      findings,
      stood: allStood(),
      rows,
      doubted,
      settled: also,
      isSwept: isSwept(),
    }),
    async add(ids) {
      const settled = await settleAbsent({ ...reading, ids, isPresent: present });
      const unread = [...settled.unread].map(([id, why]) => ({ id, why }));
      const blind = { plan, membership, exceptionFor, readAt: inventory.readAt };
      for (const resource of unread) findings.push(...unreadFindings(resource, blind));
      leaveOut(settled.gone, unread);
      for (const entry of settled.found) entries.set(idKey(entry.resource.id), entry);
      await judge(
        settled.found.map((entry) => lineageOf(entry, entries)),
        [],
      );
    },
    async end() {
      const all = [...inventory.problems, ...problems];
      const status = problems.length === 0 ? inventory.status : ('partial' as const);
      const ended = { ...inventory, status, problems: all, entries: counted(inventory, entries) };
      return {
        inventory: ended,
        findings: [...findings, ...(await judgeScopes({ ...options, plan }, ended, rows))],
        stood: allStood(),
        population: rows,
        seenGone: gone,
        unlisted: new Set(unlisted.map(({ parent }) => idKey(parent.entry.resource.id))),
        lists: new Set([...listed, ...unlisted.map(listOf)]),
        doubted,
        isSwept: isSwept(),
      };
    },
  };
}

function listOf({ parent, childType }: UnlistedChildren): string {
  return listKey(idKey(parent.entry.resource.id), childType);
}
