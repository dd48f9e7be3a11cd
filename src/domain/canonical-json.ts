/**
 * The value as JSON on one line, the same text for the same value on every machine: members sorted by the code units of their
 * names, no spaces, no line feed at the end. An undefined member is left out, as JSON does.
 */
export function canonicalLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalLine(item)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  // Written by hand, because a record keeps names that look like numbers in an order of its own.
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalLine(member)}`);
  return `{${members.join(',')}}`;
}
