import { NOTHING } from '#delivery/alert-desk.ts';
import type { Alert, AlertMember, FindingMember } from '#domain/alert.ts';
import { AUTHOR_SEARCH_MS } from '#domain/author-search.ts';
import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import { idKey, parseResourceId } from '#domain/resource-id.ts';
import { type AttributableWrite, type Attribution, attributeTo } from '#drift/attribute.ts';
import { collectedWrites } from '#scan/change-feeds.ts';
import type { FindAuthorsParts } from './find-authors.ts';

/** Scans among which the one before an end is looked for. */
const SCANS = 50;

type Ended = FindingMember & { readonly over: NonNullable<FindingMember['over']> };

/** Alerts that wait for their end to last and of which it is not known yet who brought it about. */
export async function lackMenders({ desk, clock }: FindAuthorsParts): Promise<readonly Alert[]> {
  const since = toInstant(clock.now() - AUTHOR_SEARCH_MS);
  const open = await desk.store.openAlerts();
  return open.filter(
    ({ kind, state, recoveringSince, members }) =>
      kind === 'violation' &&
      state === 'recovering' &&
      (recoveringSince ?? '') >= since &&
      members.some(isUnnamed),
  );
}

/**
 * Asks Azure's change records, between scans, who mended what is about to be told as over: its end is to name them (A12). Answers
 * whether anybody was found. Only a write after the last scan that still saw the violation counts: a wrong name is worse than none.
 */
export async function findMenders(parts: FindAuthorsParts, signal: AbortSignal): Promise<boolean> {
  const { desk, scope, clock } = parts;
  const lacking = await lackMenders(parts);
  if (lacking.length === 0) return false;
  const ended = lacking.flatMap(({ members }) => members.filter(isUnnamed));
  const subscriptions = new Set(
    ended.map(({ finding }) => parseResourceId(finding.resourceId)?.subscriptionId ?? ''),
  );
  const first = ended.map(({ over }) => over.at).toSorted()[0] ?? '';
  const since = toInstant((toMilliseconds(first) ?? clock.now()) - AUTHOR_SEARCH_MS);
  const feeds = scope.changes([...subscriptions].toSorted(), since, signal);
  const writes = collectedWrites(await Promise.all(feeds.values()));
  const ids = await Promise.all(
    [...subscriptions].map(async (id) => await desk.store.resourceIds(id)),
  );
  const resources = new Set(ids.flat().map(idKey));
  return await desk.lane.run(async () => {
    const scans = (await desk.store.scans(SCANS)).map(({ finishedAt }) => finishedAt);
    const menderOf = mendersBy(writes, (key) => resources.has(key), scans);
    const alerts = (await lackMenders(parts)).flatMap((alert): Alert[] => {
      const members = alert.members.map((member) => menderOf(member) ?? member);
      return members.some((member, n) => member !== alert.members[n])
        ? [{ ...alert, members }]
        : [];
    });
    if (alerts.length === 0) return false;
    // No decision: nothing was read anew, and nobody is told before the end.
    await desk.store.recordAlerts({ ...NOTHING, at: toInstant(clock.now()), alerts });
    return true;
  });
}

/**
 * The member with its mender; undefined where nobody is found. `scans`: when the scans ended, the newest first. Members end by the
 * hundred with one scan, so what is known of an instant is made once.
 */
function mendersBy(
  writes: Iterable<AttributableWrite>,
  isResource: (key: string) => boolean,
  scans: readonly Instant[],
): (member: AlertMember) => AlertMember | undefined {
  const byEnd = new Map<Instant, Attribution>();
  const attribution = (end: Instant): Attribution => {
    const made =
      byEnd.get(end) ??
      attributeTo(
        [...writes].filter(({ at }) => at <= end),
        isResource,
      );
    byEnd.set(end, made);
    return made;
  };
  return (member) => {
    if (!isUnnamed(member)) return undefined;
    const { over, finding } = member;
    // The newest of them saw the end; the one before it still saw the violation.
    const [, after] = scans.filter((finishedAt) => finishedAt <= over.at);
    if (after === undefined) return undefined;
    const ended = { resourceId: finding.resourceId, observed: over.observed };
    const changedBy = attribution(over.at)(ended, { after, isOwnOnly: true });
    return changedBy === null ? undefined : { ...member, over: { ...over, changedBy } };
  };
}

function isUnnamed(member: AlertMember): member is Ended {
  return (
    member.kind === 'finding' && member.over?.because === 'passes' && member.over.changedBy === null
  );
}
