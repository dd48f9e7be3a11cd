import { bindExpression } from './bind-expression.ts';
import { groupKey } from './group-key.ts';
import { KqlError } from './kql-error.ts';
import type {
  Accumulator,
  BindContext,
  Bound,
  BoundAggregate,
  Column,
  Relation,
  Row,
} from './relation.ts';
import { nameResults } from './result-name.ts';
import type { NamedExpression } from './syntax.ts';

interface Group {
  readonly keys: Row;
  readonly accumulators: readonly Accumulator[];
}

/** `summarize`: one row for each group, in the order in which groups first occur; without `by` always exactly one. */
export function applySummarize(
  input: Relation,
  aggregates: readonly NamedExpression[],
  keys: readonly NamedExpression[],
  start: number,
  context: BindContext,
): Relation {
  const names = nameResults([...keys, ...aggregates], start);
  const boundKeys = keys.map((key) => bindKey(key, context));
  const collected: BoundAggregate[] = [];
  const boundResults = aggregates.map(({ expression }) =>
    bindExpression(expression, { ...context, aggregates: collected }),
  );
  const groups = groupRows(input.rows, boundKeys, collected);
  const columns = [...boundKeys, ...boundResults].map(
    (bound, at): Column => ({ name: names[at] ?? '', type: bound.type }),
  );
  const rows = groups.map((group) => {
    const results = group.accumulators.map((accumulator) => accumulator.result());
    return [...group.keys, ...boundResults.map((bound) => bound.evaluate(results))];
  });
  return { columns, rows };
}

/** `distinct`: each combination of values once, in the order of first occurrence; dynamic values are refused. */
export function applyDistinct(
  input: Relation,
  items: readonly NamedExpression[] | undefined,
  start: number,
  context: BindContext,
): Relation {
  const all = input.columns.map(
    ({ name }): NamedExpression => ({ name, expression: { kind: 'column', name, start } }),
  );
  return applySummarize(input, [], items ?? all, start, context);
}

function bindKey({ expression }: NamedExpression, context: BindContext): Bound {
  const bound = bindExpression(expression, context);
  if (bound.type !== 'dynamic') return bound;
  throw new KqlError(
    'A dynamic value cannot be a key of summarize or distinct; cast it',
    expression.start,
  );
}

function groupRows(
  rows: readonly Row[],
  keys: readonly Bound[],
  aggregates: readonly BoundAggregate[],
): Group[] {
  const groups = new Map<string, Group>();
  const groupOf = (values: Row): Group => {
    const key = groupKey(values);
    const existing = groups.get(key);
    if (existing !== undefined) return existing;
    const group = { keys: values, accumulators: aggregates.map((aggregate) => aggregate.begin()) };
    groups.set(key, group);
    return group;
  };
  if (keys.length === 0) groupOf([]);
  for (const row of rows) {
    const group = groupOf(keys.map((key) => key.evaluate(row)));
    for (const accumulator of group.accumulators) accumulator.add(row);
  }
  return [...groups.values()];
}
