import type { Finding } from '#domain/finding.ts';
import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import type { Asleep, Reading } from '#domain/reading.ts';
import { idKey, type ResourceId } from '#domain/resource-id.ts';
import type { AttributableWrite } from '#drift/attribute.ts';
import { isSameValue } from '#drift/same-value.ts';
import type { Check } from '#evaluation/check.ts';
import type { ExceptionLookup } from '#evaluation/exception-rulings.ts';
import { withException } from '#evaluation/make-finding.ts';
import type { PlannedUse, Task } from '#evaluation/plan.ts';

/** Between its reading and its sleep a database was online: no verdict is carried over more of that than over a day between two full scans. */
const MOST_HOURS_ONLINE = 26;

/** The earlier finding of a sleeping database from before it fell asleep, where it still stands; undefined: it is not known. */
export type BeforeSleep = (
  resourceId: ResourceId,
  task: Task,
  use: PlannedUse,
  asleep: Asleep,
  /** What the judgement that could not be made would have expected. */
  expected: unknown,
) => Promise<Finding | undefined>;

/**
 * Carries what was read of a database while it was online. A write of a setting resumes it, so nothing changes while it sleeps: the
 * verdict stands for as long as that lasts. It does not where the database may have changed unseen between the reading and its sleep:
 * it resumed again, it was online for longer than any verdict is carried, or Azure's change records tell of a write or could not be read.
 */
export function createBeforeSleep(options: {
  readonly findingsOf: (resourceId: ResourceId) => Promise<readonly Finding[]>;
  /** Of the database's subscription; undefined: was not asked. */
  readonly feed: Reading<readonly AttributableWrite[]> | undefined;
  /** From when on the feed tells; undefined: it was not asked. */
  readonly feedSince: Instant | undefined;
  readonly exceptionFor: ExceptionLookup;
  readonly asOf: Instant;
}): BeforeSleep {
  const { findingsOf, feed, feedSince, exceptionFor, asOf } = options;
  const now = toMilliseconds(asOf) ?? 0;

  function mayHaveChanged(resourceId: ResourceId, readAt: number, sleptAt: number): boolean {
    const from = feedSince === undefined ? undefined : toMilliseconds(feedSince);
    // It slept already when an earlier scan looked, and that scan asked the feed of the time before.
    if (from !== undefined && sleptAt <= from) return false;
    if (feed?.status !== 'collected') return true;
    const key = idKey(resourceId);
    return feed.value.some(({ resourceId: written, at }) => {
      const isOwn = idKey(written) === key || idKey(written).startsWith(`${key}/`);
      return isOwn && (toMilliseconds(at) ?? Infinity) >= readAt;
    });
  }

  return async (resourceId, { check, parameters }, { document, claim }, asleep, expected) => {
    if (check.isTimeBound === true || !areDefault(check, parameters)) return undefined;
    const last = (await findingsOf(resourceId)).find(
      (finding) =>
        finding.check === check.id &&
        finding.claim === claim.id &&
        finding.document === document.statement.id,
    );
    const readAt = last === undefined ? undefined : toMilliseconds(last.readAt);
    if (last === undefined || readAt === undefined || last.status === 'unknown') return undefined;
    if (last.isForThisScan === true) return undefined;
    // What was judged by other parameters may be judged otherwise now.
    const isOfOldForm = last.expected === null && last.status !== 'not-applicable';
    if (!isOfOldForm && !isSameValue(last.expected, expected)) return undefined;
    const { carriedAtMostHours = Infinity } = check;
    if (hours(now - readAt) > carriedAtMostHours) return undefined;
    if (asleep.resumedAt !== null && asleep.resumedAt > readAt) return undefined;
    const sleptAt = asleep.since ?? now;
    // It was seen asleep before, and this is another sleep: it was awake in between, whatever Azure says of when it resumed.
    if (last.asleepSince !== undefined && last.asleepSince !== toInstant(sleptAt)) return undefined;
    if (hours(sleptAt - readAt) > MOST_HOURS_ONLINE) return undefined;
    if (mayHaveChanged(resourceId, readAt, sleptAt)) return undefined;
    const carried = withException(isOfOldForm ? { ...last, expected } : last, exceptionFor);
    return asleep.since === null ? carried : { ...carried, asleepSince: toInstant(sleptAt) };
  };
}

/** A finding does not say by which parameters it was judged; those that nobody gave are the same from scan to scan. */
function areDefault(check: Check, parameters: unknown): boolean {
  const given = check.parameters.safeParse({});
  return given.success && isSameValue(given.data, parameters);
}

function hours(milliseconds: number): number {
  return milliseconds / 3_600_000;
}
