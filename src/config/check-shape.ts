import { z } from 'zod';
import { type ConfigurationProblem, formatPath } from './problem.ts';
import { suggestionText } from './suggest.ts';
import type { YamlSource } from './yaml-source.ts';

/** Something in a value that its schema refuses. */
export interface ShapeFault {
  readonly path: readonly PropertyKey[];
  /** Whether the key itself or its value is at fault. */
  readonly at: 'key' | 'value';
  readonly expected: string;
  /** Appended to the message: a suggestion. */
  readonly hint: string;
}

type Shape<S extends z.ZodType> =
  | { readonly data: z.output<S> }
  | { readonly faults: readonly ShapeFault[] };

/** Sections whose values may carry credentials: what was found there is named by its kind only. */
const NEVER_SHOWN: ReadonlySet<PropertyKey> = new Set(['alerts', 'state']);
/** Parts of those that hold names and times, no addresses and no keys. */
const SHOWN: ReadonlySet<string> = new Set(['routes', 'timing', 'dailyTest', 'canary', 'default']);

const WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

/** Parses a value; all that is wrong comes back at once. Every message of our own schemas says what is expected there. */
export function checkShape<S extends z.ZodType>(schema: S, value: unknown): Shape<S> {
  const result = schema.safeParse(value, { error: nameKnownKeys });
  return result.success
    ? { data: result.data }
    : { faults: result.error.issues.flatMap((issue) => faultsOf(issue, value)) };
}

/** Gives a fault its place in the file it came from; `base` leads from the file's root to the value that was checked. */
export function problemOf(
  fault: ShapeFault,
  source: YamlSource,
  base: readonly PropertyKey[] = [],
): ConfigurationProblem {
  const path = [...base, ...fault.path];
  const name = formatPath(path);
  const found =
    fault.at === 'key'
      ? `key ${JSON.stringify(String(path.at(-1)))}`
      : describe(source.value, path);
  const subject = name === '' ? '' : `${name}: `;
  const message =
    fault.at === 'key'
      ? `${subject}unknown key${fault.hint === '' ? `; expected ${fault.expected}` : fault.hint}`
      : `${subject}expected ${fault.expected}, found ${found}${fault.hint}`;
  return {
    file: source.file,
    ...source.place(path, fault.at),
    path: name,
    found,
    expected: fault.expected,
    message,
  };
}

// Zod forgets the schema when it reports unknown keys, so the message carries the known ones to where the fault is made.
const nameKnownKeys: z.core.$ZodErrorMap = (issue) =>
  issue.code === 'unrecognized_keys' && issue.inst instanceof z.ZodObject
    ? JSON.stringify(Object.keys(issue.inst.shape))
    : undefined;

function faultsOf(issue: z.core.$ZodIssue, value: unknown): ShapeFault[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownKey(path, key, issue.message));
  if (issue.code === 'invalid_union') return unionFaults(issue, value);
  const expected = expectationOf(issue);
  const found = valueAt(value, path);
  const options = issue.code === 'invalid_value' ? issue.values.map(String) : [];
  const hint = typeof found === 'string' ? suggestionText(found, options) : '';
  return [{ path, at: 'value', expected, hint }];
}

function unknownKey(path: readonly PropertyKey[], key: string, message: string): ShapeFault {
  const known = knownKeys(message);
  const expected = known.length === 0 ? 'no keys here' : `one of ${known.join(', ')}`;
  return { path: [...path, key], at: 'key', expected, hint: suggestionText(key, known) };
}

function knownKeys(message: string): string[] {
  if (!message.startsWith('[')) return [];
  const parsed = z.array(z.string()).safeParse(JSON.parse(message));
  return parsed.success ? parsed.data : [];
}

/** Of several forms, the one that was begun is judged; where none was, all are named. */
function unionFaults(issue: z.core.$ZodIssueInvalidUnion, value: unknown): ShapeFault[] {
  const begun = issue.errors.find((branch) => branch.length > 0 && branch.every(liesWithin));
  if (begun !== undefined) {
    return begun.flatMap((inner) =>
      faultsOf({ ...inner, path: [...issue.path, ...inner.path] }, value),
    );
  }
  const kinds = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
  const forms =
    kinds.length > 0
      ? [`one of ${kinds.join(', ')}`]
      : issue.errors.flatMap((branch) => branch.slice(0, 1).map(expectationOf));
  const expected = [...new Set(forms)].join(', or ');
  return [{ path: issue.path, at: 'value', expected, hint: unionHint(issue, value) }];
}

function liesWithin(issue: z.core.$ZodIssue): boolean {
  return (
    issue.path.length > 0 ||
    issue.code === 'unrecognized_keys' ||
    (issue.code === 'custom' && issue.params !== undefined)
  );
}

function unionHint(issue: z.core.$ZodIssueInvalidUnion, value: unknown): string {
  const found = valueAt(value, issue.path);
  const options = issue.errors
    .flat()
    .flatMap((inner) => (inner.code === 'invalid_value' ? inner.values.map(String) : []));
  return typeof found === 'string' ? suggestionText(found, options) : '';
}

function expectationOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      // A message of our own says more than the bare type.
      return issue.message.startsWith('Invalid input')
        ? (WORDS[issue.expected] ?? issue.expected)
        : issue.message;
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return sizeOf(issue.origin, 'at least', issue.minimum);
    case 'too_big':
      return sizeOf(issue.origin, 'at most', issue.maximum);
    case 'invalid_key':
      return `a key that is ${issue.issues.map(expectationOf).join(' and ')}`;
    // Rules of our own say what they expect; what is left are rules of checks, in zod's words.
    case 'invalid_format':
    case 'custom':
    case 'invalid_union':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return issue.message;
  }
}

function sizeOf(origin: string, bound: string, limit: number | bigint): string {
  if (origin === 'string')
    return limit === 1 ? 'a text that is not empty' : `${bound} ${limit} characters`;
  if (origin === 'array' || origin === 'set')
    return `${bound} ${limit} ${limit === 1 ? 'entry' : 'entries'}`;
  return `${bound} ${limit}`;
}

function describe(value: unknown, path: readonly PropertyKey[]): string {
  const found = valueAt(value, path);
  if (found === undefined || found === null) return 'nothing';
  if (Array.isArray(found)) return found.length === 0 ? 'an empty list' : 'a list';
  if (typeof found === 'object') return 'a mapping';
  const isText = typeof found === 'string';
  const [section, part] = path;
  const isHidden = section !== undefined && NEVER_SHOWN.has(section) && !SHOWN.has(String(part));
  const mayBeSecret = isHidden || path.at(-1) === 'proxy' || (isText && /:\/\/[^/]*@/u.test(found));
  if (mayBeSecret) return isText ? 'a text' : `a ${typeof found}`;
  return isText
    ? JSON.stringify(found.length > 60 ? `${found.slice(0, 60)}…` : found)
    : JSON.stringify(found);
}

/** The part of a plain value that a path leads to. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let part: unknown = value;
  for (const key of path) {
    if (typeof part !== 'object' || part === null || !Object.hasOwn(part, key)) return undefined;
    part = Reflect.get(part, key);
  }
  return part;
}
