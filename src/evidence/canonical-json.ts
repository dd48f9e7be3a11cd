/** Deeper than this, a value stands on one line: in a scan's result that is one line per finding, which lets it be read as a stream. */
const LINES_TO_DEPTH = 4;

/**
 * The value as JSON in pieces: members sorted by name, LF, the same bytes for the same value on every machine. Memory stays small
 * however large the value. An undefined member is written as null, so that nothing disappears from the evidence.
 */
export function* canonicalJson(value: unknown): Generator<string> {
  yield* pieces(value, 0);
  yield '\n';
}

/** Whether a text is the one spelling of the value; nothing is built for it, however large both are. */
export function isCanonicalJson(value: unknown, text: string): boolean {
  let at = 0;
  for (const piece of canonicalJson(value)) {
    if (!text.startsWith(piece, at)) return false;
    at += piece.length;
  }
  return at === text.length;
}

/** The value on one line without a line feed, members sorted by name, as the entries of the log are. */
export function canonicalLine(value: unknown): string {
  return JSON.stringify(sorted(value)) ?? 'null';
}

function* pieces(value: unknown, depth: number): Generator<string> {
  if (depth >= LINES_TO_DEPTH || !isContainer(value)) {
    yield canonicalLine(value);
    return;
  }
  const isList = Array.isArray(value);
  const members = isList ? value.map((item) => ['', item] as const) : sortedEntries(value);
  if (members.length === 0) {
    yield isList ? '[]' : '{}';
    return;
  }
  yield isList ? '[' : '{';
  let divider = '\n';
  for (const [name, member] of members) {
    yield `${divider}${' '.repeat(depth + 1)}${isList ? '' : `${JSON.stringify(name)}: `}`;
    yield* pieces(member, depth + 1);
    divider = ',\n';
  }
  yield `\n${' '.repeat(depth)}${isList ? ']' : '}'}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => sorted(item));
  if (!isContainer(value)) return value ?? null;
  // A null prototype, because a member may be called `__proto__`.
  const copy: Record<string, unknown> = Object.create(null);
  for (const [name, member] of sortedEntries(value)) copy[name] = sorted(member);
  return copy;
}

function sortedEntries(value: object): [string, unknown][] {
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
