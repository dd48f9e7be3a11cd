import { isAggregate } from './aggregate-functions.ts';
import { KqlError } from './kql-error.ts';
import type { Expression, NamedExpression } from './syntax.ts';

/** Casts keep the name of what they cast. Source: Resource Graph samples (`summarize count() by tostring(properties.a.b)`). */
const NAME_KEEPERS = new Set([
  'tostring',
  'toint',
  'tolong',
  'todouble',
  'toreal',
  'tobool',
  'toboolean',
  'todatetime',
  'totimespan',
  'todynamic',
  'parse_json',
  'bin',
]);
const AGGREGATE_PREFIXES: ReadonlyMap<string, string> = new Map([
  ['make_list', 'list'],
  ['make_set', 'set'],
  ['take_any', 'any'],
]);

/**
 * The column names of a list of results: the given name, else one made as Kusto makes it (`a.b` → a_b, count() →
 * count_, others → Column1, Column2 …), numbered when it is taken. Throws KqlError when a given name occurs twice.
 */
export function nameResults(items: readonly NamedExpression[], start: number): string[] {
  const taken = new Set<string>();
  const names: string[] = [];
  for (const item of items) {
    const name = item.name ?? freeName(impliedName(item.expression), taken);
    if (taken.has(name)) throw new KqlError(`A column named '${name}' already exists`, start);
    taken.add(name);
    names.push(name);
  }
  return names;
}

/** The name, followed by the first number that makes it new; an unknown name becomes Column1, Column2 … */
export function freeName(name: string | undefined, taken: ReadonlySet<string>): string {
  if (name !== undefined && !taken.has(name)) return name;
  let number = 1;
  while (taken.has(`${name ?? 'Column'}${number}`)) number += 1;
  return `${name ?? 'Column'}${number}`;
}

function impliedName(expression: Expression): string | undefined {
  if (expression.kind !== 'call') return pathName(expression);
  const [first] = expression.arguments;
  const inner = first === undefined ? undefined : impliedName(first);
  if (NAME_KEEPERS.has(expression.name)) return inner;
  if (!isAggregate(expression.name)) return undefined;
  return `${AGGREGATE_PREFIXES.get(expression.name) ?? expression.name}_${inner ?? ''}`;
}

function pathName(expression: Expression): string | undefined {
  if (expression.kind === 'column') return expression.name;
  if (expression.kind === 'member') return joined(pathName(expression.source), expression.name);
  if (expression.kind !== 'index' || expression.index.kind !== 'literal') return undefined;
  return joined(pathName(expression.source), String(expression.index.value));
}

function joined(source: string | undefined, name: string): string | undefined {
  return source === undefined ? undefined : `${source}_${name}`;
}
