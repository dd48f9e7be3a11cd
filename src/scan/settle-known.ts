import type { Finding } from '#domain/finding.ts';
import { idKey, parseResourceId, type ResourceId, resourceTypeOf } from '#domain/resource-id.ts';
import { selfAndAncestors } from '#drift/touched.ts';
import { type Plan, SCOPE_TYPE, tasksForType } from '#evaluation/plan.ts';
import type { InventoryEntry, ScopeReader } from '#inventory/scope-answers.ts';
import type { PopulationRow } from './membership.ts';
import { listKey, type UnlistedChildren } from './population.ts';
import { settleAbsent } from './settle-absent.ts';
import { type UnreadResource, whyUnread } from './unread-resources.ts';

/** What earlier scans recorded. A resource of it that a scan does not see is asked for, whatever the scan's mode. */
export interface KnownResources {
  /** Ids (without case) of the resources of a subscription (lower case) that have recorded findings. */
  keysWithin(subscriptionId: string): Promise<Iterable<string>>;
  /** The findings of a resource, by its id without case, as they were last recorded. */
  findingsOf(resourceKey: string): readonly Finding[] | Promise<readonly Finding[]>;
}

/** What became of the resources that were recorded and that this scan's population does not hold. */
export interface KnownSettled {
  /** Still there. */
  readonly found: readonly InventoryEntry[];
  /** Ids (without case) of what was seen to be gone. */
  readonly gone: ReadonlySet<string>;
  readonly unread: readonly UnreadResource[];
  /** Of what is neither: what was last said of it does not stand. */
  readonly findings: readonly Finding[];
  /** Of what went out of every scope together with what it lies in. */
  readonly population: readonly PopulationRow[];
}

/** That a resource is absent from a list does not show that it is gone: it is asked for directly, an absent parent before its children. */
export async function settleKnown(options: {
  readonly known: KnownResources;
  /** Lower case. */
  readonly subscriptionId: string;
  readonly plan: Plan;
  readonly entries: ReadonlyMap<string, InventoryEntry>;
  /** Ids (without case) that were already seen to be gone. */
  readonly gone: ReadonlySet<string>;
  readonly unlisted: readonly UnlistedChildren[];
  /** Whether a resource of the population, or a child of it, may belong to a statement; by its id without case. */
  readonly mayHold: (key: string) => boolean;
  readonly scope: Pick<ScopeReader, 'resource'>;
  readonly concurrency: number;
  readonly signal: AbortSignal;
}): Promise<KnownSettled> {
  const { known, entries, plan, mayHold } = options;
  const unlisted = new Map(
    options.unlisted.map(({ parent, childType, why }) => [
      listKey(idKey(parent.entry.resource.id), childType),
      why,
    ]),
  );
  const recorded = new Map<string, readonly Finding[]>();
  const ids: ResourceId[] = [];
  const unread: UnreadResource[] = [];
  const population: PopulationRow[] = [];
  for (const key of await known.keysWithin(options.subscriptionId)) {
    if (resourceTypeOf(key) === SCOPE_TYPE) continue;
    if (entries.has(key) || options.gone.has(key)) continue;
    const last = stillAsked(plan, key, await known.findingsOf(key));
    const [first] = last;
    if (first === undefined) continue;
    const parent = selfAndAncestors(key)
      .slice(1)
      .find((ancestor) => entries.has(ancestor));
    if (parent !== undefined && !mayHold(parent)) {
      population.push(rowOf(first));
      continue;
    }
    recorded.set(key, last);
    const list = parent === undefined ? '' : listKey(parent, resourceTypeOf(key));
    const why = unlisted.get(list);
    if (why === undefined) ids.push(first.resourceId);
    else unread.push({ id: first.resourceId, why });
  }
  const settled = await settleAbsent({ ...options, ids, isPresent: (key) => entries.has(key) });
  for (const [id, why] of settled.unread) unread.push({ id, why });
  return {
    found: settled.found,
    gone: settled.gone,
    unread,
    findings: unread.flatMap((resource) =>
      (recorded.get(idKey(resource.id)) ?? []).map((finding) => notKnown(finding, resource)),
    ),
    population,
  };
}

/** Those of the recorded findings that the plan still asks for. */
function stillAsked(plan: Plan, key: string, findings: readonly Finding[]): readonly Finding[] {
  const tasks = tasksForType(plan, resourceTypeOf(key));
  return findings.filter((finding) =>
    tasks.some(
      ({ check, uses }) =>
        check.id === finding.check &&
        uses.some(
          ({ document, claim }) =>
            document.statement.id === finding.document && claim.id === finding.claim,
        ),
    ),
  );
}

function notKnown(finding: Finding, resource: UnreadResource): Finding {
  const { code, permission } = resource.why;
  return {
    ...finding,
    status: 'unknown',
    observed: null,
    reason: whyUnread(resource),
    remediation: null,
    exception: null,
    problem: { code, permission },
  };
}

function rowOf({ resourceId, resourceType, location, evidence }: Finding): PopulationRow {
  const subscriptionId = parseResourceId(resourceId)?.subscriptionId ?? '';
  return {
    resourceId,
    resourceType,
    subscriptionId,
    location,
    evidence,
    documents: [],
    excluded: {},
    outside: {},
    parts: {},
    outsideParts: {},
  };
}
