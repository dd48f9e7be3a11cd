/**
 * The value as JSON on one line, the same text for the same value on every machine: members sorted by the code units of their
 * names, no spaces, no line feed at the end. An undefined member is left out, as JSON does.
 */
export function canonicalLine(value: unknown): string {
  return JSON.stringify(sorted(value)) ?? 'null';
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => sorted(item));
  if (typeof value !== 'object' || value === null) return value;
  // A null prototype, because a member may be called `__proto__`.
  const copy: Record<string, unknown> = Object.create(null);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  for (const [name, member] of entries) copy[name] = sorted(member);
  return copy;
}
