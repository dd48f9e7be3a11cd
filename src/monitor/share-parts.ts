import type { Finding } from '#domain/finding.ts';

/** Longer values are rarely equal, and an estate whose values all differ must not be kept twice. */
const LONGEST_CHARACTERS = 300;
const MOST_VALUES = 20_000;

/**
 * Makes findings that keep equal parts once for a whole scan. 10 000 databases have 200 000 findings, and these give a few hundred
 * different reasons: each with its own would take twice the memory. To be called with the findings of one resource.
 */
export function createPartSharing(): (findings: readonly Finding[]) => readonly Finding[] {
  const known = new Map<string, unknown>();

  function once<T>(value: T): T {
    const key = JSON.stringify(value, markUndefined);
    if (key.length > LONGEST_CHARACTERS) return value;
    const same = known.get(key);
    // Equal as JSON, and of the same type: findings hold nothing that JSON does not.
    if (same !== undefined) return same as T;
    if (known.size < MOST_VALUES) known.set(key, value);
    return value;
  }

  return (findings) => {
    // The answers are those of this resource: no other one will rest on the same list.
    const lists: Finding['evidence'][] = [];
    return findings.map((finding) => {
      const list = lists.find((other) => isSameList(other, finding.evidence));
      if (list === undefined) lists.push(finding.evidence);
      return {
        ...finding,
        resourceType: once(finding.resourceType),
        expected: once(finding.expected),
        observed: once(finding.observed),
        reason: once(finding.reason),
        readAt: once(finding.readAt),
        evidence: list ?? finding.evidence,
      };
    });
  };
}

// An absent member and one that is undefined are printed differently.
function markUndefined(_name: string, member: unknown): unknown {
  return member === undefined ? '\u0000undefined' : member;
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
