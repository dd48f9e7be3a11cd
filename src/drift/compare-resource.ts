import type { Change } from '#domain/change.ts';
import { type Finding, findingKey } from '#domain/finding.ts';
import type { Absent } from '#domain/finding-end.ts';
import type { Instant } from '#domain/instant.ts';
import type { KnownResource, RecordedFinding, ResourceUpdate } from '#domain/recorded.ts';
import type { ResourceId } from '#domain/resource-id.ts';
import { endedBecause } from './ended-because.ts';
import { isSameValue } from './same-value.ts';
import { lastRead, type Transition, transitionOf } from './transition.ts';

export interface ResourceComparison {
  readonly resourceId: ResourceId;
  readonly previous: readonly RecordedFinding[];
  /** What the scan says; `unseenFindings` among them where the resource could not be looked for. */
  readonly current: readonly Finding[];
  /** The scan's instant. */
  readonly at: Instant;
  /** Nothing was ever recorded of anything: what passes now has not appeared, it is the baseline. */
  readonly firstScan: boolean;
  /**
   * Why a recorded finding has no counterpart. `gone`: the resource was seen to be gone. `left-scope`: the claim no longer speaks
   * of it. `not-claimed`: it is no longer made. `not-asked`: this scan did not ask (a scan of some claims), so it stays as it is.
   */
  absence(finding: Finding): Absent['because'] | Absent | 'not-asked';
  /** What can be gone by of the resource without these findings; absent: nobody works it out. */
  readonly knownOf?: (findings: readonly Finding[]) => Omit<KnownResource, 'id'>;
  /** Since when something failed that comes back after the claim did not speak of it for a while (`findingKey`). */
  readonly sinceWhen?: (key: string) => Instant | undefined;
}

export interface ResourceDifference {
  /** The current findings with `since`, and with the author of a state that still lasts. */
  readonly findings: readonly Finding[];
  readonly changes: readonly Change[];
  readonly update: ResourceUpdate;
}

/** Compares what a scan says of a resource with what is recorded of it. Says everything once: the same input has no further changes. */
export function compareResource(comparison: ResourceComparison): ResourceDifference {
  const { at } = comparison;
  const recorded = new Map(comparison.previous.map((entry) => [findingKey(entry.finding), entry]));
  const isNewResource = recorded.size === 0;
  const findings: Finding[] = [];
  const changes: Change[] = [];
  const changed: RecordedFinding[] = [];
  for (const current of comparison.current) {
    const key = findingKey(current);
    const previous = recorded.get(key);
    recorded.delete(key);
    const next =
      previous === undefined
        ? firstRecord(current, sinceOf(comparison, key, current))
        : nextRecord(previous, current, at);
    const transition =
      previous === undefined
        ? firstSight(current, isNewResource && !comparison.firstScan)
        : transitionOf(previous, current);
    if (transition !== undefined) {
      const ended = previous === undefined ? {} : endOf(transition, previous, current);
      changes.push({ ...transition, ...ended, at, finding: next.finding });
    }
    if (previous === undefined || !isSameRecord(previous, next)) changed.push(next);
    findings.push(next.finding);
  }
  const removed: string[] = [];
  const kept: Finding[] = [];
  const isSplit = itemised(comparison.current);
  for (const [key, entry] of recorded) {
    const { finding } = entry;
    const absence = comparison.absence(finding);
    if (absence === 'not-asked') {
      kept.push(finding);
      continue;
    }
    removed.push(key);
    const known = lastRead(entry) ?? finding;
    // The whole of which its items are told from now on has not gone anywhere, unless it failed; nor has what only a former check told.
    const isOnlyTold = isSplit(finding) || (entry.formerly !== undefined && findings.length > 0);
    if (known.status !== 'fail' && isOnlyTold) continue;
    const before = { status: known.status, observed: known.observed };
    const kind = typeof absence === 'string' ? absence : absence.because;
    const how = typeof absence === 'string' ? null : absence.how;
    changes.push({ kind, at, finding, before, ended: { because: kind, how } });
  }
  const update: ResourceUpdate = {
    resourceId: comparison.resourceId,
    changed,
    removed,
    // Made when it is written: the keys of a large estate's findings would take more room than the findings.
    get readings() {
      return [...findings, ...kept].map((finding) => ({
        key: findingKey(finding),
        readAt: finding.readAt,
        evidence: finding.evidence,
        ...(finding.readFrom === undefined ? {} : { readFrom: finding.readFrom }),
      }));
    },
    ...(comparison.knownOf === undefined
      ? {}
      : { known: comparison.knownOf([...findings, ...kept]) }),
  };
  return { findings, changes, update };
}

