import pMap from 'p-map';
import type { Configuration } from '#config/configuration.ts';
import type { Reading, Unavailable } from '#domain/reading.ts';
import type { Problem } from '#domain/scan.ts';
import type { Plan, PlannedUse } from '#evaluation/plan.ts';
import { makePlan, tasksForType } from '#evaluation/plan.ts';
import type { Lineage } from '#evaluation/scope.ts';
import type { SubscriptionInventory } from '#inventory/scope-answers.ts';
import { type AnswerReader, createAnswerReader } from './answer-reader.ts';
import { createHolders } from './holders.ts';
import { createMembership, type Membership } from './membership.ts';
import { collectPopulation, lineagesOf, type UnlistedChildren } from './population.ts';
import { resolveScopes } from './resolve-scopes.ts';
import type { Scanner } from './scanner.ts';

/** One thing that a scan would read, tried on one resource. */
export interface Trial {
  readonly name: string;
  /** The resource that it was tried on; null: there is none of the kind in scope. */
  readonly triedOn: string | null;
  readonly problem: {
    readonly code: string;
    readonly detail: string;
    readonly permission: string | null;
  } | null;
  /** Claims that need it of this resource; of any where there is none. */
  readonly claims: readonly string[];
}

/** A list that names resources and could not be read. */
export interface UnreadList {
  /** Lower case. */
  readonly childType: string;
  /** The resource, or the subscription, whose list it is. */
  readonly parentId: string;
  readonly why: Unavailable;
  readonly claims: readonly string[];
}

export interface Diagnosis {
  readonly tenantId: string | null;
  readonly subscriptions: readonly {
    readonly inventory: SubscriptionInventory;
    readonly trials: readonly Trial[];
    readonly unlisted: readonly UnreadList[];
  }[];
  /** What hangs below management groups that could not be read. */
  readonly problems: readonly string[];
}

/** Tries, per subscription, every read that the configured claims need on one resource of each kind. Throws an AzureAccessError when nothing can be read. */
export async function diagnose(
  scanner: Scanner,
  configuration: Configuration,
  signal: AbortSignal,
): Promise<Diagnosis> {
  const { tenantId } = await scanner.scope.connect(signal);
  const plan = makePlan(configuration.documents, scanner.checks, () => true);
  const scopes = await resolveScopes(scanner.scope, configuration.documents, undefined, signal);
  const ids = [...new Set(scopes.flatMap((scope) => [...scope.subscriptions]))].sort();
  const holders = createHolders();
  const answers = createAnswerReader({
    azure: scanner.azure,
    reads: scanner.reads,
    clock: scanner.clock,
    wakePaused: scanner.wakePaused ?? false,
    signal,
    holders,
  });
  const reading = [...scanner.scope.inventories(ids, 'full', signal).values()];
  holders.expect(reading);
  const inventories = await Promise.all(reading);
  const subscriptions = await pMap(
    inventories,
    async (inventory) => {
      const membership = createMembership(scopes, inventory.id);
      const { entries, problems, unlisted } = await collectPopulation({
        inventory,
        plan,
        reads: scanner.reads.values(),
        answers,
        scope: scanner.scope,
        wanted: (parent) => membership.mayHoldAnywhere(parent),
        concurrency: 8,
        signal,
      });
      const inScope = lineagesOf(entries).filter((lineage) => membership.belongsAnywhere(lineage));
      const trials = await tryFacts(plan, inScope, answers, membership);
      return {
        inventory: withProblems(inventory, problems),
        trials,
        unlisted: unlisted
          .filter((list) => !isTold(list, trials))
          .map(({ parent, childType, why }) => ({
            childType,
            parentId: parent.entry.resource.id,
            why,
            claims: claimsOf(plan, childType),
          })),
      };
    },
    { concurrency: 8 },
  );
  return { tenantId, subscriptions, problems: scopes.flatMap((scope) => scope.blind) };
}

function withProblems(
  inventory: SubscriptionInventory,
  problems: readonly Problem[],
): SubscriptionInventory {
  if (problems.length === 0) return inventory;
  return { ...inventory, status: 'partial', problems: [...inventory.problems, ...problems] };
}

/** Where there is one of the kind in scope, the list that could not be read was tried on it. */
function isTold({ why }: UnlistedChildren, trials: readonly Trial[]): boolean {
  return trials.some(({ problem }) => problem?.detail === why.detail);
}

/** Claims that ask for resources of a type by name. */
function claimsOf({ tasks }: Plan, type: string): readonly string[] {
  const uses = tasks.filter(({ check }) => check.resourceTypes.includes(type));
  return [...new Set(uses.flatMap((task) => task.uses.map(({ claim }) => claim.id)))].sort();
}

async function tryFacts(
  plan: Plan,
  lineages: readonly Lineage[],
  answers: AnswerReader,
  membership: Membership,
): Promise<readonly Trial[]> {
  const wanted = new Map<string, { types: Set<string>; uses: Set<PlannedUse> }>();
  for (const { check, parameters, uses } of plan.tasks) {
    for (const type of check.resourceTypes) {
      for (const name of check.readsFor(type, parameters)) {
        const entry = wanted.get(name) ?? { types: new Set(), uses: new Set() };
        entry.types.add(type);
        for (const use of uses) entry.uses.add(use);
        wanted.set(name, entry);
      }
    }
  }
  return await pMap(
    [...wanted],
    async ([name, { types, uses }]) => {
      const { sample, reading } = await trySamples(
        name,
        samplesFor(plan, name, types, lineages),
        answers,
      );
      return {
        name,
        triedOn: sample?.entry.resource.id ?? null,
        problem:
          reading?.status === 'unavailable'
            ? { code: reading.code, detail: reading.detail, permission: reading.permission }
            : null,
        claims: [
          ...new Set(
            [...uses]
              .filter((use) => sample === undefined || membership.belongs(use, sample))
              .map(({ claim }) => claim.id),
          ),
        ].sort(),
      };
    },
    { concurrency: 8 },
  );
}

/** The first of them that is awake: one that sleeps shows nothing about permissions. All asleep: a scan reads as little as this says. */
async function trySamples(
  name: string,
  samples: readonly Lineage[],
  answers: AnswerReader,
): Promise<{ readonly sample?: Lineage; readonly reading?: Reading<unknown> }> {
  let asleep: { readonly sample: Lineage; readonly reading: Reading<unknown> } | undefined;
  for (const sample of samples) {
    const reading = await answers.read(name, sample.entry);
    if (reading.status === 'collected' || reading.code !== 'Asleep') return { sample, reading };
    asleep ??= { sample, reading };
  }
  return asleep ?? {};
}

/** Resources that a scan would really ask about: one that a check with this name does not wave through by its first name is not known here, so system databases are left out. */
function samplesFor(
  plan: Plan,
  name: string,
  types: ReadonlySet<string>,
  lineages: readonly Lineage[],
): readonly Lineage[] {
  return lineages.filter(({ entry: { resource } }) => {
    const type = resource.type.toLowerCase();
    const isJudged =
      types.has(type) &&
      tasksForType(plan, type).some(({ check, parameters }) =>
        check.readsFor(type, parameters).includes(name),
      );
    return isJudged && !(resource.kind ?? '').includes('system');
  });
}
