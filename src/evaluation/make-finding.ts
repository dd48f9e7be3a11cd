import type { Finding } from '#domain/finding.ts';
import { toInstant } from '#domain/instant.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';
import type { ExceptionLookup } from './exception-rulings.ts';
import type { Judgement } from './judgement.ts';
import type { PlannedUse, Task } from './plan.ts';

/** The findings of one claim that a resource's judgements make: one for each. `since` and the author are known only to the state. */
export function makeFindings(
  task: Task,
  use: PlannedUse,
  entry: InventoryEntry,
  judgements: readonly Judgement[],
  exceptionFor: ExceptionLookup,
): readonly Finding[] {
  return judgements.map((judgement) => makeFinding(task, use, entry, judgement, exceptionFor));
}

/** The finding of one judgement. */
export function makeFinding(
  task: Task,
  use: PlannedUse,
  entry: InventoryEntry,
  judgement: Judgement,
  exceptionFor: ExceptionLookup,
): Finding {
  const { check } = task;
  const { verdict, item } = judgement;
  const { resource } = entry;
  const finding: Finding = {
    document: use.document.statement.id,
    claim: use.claim.id,
    check: check.id,
    resourceId: resource.id,
    ...(item === undefined ? {} : { item }),
    resourceType: resource.type.toLowerCase(),
    location: resource.location ?? null,
    status: verdict.status,
    severity: check.severity,
    expected: verdict.expected,
    observed: verdict.observed,
    reason: verdict.reason,
    remediation: verdict.status === 'fail' ? mendOf(task, entry, judgement) : null,
    since: null,
    changedBy: null,
    exception: null,
    ...restingOn(judgement),
    ...(judgement.problem === undefined || verdict.status !== 'unknown'
      ? {}
      : { problem: problemOf(judgement.problem) }),
    ...(judgement.isForThisScan === undefined ? {} : { isForThisScan: true }),
    ...(judgement.standsUntil === undefined ? {} : { standsUntil: judgement.standsUntil }),
    readAt: toInstant(judgement.readAt),
  };
  return withException(finding, exceptionFor);
}

/** How it is mended: by what mends just this, else by what mends the question on this type, else by a page. */
function mendOf(
  { check, parameters }: Task,
  { resource }: InventoryEntry,
  { mend = check.command(resource, parameters) }: Judgement,
): string {
  return mend ?? check.link;
}

/** An answer of which a member decided is kept as long as the finding is. */
function restingOn({ evidence, readFrom = [] }: Judgement) {
  if (readFrom.length === 0) return { evidence };
  return {
    evidence: [...new Set([...evidence, ...readFrom.map((member) => member.evidence)])],
    readFrom,
  };
}

function problemOf({ code, permission }: NonNullable<Judgement['problem']>) {
  return { code, permission };
}

/** Nothing reads the settings of its type: what an exception accepts is that nobody vouches for it. */
function isNotExamined({ problem }: Finding): boolean {
  return problem?.code === 'NotCollected';
}

const NOTE = ' Not covered by the exception ';

/**
 * Puts an approved exception in date over a violation, or takes a lapsed one off again. It never touches what could not be read: an
 * exception accepts a deviation that was seen, not one that may be there.
 */
export function withException(finding: Finding, exceptionFor: ExceptionLookup): Finding {
  const { status } = finding;
  const isOpen = isNotExamined(finding) && status === 'unknown';
  if (status !== 'fail' && status !== 'excepted' && !isOpen) return finding;
  // What was said of an exception belongs to the scan that said it.
  const [reason = ''] = finding.reason.split(NOTE);
  const bare: Finding = {
    ...finding,
    reason,
    status: isNotExamined(finding) ? 'unknown' : 'fail',
    exception: null,
  };
  const ruling = exceptionFor(bare);
  if (ruling === undefined) return bare;
  return ruling.exception === null
    ? { ...bare, reason: `${reason} ${ruling.because}` }
    : { ...bare, status: 'excepted', exception: ruling.exception };
}
