import { bindExpression } from './bind-expression.ts';
import { isBag } from './dynamic-functions.ts';
import { KqlError } from './kql-error.ts';
import type { KqlType } from './kql-type.ts';
import { type BindContext, type Bound, type Column, type Relation, type Row } from './relation.ts';
import { nameResults } from './result-name.ts';
import { callFunction } from './scalar-function.ts';
import { scalarFunction } from './scalar-functions.ts';
import type { ExpandedItem } from './syntax.ts';

interface Target {
  readonly index: number;
  readonly source: Bound;
  readonly cast: Bound['evaluate'];
}

/**
 * `mv-expand`: a row for each item of the arrays (a bag gives one-property bags), several arrays side by side. Nothing
 * gives one row, an empty array none; at most `limit` rows of one, the rest is dropped. Source: Kusto, "mv-expand".
 */
export function applyExpand(
  input: Relation,
  operator: {
    items: readonly ExpandedItem[];
    indexName: string | undefined;
    limit: number;
    start: number;
  },
  context: BindContext,
): Relation {
  const names = nameResults(operator.items, operator.start);
  const columns: Column[] = [...input.columns];
  const place = (name: string, type: KqlType): number => {
    const existing = columns.findIndex((column) => column.name === name);
    const index = existing === -1 ? columns.length : existing;
    columns[index] = { name, type };
    return index;
  };
  const targets = operator.items.map((item, at): Target => {
    const source = bindExpression(item.expression, context);
    if (source.type !== 'dynamic') {
      throw new KqlError(
        `mv-expand needs a dynamic value, not ${source.type}`,
        item.expression.start,
      );
    }
    const type = item.type ?? 'dynamic';
    return {
      index: place(names[at] ?? '', type),
      source,
      cast: castTo(type, operator.start, context),
    };
  });
  const indexColumn = operator.indexName === undefined ? -1 : place(operator.indexName, 'long');
  const rows = input.rows.flatMap((row) => expandRow(row, targets, indexColumn, operator.limit));
  return { columns, rows };
}

function expandRow(
  row: Row,
  targets: readonly Target[],
  indexColumn: number,
  limit: number,
): Row[] {
  const lists = targets.map((target) => itemsOf(target.source.evaluate(row)));
  const size = Math.min(limit, Math.max(...lists.map((list) => list.length)));
  return Array.from({ length: size }, (_unused, item) => {
    const expanded = [...row];
    for (const [at, target] of targets.entries()) {
      expanded[target.index] = target.cast([lists[at]?.[item] ?? null]);
    }
    if (indexColumn !== -1) expanded[indexColumn] = item;
    return expanded;
  });
}

function itemsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (isBag(value)) return Object.entries(value).map(([key, item]) => ({ [key]: item }));
  return [value];
}

function castTo(type: KqlType, start: number, context: BindContext): Bound['evaluate'] {
  const name = `to${type === 'real' ? 'double' : type}`;
  const item: Bound = { type: 'dynamic', isConstant: false, evaluate: ([value]) => value };
  const definition = type === 'dynamic' ? undefined : scalarFunction(name);
  return definition === undefined
    ? item.evaluate
    : callFunction(definition, name, [item], start, context.now).evaluate;
}
