import type { Finding } from '#domain/finding.ts';
import type { Digest, Member } from '#domain/reading.ts';

/** Longer values are rarely equal, and an estate whose values all differ must not be kept twice. */
const LONGEST_CHARACTERS = 300;
const MOST_VALUES = 20_000;

/**
 * Keeps equal parts of a scan's findings once. 10 000 databases have 200 000 findings, and these give a few hundred different reasons:
 * each with its own would take twice the memory. To be called once for each resource, and what that gives with each finding of it.
 */
export function createPartSharing(): () => (finding: Finding) => Finding {
  const texts = createTable<string>();
  const values = createTable<unknown>();
  const text = <T extends string | null>(value: T): T =>
    // The table answers with an equal text.
    value === null ? value : (texts(value, value) as T);
  const json = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    const isNested = typeof value === 'object' && value !== null;
    return isNested ? values(JSON.stringify(value, markUndefined), value) : value;
  };

  return () => {
    // Its id and its answers are those of this resource alone.
    const ids = createTable<string>();
    const lists = createLists<Digest>((digest) => digest);
    const members = createLists<Member>(({ evidence, pointer }) => `${evidence} ${pointer}`);
    return (finding) => {
      const { readFrom } = finding;
      return {
        ...finding,
        document: text(finding.document),
        claim: text(finding.claim),
        check: text(finding.check),
        resourceId: ids(finding.resourceId, finding.resourceId),
        resourceType: text(finding.resourceType),
        location: text(finding.location),
        expected: json(finding.expected),
        observed: json(finding.observed),
        reason: text(finding.reason),
        since: text(finding.since),
        readAt: text(finding.readAt),
        evidence: lists(finding.evidence),
        ...(readFrom === undefined ? {} : { readFrom: members(readFrom) }),
      };
    };
  };
}

/** Answers with the value that came first under a key. */
function createTable<T>(): (key: string, value: T) => T {
  const known = new Map<string, T>();
  return (key, value) => {
    const same = known.get(key);
    if (same !== undefined) return same;
    if (known.size < MOST_VALUES && key.length <= LONGEST_CHARACTERS) known.set(key, value);
    return value;
  };
}

// An absent member and one that is undefined are printed differently.
function markUndefined(_name: string, member: unknown): unknown {
  return member === undefined ? '\u0000undefined' : member;
}

/** Answers with the list that came first of those with the same elements. */
function createLists<T>(keyOf: (element: T) => string): (list: readonly T[]) => readonly T[] {
  const known: (readonly T[])[] = [];
  const isSame = (a: readonly T[], b: readonly T[]): boolean =>
    a.length === b.length &&
    a.every((element, index) => {
      const other = b[index];
      return other !== undefined && keyOf(element) === keyOf(other);
    });
  return (list) => {
    const same = known.find((other) => isSame(other, list));
    if (same === undefined) known.push(list);
    return same ?? list;
  };
}
