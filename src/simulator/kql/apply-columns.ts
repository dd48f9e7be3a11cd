import { bindExpression } from './bind-expression.ts';
import { KqlError } from './kql-error.ts';
import type { BindContext, Column, Relation } from './relation.ts';
import { nameResults } from './result-name.ts';
import type { NamedExpression } from './syntax.ts';

/** `project`: exactly the named results, in the order given. */
export function applyProject(
  input: Relation,
  items: readonly NamedExpression[],
  start: number,
  context: BindContext,
): Relation {
  const names = nameResults(items, start);
  const bound = items.map((item) => bindExpression(item.expression, context));
  const columns = bound.map((value, at): Column => ({ name: names[at] ?? '', type: value.type }));
  return { columns, rows: input.rows.map((row) => bound.map((value) => value.evaluate(row))) };
}

/** `extend`: further columns at the end; one that exists keeps its place and takes the new value. */
export function applyExtend(
  input: Relation,
  items: readonly NamedExpression[],
  start: number,
  context: BindContext,
): Relation {
  const names = nameResults(items, start);
  const columns = [...input.columns];
  const targets = items.map((item, at) => {
    const bound = bindExpression(item.expression, context);
    const name = names[at] ?? '';
    const existing = columns.findIndex((column) => column.name === name);
    const index = existing === -1 ? columns.length : existing;
    columns[index] = { name, type: bound.type };
    return { index, bound };
  });
  const rows = input.rows.map((row) => {
    const extended = [...row];
    for (const { index, bound } of targets) extended[index] = bound.evaluate(row);
    return extended;
  });
  return { columns, rows };
}

/** `project-away` and `project-keep`: the columns that match no pattern, or one; in their old order. */
export function applySelection(
  input: Relation,
  patterns: readonly string[],
  isKept: boolean,
  start: number,
): Relation {
  const expressions = patterns.map((pattern) => wildcard(pattern));
  for (const [at, pattern] of patterns.entries()) {
    const isFound = input.columns.some((column) => expressions[at]?.test(column.name) === true);
    if (!isFound && !pattern.includes('*')) {
      throw new KqlError(`Failed to resolve column named '${pattern}'`, start);
    }
  }
  const indexes = input.columns.flatMap((column, index) => {
    const isMatched = expressions.some((expression) => expression.test(column.name));
    return isMatched === isKept ? [index] : [];
  });
  return selectColumns(input, indexes);
}

/** `project-rename`: columns under new names in their old places. */
export function applyRename(
  input: Relation,
  items: readonly NamedExpression[],
  start: number,
): Relation {
  const columns = [...input.columns];
  for (const { name, expression } of items) {
    const old = expression.kind === 'column' ? expression.name : undefined;
    const index = input.columns.findIndex((column) => column.name === old);
    const column = input.columns[index];
    if (name === undefined || column === undefined) {
      throw new KqlError('project-rename takes new = old, where old is a column', expression.start);
    }
    columns[index] = { name, type: column.type };
  }
  if (new Set(columns.map((column) => column.name)).size < columns.length) {
    throw new KqlError('project-rename gives two columns one name', start);
  }
  return { columns, rows: input.rows };
}

/** The columns at the indexes, in that order. */
function selectColumns(input: Relation, indexes: readonly number[]): Relation {
  const columns = indexes.flatMap((index) => input.columns[index] ?? []);
  return { columns, rows: input.rows.map((row) => indexes.map((index) => row[index])) };
}

function wildcard(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}
