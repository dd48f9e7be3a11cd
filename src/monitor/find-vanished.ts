import pMap from 'p-map';
import { type Finding, findingKey } from '#domain/finding.ts';
import { type Unavailable, unavailable } from '#domain/reading.ts';
import { idKey, parseResourceId, resourceTypeOf } from '#domain/resource-id.ts';
import { selfAndAncestors } from '#drift/touched.ts';
import { reasonOf } from '#evaluation/judge.ts';
import { type Plan, tasksForType } from '#evaluation/plan.ts';
import type { ScopeReader } from '#facts/scope-reader.ts';
import type { Carried } from './carry-forward.ts';
import type { EarlierScan } from './earlier-scan.ts';
import type { PopulationRow } from './membership.ts';
import { listKey, type UnlistedChildren } from './population.ts';

/** What became of the resources that were recorded and that this scan's population does not hold. */
export interface Vanished {
  /** Of what is still there, or could not be seen to be gone. */
  readonly findings: readonly Finding[];
  readonly population: readonly PopulationRow[];
  /** Ids (without case) of what was seen to be gone. */
  readonly seenGone: ReadonlySet<string>;
}

interface Search {
  readonly carried: Carried;
  readonly earlier: EarlierScan;
  readonly plan: Plan;
  /** Ids (without case) of the population. */
  readonly present: ReadonlySet<string>;
  /** Lists of children (`listKey`) that this scan read. */
  readonly listed: ReadonlySet<string>;
  readonly unlisted: readonly UnlistedChildren[];
  /** Whether a resource of the population, or a child of it, may belong to a statement; by its id without case. */
  readonly mayHold: (key: string) => boolean;
  readonly scope: ScopeReader;
  readonly concurrency: number;
  readonly signal: AbortSignal;
}

/**
 * Looks for what an incremental scan misses. That a resource is absent does not show that it is gone, unless the list that would
 * name it was read; everything else is asked for directly, an absent parent before its children.
 */
export async function findVanished(search: Search): Promise<Vanished> {
  const { carried, present, listed, mayHold } = search;
  const unlisted = new Map(
    search.unlisted.map(({ parent, childType, why }) => [
      listKey(idKey(parent.entry.resource.id), childType),
      why,
    ]),
  );
  const findings: Finding[] = [];
  const population: PopulationRow[] = [];
  const seenGone = new Set<string>();
  const ask = createDirectQuestion(search);
  await pMap(
    [...carried.recorded].filter((key) => !present.has(key)),
    async (key) => {
      const parent = selfAndAncestors(key)
        .slice(1)
        .find((ancestor) => present.has(ancestor));
      const list = parent === undefined ? '' : listKey(parent, resourceTypeOf(key));
      if (listed.has(list)) {
        seenGone.add(key);
        return;
      }
      const last = plannedFindings(search, key);
      if (parent !== undefined && !mayHold(parent)) {
        // It went out of every scope together with what it lies in.
        population.push(...rowOf(key, last, []));
        return;
      }
      const fate = unlisted.get(list) ?? (await ask(key));
      if (fate === 'gone') {
        seenGone.add(key);
        return;
      }
      const now = last.map(({ finding, standing }) =>
        fate === 'there'
          ? (standing ?? notConfirmed(finding, HIDDEN))
          : notConfirmed(finding, fate),
      );
      findings.push(...now);
      if (fate === 'there')
        population.push(...rowOf(key, last, [...new Set(now.map(({ document }) => document))]));
    },
    { concurrency: search.concurrency },
  );
  return { findings, population, seenGone };
}

interface PlannedFinding {
  readonly finding: Finding;
  /** The finding itself, where it may be carried forward. */
  readonly standing: Finding | undefined;
}

/** What was recorded of a resource and is still asked. */
function plannedFindings(
  { earlier, plan, carried }: Search,
  key: string,
): readonly PlannedFinding[] {
  const tasks = tasksForType(plan, resourceTypeOf(key));
  return earlier.findingsOf(key).flatMap((finding) => {
    for (const task of tasks.filter(({ check }) => check.id === finding.check)) {
      const use = task.uses.find(
        ({ document, claim }) =>
          document.statement.id === finding.document && claim.id === finding.claim,
      );
      if (use === undefined) continue;
      const standing = carried
        .standing(key, task, use)
        ?.find((one) => findingKey(one) === findingKey(finding));
      return [{ finding, standing }];
    }
    return [];
  });
}

type Fate = 'gone' | 'there' | Unavailable;

/** Asks Azure for one resource; a parent that is absent too is asked once for all its children. */
function createDirectQuestion({
  present,
  scope,
  signal,
  earlier,
}: Search): (key: string) => Promise<Fate> {
  const asked = new Map<string, Promise<Fate>>();

  async function read(key: string): Promise<Fate> {
    const now = await scope.resource(earlier.findingsOf(key)[0]?.resourceId ?? key, signal);
    if (now.status === 'collected') return 'there';
    return now.code === 'NotFound' ? 'gone' : now;
  }

  return async (key) => {
    let fate: Fate = 'there';
    const absent = selfAndAncestors(key).filter((candidate) => !present.has(candidate));
    for (const candidate of absent.toReversed()) {
      const answer = asked.get(candidate) ?? read(candidate);
      asked.set(candidate, answer);
      fate = await answer;
      if (fate === 'gone') return fate;
    }
    return fate;
  };
}

const HIDDEN = unavailable(
  'Incomplete',
  'It is there, but the inventory does not name it, and what it was may have changed',
);

function notConfirmed(finding: Finding, why: Unavailable): Finding {
  return {
    ...finding,
    status: 'unknown',
    observed: null,
    reason: `It is not in what was listed, and it was not read again. ${reasonOf(why)}`,
    remediation: null,
    exception: null,
    problem: { code: why.code, permission: why.permission },
  };
}

function rowOf(
  key: string,
  last: readonly PlannedFinding[],
  documents: readonly string[],
): readonly PopulationRow[] {
  const [first] = last;
  if (first === undefined) return [];
  const { resourceId, resourceType, location, evidence } = first.finding;
  const subscriptionId = parseResourceId(key)?.subscriptionId ?? '';
  return [
    {
      resourceId,
      resourceType,
      subscriptionId,
      location,
      evidence,
      documents,
      excluded: {},
      outside: {},
    },
  ];
}
