import { AUTHOR_SEARCH_MS } from '#domain/author-search.ts';
import { type Finding, findingKey } from '#domain/finding.ts';
import { hoursBetween, type Instant } from '#domain/instant.ts';
import type { RecordedFinding } from '#domain/recorded.ts';
import type { Attribution } from '#drift/attribute.ts';
import { lastRead } from '#drift/transition.ts';

/** Names who made a violation or ended it; a violation that lasts keeps its author, and may still find one for a while. */
export function withAuthors(
  current: readonly Finding[],
  previous: readonly RecordedFinding[],
  author: Attribution,
  at: Instant,
): readonly Finding[] {
  return current.map((finding) => {
    const key = findingKey(finding);
    const before = previous.find((recorded) => findingKey(recorded.finding) === key);
    const known = before === undefined ? null : lastRead(before);
    const wasFailing = known?.status === 'fail';
    const isFailing = finding.status === 'fail';
    const isLasting = wasFailing === isFailing;
    if (isLasting) {
      const age = hoursBetween(known?.since ?? at, at) ?? 0;
      if (!isFailing || known?.changedBy !== null || age * 3_600_000 > AUTHOR_SEARCH_MS)
        return finding;
    }
    // Nothing is known of when it was read while it could not be: then any write may have done it.
    const wasRead = before !== undefined && before.finding.status !== 'unknown';
    const within = isLasting
      ? { isOwnOnly: true }
      : wasRead
        ? { after: before.finding.readAt }
        : {};
    const found = author(finding, within);
    // What was seen failing already, no later write has broken: of what lasts, a wrong name is worse than none.
    const isTooLate = isLasting && found !== null && found.at > (before?.finding.readAt ?? '');
    return { ...finding, changedBy: isTooLate ? null : found };
  });
}
