import type { Finding } from '#domain/finding.ts';
import { idKey, parseResourceId, resourceTypeOf } from '#domain/resource-id.ts';
import { touchedBy, selfAndAncestors } from '#drift/touched.ts';
import { type ExceptionLookup, withException } from '#evaluation/make-finding.ts';
import { type Plan, SCOPE_TYPE } from '#evaluation/plan.ts';
import { reasonOf } from '#evaluation/judge.ts';
import type { ScopeReader, SubscriptionInventory } from '#facts/scope-reader.ts';
import type { EarlierScan } from './earlier-scan.ts';
import type { PopulationRow } from './membership.ts';

/** What an incremental scan does not read again. */
export interface Carried {
  /** Whether a resource of the inventory has to be read: it was written to, is new, was not readable, or its verdict is too old. */
  mustRead(resourceId: string): boolean;
  /** Everything else, once it is known what was read: verdicts carried forward, and resources seen to be gone. */
  rest(
    read: ReadonlySet<string>,
    scope: ScopeReader,
    signal: AbortSignal,
  ): Promise<{
    readonly findings: readonly Finding[];
    readonly population: readonly PopulationRow[];
    readonly seenGone: ReadonlySet<string>;
  }>;
}

/** Decides what of one subscription is carried forward. Where the change feed could not be read, nothing is. */
export function carryForward(options: {
  readonly earlier: EarlierScan;
  readonly inventory: SubscriptionInventory;
  readonly exceptionFor: ExceptionLookup;
  readonly plan: Plan;
}): Carried {
  const { earlier, inventory, exceptionFor } = options;
  const inInventory = new Set(inventory.entries.map((entry) => idKey(entry.resource.id)));
  const recorded = new Set(
    [...earlier.resourceKeys()].filter(
      (key) => parseResourceId(key)?.subscriptionId === inventory.id && resourceTypeOf(key) !== SCOPE_TYPE,
    ),
  );
  const feed = earlier.writes.get(inventory.id);
  const isTouched =
    feed?.status === 'collected'
      ? touchedBy(
          feed.value.map((write) => write.resourceId),
          (key) => inInventory.has(key) || recorded.has(key),
        )
      : () => true;
  const claims = new Set(
    options.plan.tasks.flatMap((task) => task.uses.map((use) => `${use.document.statement.id}\u001f${use.claim.id}`)),
  );

  function known(key: string): readonly Finding[] {
    return earlier.findingsOf(key).filter((finding) => claims.has(`${finding.document}\u001f${finding.claim}`));
  }

  function isDue(key: string): boolean {
    if (!recorded.has(key) || isTouched(key)) return true;
    return known(key).some((finding) => finding.problem !== undefined || finding.readAt < earlier.carryFrom);
  }

  function parentInInventory(key: string): string | undefined {
    return selfAndAncestors(key)
      .slice(1)
      .find((ancestor) => inInventory.has(ancestor));
  }

  // A child that only its parent's list names is read through that list: the parent is due with it, and all its children are.
  const dueThroughChildren = new Set(
    [...recorded].filter((key) => !inInventory.has(key) && isDue(key)).map(parentInInventory),
  );

  function mustRead(resourceId: string): boolean {
    const key = idKey(resourceId);
    if (inInventory.has(key)) return isDue(key) || dueThroughChildren.has(key);
    const parent = parentInInventory(key);
    return parent === undefined || mustRead(parent);
  }

  return {
    mustRead,
    async rest(read, scope, signal) {
      const findings: Finding[] = [];
      const population: PopulationRow[] = [];
      const seenGone = new Set<string>();
      for (const key of recorded) {
        const isInInventory = inInventory.has(key);
        if (isInInventory && mustRead(key)) continue;
        const parent = parentInInventory(key);
        if (!isInInventory && parent !== undefined && mustRead(parent)) {
          // Its parent's list was read again: it is in `read`, or the list shows that it is gone, or the list could not be read.
          continue;
        }
        const last = known(key).map((finding) => withException(finding, exceptionFor));
        if (!isInInventory && parent === undefined) {
          const now = await scope.resource(last[0]?.resourceId ?? key, signal);
          if (now.status === 'unavailable') {
            if (now.code === 'NotFound') seenGone.add(key);
            else findings.push(...last.map((finding) => notConfirmed(finding, reasonOf(now), now)));
            continue;
          }
        }
        findings.push(...last);
        if (!read.has(key)) population.push(...rowOf(key, last));
      }
      return { findings, population, seenGone };
    },
  };
}

function notConfirmed(
  finding: Finding,
  reason: string,
  problem: NonNullable<Finding['problem']>,
): Finding {
  return {
    ...finding,
    status: 'unknown',
    observed: null,
    reason: `It is not in the inventory any more, and whether it is gone could not be seen. ${reason}`,
    remediation: null,
    exception: null,
    problem: { code: problem.code, permission: problem.permission },
  };
}

// What was in scope then is in scope now: another configuration makes a full scan.
function rowOf(key: string, findings: readonly Finding[]): readonly PopulationRow[] {
  const [first] = findings;
  if (first === undefined) return [];
  return [
    {
      resourceId: first.resourceId,
      resourceType: first.resourceType,
      subscriptionId: parseResourceId(key)?.subscriptionId ?? '',
      location: first.location,
      evidence: first.evidence,
      documents: [...new Set(findings.map((finding) => finding.document))],
      excluded: {},
    },
  ];
}
