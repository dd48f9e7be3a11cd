import { compareValues } from './bind-comparison.ts';
import { bindExpression } from './bind-expression.ts';
import { KqlError } from './kql-error.ts';
import type { BindContext, Relation, Row } from './relation.ts';
import type { SortKey } from './syntax.ts';

/**
 * `sort by`: stable; text is ordered by code unit, so upper case before lower. Nothing comes first when ascending and
 * last when descending unless the key says otherwise. A dynamic key is refused, as in Kusto.
 */
export function applySort(
  input: Relation,
  keys: readonly SortKey[],
  context: BindContext,
): Relation {
  const bound = keys.map(({ expression }) => {
    const key = bindExpression(expression, context);
    if (key.type !== 'dynamic') return key;
    throw new KqlError('A dynamic value cannot be a sort key; cast it', expression.start);
  });
  const decorated = input.rows.map((row) => ({ row, keys: bound.map((key) => key.evaluate(row)) }));
  decorated.sort((left, right) => compareKeys(left.keys, right.keys, keys));
  return { columns: input.columns, rows: decorated.map(({ row }) => row) };
}

function compareKeys(left: Row, right: Row, keys: readonly SortKey[]): number {
  for (const [at, key] of keys.entries()) {
    const order = compareKey(left[at], right[at], key);
    if (order !== 0) return order;
  }
  return 0;
}

function compareKey(left: unknown, right: unknown, key: SortKey): number {
  if (left === null || right === null) {
    if (left === right) return 0;
    const isNullFirst = (key.nulls ?? (key.isDescending ? 'last' : 'first')) === 'first';
    return (left === null) === isNullFirst ? -1 : 1;
  }
  const order = compareValues(left, right) ?? 0;
  return key.isDescending ? -order : order;
}
