import type { Exception } from '#domain/document.ts';
import { type Instant, moveInstant, toMilliseconds } from '#domain/instant.ts';
import type { ResourceId } from '#domain/resource-id.ts';

/** What an exception is held against. */
export interface ExceptedViolation {
  readonly claim: string;
  readonly resourceId: ResourceId;
  readonly check?: string;
  readonly resourceType?: string;
  readonly item?: string;
}

/** The exceptions that speak of a violation at an instant; the one that lasts longest first. */
export function findExceptions(
  exceptions: readonly Exception[],
  violation: ExceptedViolation,
  asOf: Instant,
): readonly Exception[] {
  return exceptions
    .filter((exception) => speaksOf(exception, violation))
    .filter((exception) => isInDate(exception, asOf))
    .toSorted((a, b) => b.expires.localeCompare(a.expires));
}

/** The first of them; undefined when there is none in date. */
export function findException(
  exceptions: readonly Exception[],
  violation: ExceptedViolation,
  asOf: Instant,
): Exception | undefined {
  return findExceptions(exceptions, violation, asOf)[0];
}

/** Its identity: approved anew, by another or for longer, it is another one. */
export function exceptionKey(exception: Exception): string {
  const { claim, check, resource, resourceType, item } = exception;
  const { reason, approvedBy, expires, ticket } = exception;
  const of = [claim, check, resource?.toLowerCase(), resourceType?.toLowerCase(), item];
  return JSON.stringify([...of, reason, approvedBy, expires, ticket].map((part) => part ?? null));
}

/** The identity of the same exception with its check called otherwise. */
export function renamedException(key: string, from: string, to: string): string {
  const parts: unknown = JSON.parse(key);
  if (!Array.isArray(parts)) return key;
  const [claim, check, ...rest] = parts as readonly unknown[];
  return JSON.stringify([claim, check === from ? to : check, ...rest]);
}

function speaksOf(exception: Exception, violation: ExceptedViolation): boolean {
  const { claim, check, resource, resourceType, item } = exception;
  if (claim !== violation.claim) return false;
  if (check !== undefined && check !== violation.check) return false;
  if (resource !== undefined && !matchesPattern(resource, violation.resourceId)) return false;
  if (resourceType !== undefined && !isSameType(resourceType, violation.resourceType)) return false;
  if (resource === undefined && resourceType === undefined) return false;
  return item === undefined || matchesPattern(item, violation.item ?? '');
}

/** Whether an exception may speak of something of a resource, whatever the claim and the item. */
export function maySpeakOf(
  { resource, resourceType }: Exception,
  of: { readonly id: ResourceId; readonly type: string },
): boolean {
  if (resource !== undefined && !matchesPattern(resource, of.id)) return false;
  return resourceType === undefined || isSameType(resourceType, of.type);
}

function isSameType(a: string, b: string | undefined): boolean {
  return a.toLowerCase() === b?.toLowerCase();
}

/** Whether an exception still counts: to the end of its last day, in UTC. */
export function isInDate(exception: Exception, asOf: Instant): boolean {
  const end = toMilliseconds(moveInstant(exception.expires, { months: 0, days: 1 }) ?? '');
  const now = toMilliseconds(asOf);
  return end !== undefined && now !== undefined && now < end;
}

/**
 * Whether a pattern names a resource or an item: without case, `*` stands for any text, slashes included. Walks back to the last star only,
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
