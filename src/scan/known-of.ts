import { type Finding, isReported } from '#domain/finding.ts';
import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import type { FindingCount, KnownResource, Standing, StandingFigure } from '#domain/recorded.ts';
import type { Check } from '#evaluation/check.ts';
import type { Plan } from '#evaluation/plan.ts';
import { readSince } from './earlier-scan.ts';
import { spread } from './stands-until.ts';

/** What can be gone by of a resource without its findings, which are these. */
export type KnownOf = (findings: readonly Finding[]) => Omit<KnownResource, 'id'>;

const HOUR_MS = 3_600_000;
/** Nothing but a write, or a day, makes it be read again. */
const FOR_EVER = '9999-12-31T23:59:59.999Z';

/**
 * By the checks of a plan. A resource stands as a whole while each of its findings would be carried by itself (`carry-forward.ts`); where
 * one of them fails, is excepted, reported or not known, sleeps, hangs on another resource or must be made anew by every scan, all are looked at.
 */
export function createKnownOf({ tasks }: Pick<Plan, 'tasks'>): KnownOf {
  const checks = new Map(tasks.map(({ check }) => [check.id, check]));
  return (findings) => ({
    readSince: readSince(findings),
    hasUnknown: findings.some(({ status }) => status === 'unknown'),
    standing: standingOf(findings, checks),
  });
}

function standingOf(
  findings: readonly Finding[],
  checks: ReadonlyMap<string, Check>,
): Standing | null {
  let until: Instant = FOR_EVER;
  const figures: StandingFigure[] = [];
  for (const finding of findings) {
    const check = checks.get(finding.check);
    const limit = check === undefined ? undefined : limitOf(finding, check);
    if (limit === undefined) return null;
    if (limit < until) until = limit;
    if (check?.figure !== undefined) figures.push(...figureOf(finding));
  }
  return findings.length === 0 ? null : { counts: countsOf(findings), figures, until };
}

/** Until when a finding stands if nothing is written; undefined: the next scan makes it anew, or looks at it. */
function limitOf(finding: Finding, check: Check): Instant | undefined {
  const { status, readAt, evidence, asleepSince, isForThisScan } = finding;
  const isGood = status === 'pass' || status === 'not-applicable';
  if (!isGood || isReported(finding)) return undefined;
  if (asleepSince !== undefined || isForThisScan === true) return undefined;
  const { carriedAtMostHours } = check;
  const at = toMilliseconds(readAt);
  if (at === undefined) return undefined;
  const young =
    carriedAtMostHours === undefined
      ? FOR_EVER
      : toInstant(at + spread(carriedAtMostHours, evidence[0]) * HOUR_MS);
  if (check.isTimeBound !== true) return young;
  const { standsUntil: clock } = finding;
  if (clock === undefined) return undefined;
  return clock < young ? clock : young;
}

function figureOf({
  document,
  claim,
  check,
  status,
  reason,
  observed,
}: Finding): readonly StandingFigure[] {
  return typeof observed === 'number' ? [{ document, claim, check, status, reason, observed }] : [];
}

/** In one order, so that what is said alike is the same text. */
function countsOf(findings: readonly Finding[]): readonly FindingCount[] {
  const counts = new Map<string, FindingCount>();
  for (const { document, claim, check, status } of findings) {
    const key = [document, claim, check, status].join('\u001f');
    counts.set(key, { document, claim, check, status, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
}
