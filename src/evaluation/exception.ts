import type { Exception } from '#domain/document.ts';
import { type Instant, moveInstant, toMilliseconds } from '#domain/instant.ts';
import type { ResourceId } from '#domain/resource-id.ts';

/** The exception that covers a violation at an instant; undefined when there is none in date. The one that lasts longest wins. */
export function findException(
  exceptions: readonly Exception[],
  violation: { readonly claim: string; readonly resourceId: ResourceId },
  asOf: Instant,
): Exception | undefined {
  return exceptions
    .filter(
      ({ claim, resource }) =>
        claim === violation.claim && matchesPattern(resource, violation.resourceId),
    )
    .filter((exception) => isInDate(exception, asOf))
    .toSorted((a, b) => a.expires.localeCompare(b.expires))
    .at(-1);
}

/** Whether an exception still counts: to the end of its last day, in UTC. */
export function isInDate(exception: Exception, asOf: Instant): boolean {
  const end = toMilliseconds(moveInstant(exception.expires, { months: 0, days: 1 }) ?? '');
  const now = toMilliseconds(asOf);
  return end !== undefined && now !== undefined && now < end;
}

/**
 * Whether a pattern names a resource: without case, `*` stands for any text, slashes included. Walks back to the last star only,
 * so the time stays in proportion to the product of the lengths whatever the pattern.
 */
function matchesPattern(pattern: string, resourceId: ResourceId): boolean {
  const wanted = pattern.toLowerCase();
  const text = resourceId.toLowerCase();
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let index = 0; index < text.length; ) {
    if (wanted[at] === '*') {
      star = at;
      resume = index;
      at += 1;
    } else if (wanted[at] === text[index]) {
      at += 1;
      index += 1;
    } else if (star === -1) {
      return false;
    } else {
      at = star + 1;
      resume += 1;
      index = resume;
    }
  }
  return /^\**$/u.test(wanted.slice(at));
}
