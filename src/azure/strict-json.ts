/** A body that was read, or why it was not, in words that follow the name of what was asked. */
export type StrictBody =
  | { readonly status: 'read'; readonly body: Readonly<Record<string, unknown>> }
  | { readonly status: 'refused'; readonly why: string };

/**
 * Members whose own names are somebody's free words: there, `Env` and `env` are two things. Everywhere else Azure's names differ in more
 * than their case.
 */
const FREELY_NAMED: ReadonlySet<string> = new Set([
  'tags',
  'claims',
  'changes',
  'userassignedidentities',
]);

/**
 * Reads a body as one JSON object that says everything once. JSON leaves open which of two members with one name counts and every
 * reader takes another (RFC 8259, section 4): such an answer says nothing. Names that differ in their escapes or in their case alone
 * are one name.
 */
export function readStrictJson(text: string): StrictBody {
  const json = text.replace(/^\uFEFF/u, '');
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return { status: 'refused', why: 'the answer is no JSON object' };
  }
  if (!isObject(parsed)) return { status: 'refused', why: 'the answer is no JSON object' };
  const seen = lookThrough(parsed);
  // A parser keeps one of two members with the same name: fewer are left then than were written.
  const twice = seen.members < membersWritten(json) ? repeatedName(json) : seen.twice;
  return twice === undefined
    ? { status: 'read', body: parsed }
    : { status: 'refused', why: `the answer says ${JSON.stringify(twice)} twice` };
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

/** How many members all objects of a JSON text have, as it is written: one for each colon that is in no string. */
function membersWritten(json: string): number {
  let members = 0;
  for (let at = 0; at < json.length; at += 1) {
    const character = json.charCodeAt(at);
    if (character === COLON) members += 1;
    else if (character === QUOTE) at = endOfString(json, at);
  }
  return members;
}

/** Where the string that begins at `start` ends. */
function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json.charCodeAt(at) !== QUOTE) {
    at += json.charCodeAt(at) === BACKSLASH ? 2 : 1;
  }
  return at;
}

/** How many members all objects have, and the first name that one of them bears in two spellings. */
function lookThrough(body: object): {
  readonly members: number;
  readonly twice: string | undefined;
} {
  let members = 0;
  const spelled = new Set<string>();
  // Without recursion: how deep a body goes is for its sender to say.
  const waiting: object[] = [body];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (Array.isArray(value)) {
      for (const below of value as readonly unknown[]) {
        if (typeof below === 'object' && below !== null) waiting.push(below);
      }
      continue;
    }
    for (const [name, below] of Object.entries(value)) {
      members += 1;
      spelled.add(name);
      if (typeof below === 'object' && below !== null) waiting.push(below);
    }
  }
  // Hardly any body spells a name in two ways anywhere: only then is each object worth a look of its own.
  const folded = new Set([...spelled].map((name) => name.toLowerCase()));
  return { members, twice: folded.size < spelled.size ? spelledTwice(body) : undefined };
}

function spelledTwice(body: object): string | undefined {
  const waiting: { readonly value: object; readonly isFreelyNamed: boolean }[] = [
    { value: body, isFreelyNamed: false },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const isList = Array.isArray(next.value);
    const folded = new Set<string>();
    for (const [name, below] of Object.entries(next.value) as [string, unknown][]) {
      const key = name.toLowerCase();
      if (!next.isFreelyNamed && folded.has(key)) return name;
      folded.add(key);
      if (typeof below === 'object' && below !== null)
        waiting.push({ value: below, isFreelyNamed: !isList && FREELY_NAMED.has(key) });
    }
  }
  return undefined;
}

/** The first name that an object of a well-formed JSON text bears twice. */
function repeatedName(json: string): string {
  const open: Set<string>[] = [];
  for (let at = 0; at < json.length; at += 1) {
    switch (json.charAt(at)) {
      case '{':
      case '[':
        open.push(new Set());
        break;
      case '}':
      case ']':
        open.pop();
        break;
      case '"': {
        const end = endOfString(json, at);
        const text = json.slice(at, end + 1);
        at = end;
        if (!/^\s*:/u.test(json.slice(end + 1, end + 65))) break;
        const name = String(JSON.parse(text));
        if (open.at(-1)?.has(name) === true) return name;
        open.at(-1)?.add(name);
        break;
      }
      default:
        break;
    }
  }
  return 'a member';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
