import { idKey } from '#domain/resource-id.ts';
import { makePlan, type Plan, tasksForType } from '#evaluation/plan.ts';
import type { Read } from '#resource-types/define-read.ts';
import { RESOURCE_TYPES } from '#resource-types/registry.generated.ts';
import { cellOf } from '#traits/cell.ts';
import { CHECKS, READS } from '../harness/product.ts';
import {
  documentsOf,
  type SimulatedAzure,
  startSimulatedAzure,
} from '../harness/simulated-scan.ts';
import { SUBSCRIPTION, typesEstate } from './types-estate.ts';

/** Rows that the simulated Azure puts on a page of a list. */
const PAGE = 1_000;

/** What one type of an estate costs. */
export interface TypeCost {
  readonly type: string;
  readonly resources: number;
  /** Requests on resources of the type, on what lies below them, and on lists of it. */
  readonly asked: number;
  /** Every answer of the type's that the claims rest on, asked for once. */
  readonly least: number;
}

export interface TypesCost {
  readonly resources: number;
  readonly types: readonly TypeCost[];
  /** All of the scan: inventory, permissions and change records too. */
  readonly requests: number;
  readonly least: number;
}

/**
 * Scans so many of each type with all four statements. The least possible is every answer that a claim rests on, asked for once: a page
 * for each thousand rows of what a list of the subscription shows, one request for what Azure shows of one resource alone.
 */
export async function typesCost(ofEach: number): Promise<TypesCost> {
  const estate = await typesEstate(ofEach);
  await using azure = await startSimulatedAzure({ ...estate, pageSize: PAGE });
  const documents = documentsOf([SUBSCRIPTION]);
  const { population, kept } = await azure.scan({ documents, deadlineMs: 3_600_000 });
  const paths = kept.map(({ url }) => pathOf(url));

  const plan = makePlan(documents, CHECKS, () => true);
  const byType = Map.groupBy(population, ({ resourceType }) => resourceType);
  const wanted = new Map<string, readonly Read[]>();
  for (const [type, [first]] of byType) {
    const reads = readsFor(plan, type);
    wanted.set(type, first === undefined ? [] : await needed(azure, type, first.resourceId, reads));
  }
  const keys = new Map<Read, Map<string, number>>();
  for (const [type, rows] of byType)
    for (const read of wanted.get(type) ?? [])
      for (const { resourceId } of rows) count(keys, read, idKey(read.requestKey(resourceId)));
  const types = [...byType].map(([type, rows]): TypeCost => {
    const own = new Set(rows.map(({ resourceId }) => idKey(resourceId)));
    const list = `/subscriptions/${SUBSCRIPTION}/providers/${type}`;
    const asked = paths.filter((path) => path === list || isOn(path, own)).length;
    const least = new Map<Read, Map<string, number>>();
    for (const read of wanted.get(type) ?? [])
      for (const { resourceId } of rows) count(least, read, idKey(read.requestKey(resourceId)));
    return { type, resources: rows.length, asked, least: pagesOf(least) };
  });
  return {
    resources: population.length,
    types: types.toSorted((one, other) => other.asked - one.asked),
    requests: paths.length,
    least: pagesOf(keys),
  };
}

/** A line for each type whose requests a resource are not the least, and the figure that the target is about. */
export function typesWords({ resources, types, requests, least }: TypesCost): readonly string[] {
  const perType = types
    .filter((one) => one.asked > 0)
    .map(
      (one) =>
        `  ${one.type.padEnd(56)} ${String(one.resources).padStart(5)} resources, ${(one.asked / one.resources).toFixed(3)} requests each, least ${(one.least / one.resources).toFixed(3)}`,
    );
  return [
    ...perType,
    `  ${resources} resources of ${types.length} types: ${requests} requests, least possible ${least}: ${(requests / least).toFixed(3)} times, target 1.100`,
  ];
}

function readsFor(plan: Plan, type: string): readonly Read[] {
  const names = tasksForType(plan, type).flatMap(({ check, parameters }) =>
    check.readsFor(type, parameters),
  );
  return [...new Set(names)]
    .map((name) => READS.get(name))
    .filter((read) => read !== undefined && read.kind !== 'join');
}

/** Those that its own answer does not rule out; all resources of a type are alike here, so that one tells of all. */
async function needed(
  azure: SimulatedAzure,
  type: string,
  id: string,
  reads: readonly Read[],
): Promise<readonly Read[]> {
  const file = RESOURCE_TYPES.find((one) => one.type.toLowerCase() === type);
  const [own] = Object.values(file?.reads ?? {});
  if (own === undefined) return reads;
  const { text } = await azure.get(`${id}?api-version=${own.apiVersion}`);
  const at = { evidence: `sha256:${'0'.repeat(64)}`, pointer: '' } as const;
  const cell = cellOf({ value: JSON.parse(text), readAt: 0, at });
  return reads.filter((read) => read.when?.(cell) === undefined);
}

function count(keys: Map<Read, Map<string, number>>, read: Read, key: string): void {
  const own = keys.get(read) ?? new Map<string, number>();
  own.set(key, (own.get(key) ?? 0) + 1);
  keys.set(read, own);
}

/** Requests for these answers; two reads of one list are one. */
function pagesOf(keys: ReadonlyMap<Read, ReadonlyMap<string, number>>): number {
  const lists = new Map<unknown, ReadonlyMap<string, number>>();
  for (const [read, own] of keys) lists.set(read.kind === 'join' ? read : read.read, own);
  let pages = 0;
  for (const own of lists.values())
    for (const rows of own.values()) pages += Math.ceil(rows / PAGE);
  return pages;
}

function isOn(path: string, ids: ReadonlySet<string>): boolean {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/')))
    if (ids.has(at)) return true;
  return false;
}

function pathOf(url: string): string {
  return idKey(decodeURIComponent(url.replace(/^https:\/\/[^/]+/u, '').replace(/\?.*$/u, '')));
}
