/** A resource as two sources describe it. */
interface Described {
  readonly type?: string | null | undefined;
  readonly location?: string | null | undefined;
  readonly tags?: Readonly<Record<string, string>> | null | undefined;
}

/**
 * Whether two sources say different things of one resource that decide where it is judged: its type, its region, its tags. What one of
 * them leaves out contradicts nothing; `West Europe` and `westeurope` are one region.
 */
export function disagree(a: Described, b: Described): boolean {
  return (
    differ(a.type, b.type, (type) => type.toLowerCase()) ||
    differ(a.location, b.location, (place) => place.replaceAll(/\s/gu, '').toLowerCase()) ||
    differ(a.tags, b.tags, tagsKey)
  );
}

function differ<T>(
  a: T | null | undefined,
  b: T | null | undefined,
  keyOf: (value: T) => string,
): boolean {
  if (a === null || a === undefined || b === null || b === undefined) return false;
  return keyOf(a) !== keyOf(b);
}

/** Names of tags are compared without case, values with it, as Azure does. */
function tagsKey(tags: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(tags).map(([name, value]) => [name.toLowerCase(), value] as const);
  return JSON.stringify(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}
