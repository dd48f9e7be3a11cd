import type { BoundDocument } from '#domain/document.ts';
import type { Finding } from '#domain/finding.ts';
import { isFormerCheck, successorAmong } from '#domain/former-checks.ts';
import { idKey, resourceTypeOf } from '#domain/resource-id.ts';
import type { Successor } from '#drift/take-over.ts';
import { type Plan, tasksForType } from '#evaluation/plan.ts';

/** By which questions the claims ask today what checks of an older version asked for them. */
export interface Names {
  readonly successorOf: Successor;
  readonly ofClaim: (of: Pick<Finding, 'document' | 'claim' | 'check'>) => string | undefined;
  /** Whether the claim is made at all. */
  readonly isMade: (of: Pick<Finding, 'document' | 'claim'>) => boolean;
}

/** Reads it from what is claimed today; `plan`: of these documents. */
export function namesToday(documents: readonly BoundDocument[], plan: Plan): Names {
  const asked = new Map<string, Set<string>>();
  for (const { statement } of documents)
    for (const { id } of statement.claims) asked.set(claimKey(statement.id, id), new Set());
  for (const { check, uses } of plan.tasks) {
    for (const { document, claim } of uses)
      asked.get(claimKey(document.statement.id, claim.id))?.add(check.id);
  }
  const ofType = new Map<string, ReadonlySet<string>>();
  const bearingOn = (type: string): ReadonlySet<string> => {
    const known =
      ofType.get(type) ?? new Set(tasksForType(plan, type).map(({ check }) => check.id));
    ofType.set(type, known);
    return known;
  };
  const askedBy = ({ document, claim }: Pick<Finding, 'document' | 'claim'>) =>
    asked.get(claimKey(document, claim));
  return {
    isMade: (of) => askedBy(of) !== undefined,
    ofClaim: (of) => successorAmong(of.check, askedBy(of) ?? new Set()),
    successorOf(finding) {
      const ofClaim = askedBy(finding);
      // That the claim is no longer made is for the comparison to tell.
      if (!isFormerCheck(finding.check) || ofClaim === undefined) return 'same';
      const bearing = bearingOn(resourceTypeOf(idKey(finding.resourceId)));
      const check = successorAmong(finding.check, ofClaim.intersection(bearing));
      return check === undefined ? 'nothing' : { check };
    },
  };
}

function claimKey(document: string, claim: string): string {
  return `${document}\u001f${claim}`;
}
