import type { Exception } from '#domain/document.ts';
import type { Finding } from '#domain/finding.ts';
import { toInstant } from '#domain/instant.ts';
import type { InventoryEntry } from '#facts/scope-reader.ts';
import type { Judgement } from './judge.ts';
import type { PlannedUse, Task } from './plan.ts';

/** The exception in force for a claim on a resource, if any; the caller has fixed the instant. */
export type ExceptionLookup = (claim: string, resourceId: string) => Exception | undefined;

/** Turns a judgement into the finding of one claim; `since` and the author are known only to the state. */
export function makeFinding(
  task: Task,
  use: PlannedUse,
  entry: InventoryEntry,
  judgement: Judgement,
  exceptionFor: ExceptionLookup,
): Finding {
  const { check } = task;
  const { verdict } = judgement;
  const { resource } = entry;
  const finding: Finding = {
    document: use.document.statement.id,
    claim: use.claim.id,
    check: check.id,
    resourceId: resource.id,
    resourceType: resource.type.toLowerCase(),
    location: resource.location ?? null,
    status: verdict.status,
    severity: check.severity,
    expected: verdict.expected,
    observed: verdict.observed,
    reason: verdict.reason,
    remediation:
      verdict.status === 'fail'
        ? (check.remediation.command(resource, task.parameters) ?? check.remediation.link)
        : null,
    since: null,
    changedBy: null,
    exception: null,
    evidence: judgement.evidence,
    ...(judgement.problem === undefined ? {} : { problem: judgement.problem }),
    readAt: toInstant(judgement.readAt),
  };
  return withException(finding, exceptionFor);
}

/**
 * Puts an approved exception in date over a violation, or takes a lapsed one off again. It never touches what is unknown: an
 * exception accepts a deviation that was seen, not one that may be there.
 */
export function withException(finding: Finding, exceptionFor: ExceptionLookup): Finding {
  if (finding.status !== 'fail' && finding.status !== 'excepted') return finding;
  const exception = exceptionFor(finding.claim, finding.resourceId);
  return exception === undefined
    ? { ...finding, status: 'fail', exception: null }
    : { ...finding, status: 'excepted', exception };
}
