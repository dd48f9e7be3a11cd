import type { Finding } from '#domain/finding.ts';
import { toInstant } from '#domain/instant.ts';
import type { InventoryEntry } from '#facts/scope-reader.ts';
import type { ExceptionLookup } from './exception-rulings.ts';
import type { Judgement } from './judge.ts';
import type { PlannedUse, Task } from './plan.ts';

/**
 * Turns a judgement into the findings of one claim: one, or one for each item where the check tells them apart. `since` and the
 * author are known only to the state.
 */
export function makeFindings(
  task: Task,
  use: PlannedUse,
  entry: InventoryEntry,
  judgement: Judgement,
  exceptionFor: ExceptionLookup,
): readonly Finding[] {
  const { items = [] } = judgement.verdict;
  if (items.length === 0) return [makeFinding(task, use, entry, judgement, exceptionFor)];
  return items.map(({ item, verdict }) =>
    makeFinding(task, use, entry, { ...judgement, verdict }, exceptionFor, item),
  );
}

/** The finding of a verdict that has no items, or of one of them. */
export function makeFinding(
  task: Task,
  use: PlannedUse,
  entry: InventoryEntry,
  judgement: Judgement,
  exceptionFor: ExceptionLookup,
  item?: string,
): Finding {
  const { check } = task;
  const { verdict } = judgement;
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
    remediation:
      verdict.status === 'fail'
        ? (check.remediation.command(resource, task.parameters) ?? check.remediation.link)
        : null,
    since: null,
    changedBy: null,
    exception: null,
    ...restingOn(judgement),
    ...(judgement.problem === undefined || verdict.status !== 'unknown'
      ? {}
      : { problem: problemOf(judgement.problem) }),
    readAt: toInstant(judgement.readAt),
  };
  return withException(finding, exceptionFor);
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

/** A check that never fails: what is accepted is that it cannot vouch for a type. */
const NEVER_FAILS: ReadonlySet<string> = new Set(['resource-type-coverage']);
const NOTE = ' Not covered by the exception ';

/**
 * Puts an approved exception in date over a violation, or takes a lapsed one off again. It never touches what could not be read: an
 * exception accepts a deviation that was seen, not one that may be there.
 */
export function withException(finding: Finding, exceptionFor: ExceptionLookup): Finding {
  const { status, problem, check } = finding;
  const isOpen = NEVER_FAILS.has(check) && status === 'unknown' && problem === undefined;
  if (status !== 'fail' && status !== 'excepted' && !isOpen) return finding;
  // What was said of an exception belongs to the scan that said it.
  const [reason = ''] = finding.reason.split(NOTE);
  const bare: Finding = {
    ...finding,
    reason,
    status: NEVER_FAILS.has(check) ? 'unknown' : 'fail',
    exception: null,
  };
  const ruling = exceptionFor(bare);
  if (ruling === undefined) return bare;
  return ruling.exception === null
    ? { ...bare, reason: `${reason} ${ruling.because}` }
    : { ...bare, status: 'excepted', exception: ruling.exception };
}
