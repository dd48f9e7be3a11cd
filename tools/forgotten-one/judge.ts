import pino from 'pino';
import type { BoundDocument } from '#domain/document.ts';
import type { Finding } from '#domain/finding.ts';
import { makePlan, type Plan } from '#evaluation/plan.ts';
import type { Locate } from '#evaluation/whereabouts.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';
import type { ResourceType } from '#resource-types/define-resource-type.ts';
import { RESOURCE_TYPES } from '#resource-types/registry.generated.ts';
import { typesOfConcern } from '#resource-types/without-file.ts';
import { evaluatePopulation } from '#scan/evaluate-population.ts';
import { createMembership } from '#scan/membership.ts';
import { resolveScopes, type ScopedDocument } from '#scan/resolve-scopes.ts';
import { AS_OF, type Bodies, locateGood, readingOf } from '../../test/harness/judge-type.ts';
import { CHECKS } from '../../test/harness/product.ts';
import { AWAY, forgottenBodies } from './forget.ts';

/** A type of which nobody knows anything. */
export const UNKNOWN_TYPE = 'Contoso.Data/stores';

/** A resource that was forgotten, in every statement's scope. */
export interface Forgotten {
  /** As Azure spells it, or in lower case where no file spells it. */
  readonly type: string;
  /** Its file; undefined: the type has none. */
  readonly file: ResourceType | undefined;
  readonly bodies: Bodies;
}

/** What the statements ask, and where each of them speaks. */
export interface World {
  readonly documents: readonly BoundDocument[];
  readonly plan: Plan;
  readonly scopes: readonly ScopedDocument[];
}

/** The statements as they are bound, with what a scan would plan for them. */
export async function worldOf(documents: readonly BoundDocument[]): Promise<World> {
  const scopes = await resolveScopes(
    {
      subscriptions: async ({ subscriptions = [] }) =>
        await Promise.resolve({ ids: subscriptions, problems: [] }),
    },
    documents,
    undefined,
    new AbortController().signal,
  );
  return { documents, plan: makePlan(documents, CHECKS, () => true), scopes };
}

/** One of each type that has a file, and of each that is known without one; then one of a type that nobody knows. */
export async function allForgotten({ plan }: World): Promise<readonly Forgotten[]> {
  const withFile = RESOURCE_TYPES.toSorted((a, b) => (a.type < b.type ? -1 : 1));
  const filed = new Set(withFile.map(({ type }) => type.toLowerCase()));
  const forgotten: Forgotten[] = [];
  for (const file of withFile)
    forgotten.push({ type: file.type, file, bodies: await forgottenBodies(file, plan.tasks) });
  const without = typesOfConcern().filter((type) => !filed.has(type));
  return [
    ...forgotten,
    ...[...without.toSorted(), UNKNOWN_TYPE].map((type) => ({
      type,
      file: undefined,
      bodies: {},
    })),
  ];
}

/** The resource group that a forgotten one has for itself. */
export function groupOf({ type }: Pick<Forgotten, 'type'>): string {
  return `forgotten-${type.replaceAll(/[./]/gu, '-').toLowerCase()}`;
}

/** The id of a forgotten one in a subscription. */
export function idIn(
  subscription: string,
  { type, file }: Pick<Forgotten, 'type' | 'file'>,
): string {
  const group = groupOf({ type });
  const below = file?.good.id.split('/providers/')[1] ?? namedBelow(type);
  return `/subscriptions/${subscription}/resourceGroups/${group}/providers/${below}`;
}

function namedBelow(type: string): string {
  const [namespace = '', ...kinds] = type.split('/');
  return [namespace, ...kinds.flatMap((kind) => [kind, 'forgotten'])].join('/');
}

/** What a scan would find of it for every claim of one statement: the engine's own plan, scope, evaluation and findings. */
export async function findingsOf(
  { plan, scopes }: World,
  { document }: ScopedDocument,
  forgotten: Forgotten,
): Promise<readonly Finding[]> {
  const { file } = forgotten;
  const [subscription = ''] = document.scope?.subscriptions ?? [];
  const id = idIn(subscription, forgotten);
  const bodies = await movedTo(id, forgotten);
  const names = new Map(
    Object.entries(file?.reads ?? {}).map(([name, read]) => [read.name, name] as const),
  );
  const entry: InventoryEntry = {
    resource: { id, name: id.split('/').at(-1) ?? '', type: forgotten.type, location: AWAY },
    groupTags: {},
    evidence: [DIGEST],
    readAt: Date.parse(AS_OF),
  };
  const own = scopes.filter((scope) => scope.document === document);
  const findings: Finding[] = [];
  await evaluatePopulation({
    plan,
    lineages: [{ entry, ancestors: [] }],
    unlisted: [],
    membership: createMembership(own, subscription),
    standing: async () => await Promise.resolve(undefined),
    beforeSleep: async () => await Promise.resolve(undefined),
    source: async (wanted) => {
      const name = names.get(wanted);
      if (file === undefined || name === undefined)
        throw new Error(`${forgotten.type} was asked for ${wanted}`);
      return await Promise.resolve(readingOf(file, name, bodies[name], Date.parse(AS_OF)));
    },
    locator: { learn: () => undefined, for: () => locateFrom(id) },
    exceptionFor: () => undefined,
    asOf: AS_OF,
    concurrency: 1,
    log: pino({ level: 'silent' }),
    onFindings: (made) => {
      findings.push(...made);
    },
    onResource: () => undefined,
  });
  return findings;
}

const DIGEST = `sha256:${'0'.repeat(64)}` as const;

/** The bodies with every id of the example's resource group in the other one. */
async function movedTo(id: string, { file, bodies }: Forgotten): Promise<Bodies> {
  if (file === undefined) return await Promise.resolve(bodies);
  const [from = ''] = file.good.id.split('/providers/');
  const [to = ''] = id.split('/providers/');
  return JSON.parse(JSON.stringify(bodies).replaceAll(from, to)) as Bodies;
}

/** What lies in its own resource group was forgotten with it; everything else is good. */
function locateFrom(id: string): Locate {
  const [group = ''] = id.toLowerCase().split('/providers/');
  return async (other, use) => {
    const found = await locateGood(other, use);
    return other.toLowerCase().startsWith(`${group}/`) && found.is === 'in-scope'
      ? { ...found, location: AWAY }
      : found;
  };
}