function endOf(
  { kind }: Transition,
  previous: RecordedFinding,
  current: Finding,
): Pick<Change, 'ended'> {
  if (kind !== 'stopped-failing') return {};
  const { expected } = previous.finding;
  const { formerly } = previous;
  // Nobody is known to have mended it: then it may well be as it was, and only the question another one.
  if (formerly !== undefined && current.status === 'pass' && current.changedBy === null) {
    const how = `${current.check} asks in another form what ${formerly.join(', ')} asked, and that it meets`;
    return { ended: { because: 'claim-changed', how } };
  }
  const observed = lastRead(previous)?.observed ?? null;
  return { ended: endedBecause({ expected, observed }, current) };
}

/** Whether the scan tells the items of what a finding says as a whole. */
function itemised(current: readonly Finding[]): (finding: Finding) => boolean {
  const nameOf = ({ document, claim, check }: Finding): string =>
    [document, claim, check].join('\u001f');
  const split = new Set(current.filter(({ item }) => item !== undefined).map(nameOf));
  return (finding) => finding.item === undefined && split.has(nameOf(finding));
}

function sinceOf({ sinceWhen, at }: ResourceComparison, key: string, { status }: Finding): Instant {
  return status === 'fail' ? (sinceWhen?.(key) ?? at) : at;
}

function firstSight(current: Finding, isNewResource: boolean): Transition | undefined {
  if (current.status === 'fail') return { kind: 'found-failing', before: null };
  if (isNewResource) return { kind: 'appeared', before: null };
  return undefined;
}

function firstRecord(current: Finding, at: Instant): RecordedFinding {
  return { finding: { ...current, since: at }, lastRead: null };
}

/**
 * `since` is kept while the status stays. Blindness in between does not reset that of a violation, which nobody has mended as far
 * as is known; it does reset that of a pass, because nobody knows what it was in between.
 */
function nextRecord(previous: RecordedFinding, current: Finding, at: Instant): RecordedFinding {
  const known = lastRead(previous);
  if (current.status === 'unknown') {
    const since = previous.finding.status === 'unknown' ? (previous.finding.since ?? at) : at;
    return { finding: { ...current, since }, lastRead: known, ...stillFormer(previous) };
  }
  const stayed =
    known?.status === current.status &&
    (previous.finding.status !== 'unknown' || current.status === 'fail');
  const since = stayed ? (known.since ?? at) : at;
  const changedBy = current.changedBy ?? (stayed ? known.changedBy : null);
  // What was carried forward is what is recorded: a second copy of each would be the most that an incremental scan holds.
  const isCarried = current.since === since && isSameValue(current.changedBy, changedBy);
  return {
    finding: isCarried ? current : { ...current, since, changedBy },
    lastRead: null,
    // Carried forward, it is in the form in which it was read.
    ...(current.readAt === previous.finding.readAt ? stillFormer(previous) : {}),
  };
}

function stillFormer({ formerly }: RecordedFinding): Pick<RecordedFinding, 'formerly'> {
  return formerly === undefined ? {} : { formerly };
}

/** When it was read and on which answers and members it rests is kept apart: that changes with every scan. */
function isSameRecord(a: RecordedFinding, b: RecordedFinding): boolean {
  const said = ({ finding }: RecordedFinding) => {
    const { readAt: _read, evidence: _evidence, readFrom: _from, ...rest } = finding;
    return rest;
  };
  const isSame = isSameValue(said(a), said(b)) && isSameValue(a.lastRead, b.lastRead);
  return isSame && isSameValue(a.formerly, b.formerly);
}
