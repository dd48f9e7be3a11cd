import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import { type ConfigurationProblem, formatPath } from './problem.ts';

/** A place in a file, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A YAML file that remembers where everything stood. */
export interface YamlSource {
  readonly file: string;
  /** undefined when the syntax is too broken to know what was meant. */
  readonly value: unknown;
  readonly problems: readonly ConfigurationProblem[];
  /** The place of a value or of its key; of the nearest part that exists when the path leads on from there. */
  place(path: readonly PropertyKey[], at?: 'key' | 'value'): Place;
}

/** Names that would reach into JavaScript's objects instead of being data. */
const UNSAFE_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** After these the value still says what was meant, so the rest of the file is judged too. */
const HARMLESS_CODES = new Set(['DUPLICATE_KEY', 'TAG_RESOLVE_FAILED']);

/** Parses one YAML document; every syntax error becomes a problem with its place. Anchors and merge keys are understood. */
export function readYaml(file: string, text: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const faults = [...document.errors, ...document.warnings];
  const problems: ConfigurationProblem[] = faults.map((fault) => ({
    file,
    ...placeOf(fault.pos[0]),
    path: '',
    found: describeSyntax(fault.code, fault.message),
    expected: 'valid YAML',
    message: describeSyntax(fault.code, fault.message),
  }));
  const lost = lostAliases(document, file, placeOf);
  problems.push(...removeUnsafeKeys(document, file, placeOf), ...lost);
  const broken = lost.length > 0 || faults.some((fault) => !HARMLESS_CODES.has(fault.code));
  const content = broken ? { value: undefined } : toValue(document);
  if ('problem' in content) {
    problems.push({
      file,
      line: 1,
      column: 1,
      path: '',
      found: content.problem,
      expected: 'aliases that expand to a sensible size',
      message: content.problem,
    });
  }
  return {
    file,
    value: 'value' in content ? content.value : undefined,
    problems,
    place: (path, at = 'value') => placeOf(offsetOf(document, path, at)),
  };
}

function toValue(document: Document.Parsed): { value: unknown } | { problem: string } {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    // The only thing that yaml throws here: aliases that multiply without end.
    if (error instanceof ReferenceError) return { problem: error.message };
    throw error;
  }
}

function describeSyntax(code: string, message: string): string {
  if (code === 'TAB_AS_INDENT') return 'a tab is used for indentation; YAML allows spaces only';
  if (code === 'MULTIPLE_DOCS') return 'a second YAML document begins here (---); only one is read';
  if (code === 'DUPLICATE_KEY') return 'this key stands twice in the same mapping';
  return `YAML syntax: ${message}`;
}

function lostAliases(
  document: Document.Parsed,
  file: string,
  placeOf: (offset: number) => Place,
): ConfigurationProblem[] {
  const problems: ConfigurationProblem[] = [];
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return;
      const message = `alias *${alias.source} leads nowhere: no anchor &${alias.source} stands before it`;
      const place = placeOf(alias.range?.[0] ?? 0);
      problems.push({
        file,
        ...place,
        path: '',
        found: `*${alias.source}`,
        expected: 'an anchor that stands before it',
        message,
      });
    },
  });
  return problems;
}

function removeUnsafeKeys(
  document: Document.Parsed,
  file: string,
  placeOf: (offset: number) => Place,
): ConfigurationProblem[] {
  const problems: ConfigurationProblem[] = [];
  visit(document, {
    Pair(_, pair) {
      const { key } = pair;
      if (!isScalar(key) || !UNSAFE_KEYS.has(String(key.value))) return undefined;
      const message = `key ${JSON.stringify(key.value)} is refused: it is no data but a part of JavaScript's objects`;
      const place = placeOf(key.range?.[0] ?? 0);
      problems.push({
        file,
        ...place,
        path: formatPath([String(key.value)]),
        found: String(key.value),
        expected: 'another key',
        message,
      });
      return visit.REMOVE;
    },
  });
  return problems;
}

/** Walks down as far as the path exists. */
function offsetOf(
  document: Document.Parsed,
  path: readonly PropertyKey[],
  at: 'key' | 'value',
): number {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const [index, part] of path.entries()) {
    const resolved: Node | undefined = isAlias(node) ? node.resolve(document) : (node ?? undefined);
    const next = stepInto(resolved, part);
    if (next === undefined) return offset;
    const wantsKey = at === 'key' && index === path.length - 1;
    offset = (wantsKey ? next.key : next.value?.range?.[0]) ?? next.key ?? offset;
    node = next.value;
  }
  return offset;
}

function stepInto(
  node: Node | undefined,
  part: PropertyKey,
): { key: number | undefined; value: Node | null } | undefined {
  if (isSeq<Node | null>(node) && typeof part === 'number') {
    const item = node.items[part];
    return item === undefined ? undefined : { key: item?.range?.[0], value: item };
  }
  if (!isMap<Node, Node | null>(node)) return undefined;
  const pair = node.items.find(
    (item) => isScalar(item.key) && String(item.key.value) === String(part),
  );
  return pair === undefined ? undefined : { key: pair.key.range?.[0], value: pair.value };
}
