import { compareValues } from './bind-comparison.ts';
import { KqlError } from './kql-error.ts';
import { isNumeric, jsonOf, type KqlType } from './kql-type.ts';
import type { Accumulator, BindContext, Bound, BoundAggregate } from './relation.ts';
import type { Expression } from './syntax.ts';

interface AggregateFunction {
  readonly least: number;
  readonly most: number;
  bind(values: readonly Bound[], start: number): BoundAggregate;
}

type BindExpression = (expression: Expression, context: BindContext) => Bound;

const ANY: AggregateFunction = {
  least: 1,
  most: 1,
  bind: ([value]) => ({ type: typeOf(value), begin: () => keepFirst(value) }),
};

const AGGREGATES: ReadonlyMap<string, AggregateFunction> = new Map<string, AggregateFunction>([
  [
    'count',
    { least: 0, most: 0, bind: () => ({ type: 'long', begin: () => counter(() => true) }) },
  ],
  ['countif', { least: 1, most: 1, bind: bindCountIf }],
  [
    'dcount',
    {
      least: 1,
      most: 2,
      bind: ([value]) => ({ type: 'long', begin: () => distinctCounter(value) }),
    },
  ],
  ['sum', { least: 1, most: 1, bind: ([value], start) => bindSum(value, start) }],
  ['avg', { least: 1, most: 1, bind: ([value], start) => bindAverage(value, start) }],
  ['min', { least: 1, most: 1, bind: ([value], start) => bindExtreme(value, -1, start) }],
  ['max', { least: 1, most: 1, bind: ([value], start) => bindExtreme(value, 1, start) }],
  ['any', ANY],
  ['take_any', ANY],
  [
    'make_list',
    { least: 1, most: 2, bind: (values, start) => bindCollector(values, false, start) },
  ],
  ['make_set', { least: 1, most: 2, bind: (values, start) => bindCollector(values, true, start) }],
]);

/** Whether a function aggregates rows. */
export function isAggregate(name: string): boolean {
  return AGGREGATES.has(name);
}

/**
 * Registers the aggregate in the context and gives an expression that reads its result; undefined for another
 * function. Throws KqlError where no aggregate may stand. Nothing (null) takes no part in any but count().
 */
export function bindAggregate(
  name: string,
  list: readonly Expression[],
  start: number,
  context: BindContext,
  bind: BindExpression,
): Bound | undefined {
  const definition = AGGREGATES.get(name);
  if (definition === undefined) return undefined;
  const { aggregates, ...inner } = context;
  if (aggregates === undefined) throw new KqlError(`${name}() may stand only in summarize`, start);
  if (list.length < definition.least || list.length > definition.most) {
    throw new KqlError(`${name}() does not take ${list.length} arguments`, start);
  }
  const aggregate = definition.bind(
    list.map((argument) => bind(argument, inner)),
    start,
  );
  const index = aggregates.push(aggregate) - 1;
  return { type: aggregate.type, isConstant: false, evaluate: (row) => row[index] };
}

function typeOf(value: Bound | undefined): KqlType {
  return value?.type ?? 'dynamic';
}

function counter(isCounted: Bound['evaluate']): Accumulator {
  let count = 0;
  return {
    add: (row) => {
      if (isCounted(row) === true) count += 1;
    },
    result: () => count,
  };
}

function bindCountIf([value]: readonly Bound[], start: number): BoundAggregate {
  if (value?.type !== 'bool') throw new KqlError('countif() takes a condition', start);
  return { type: 'long', begin: () => counter(value.evaluate) };
}

// Kusto estimates; the simulator is exact, which is one of the answers that Kusto may give.
function distinctCounter(value: Bound | undefined): Accumulator {
  const seen = new Set<unknown>();
  return {
    add: (row) => {
      const found = value?.evaluate(row) ?? null;
      if (found !== null) seen.add(keyOf(found));
    },
    result: () => seen.size,
  };
}

function bindSum(value: Bound | undefined, start: number): BoundAggregate {
  const type = requireNumber('sum', value, start).type;
  return { type, begin: () => sumOf(value, (sum) => sum) };
}

function bindAverage(value: Bound | undefined, start: number): BoundAggregate {
  requireNumber('avg', value, start);
  const mean = (sum: number, count: number): number | null => (count === 0 ? null : sum / count);
  return { type: 'real', begin: () => sumOf(value, mean) };
}

function requireNumber(name: string, value: Bound | undefined, start: number): Bound {
  if (value !== undefined && isNumeric(value.type)) return value;
  throw new KqlError(`${name}() takes a number; cast with tolong() or todouble()`, start);
}

function sumOf(
  value: Bound | undefined,
  finish: (sum: number, count: number) => number | null,
): Accumulator {
  let [sum, count] = [0, 0];
  return {
    add: (row) => {
      const found = value?.evaluate(row);
      if (typeof found !== 'number') return;
      sum += found;
      count += 1;
    },
    result: () => finish(sum, count),
  };
}

function bindExtreme(value: Bound | undefined, direction: 1 | -1, start: number): BoundAggregate {
  if (value === undefined || value.type === 'dynamic' || value.type === 'bool') {
    throw new KqlError('min() and max() take a number, text or instant; cast the value', start);
  }
  return { type: value.type, begin: () => extremeOf(value, direction) };
}

function extremeOf(value: Bound, direction: 1 | -1): Accumulator {
  let extreme: unknown = null;
  return {
    add: (row) => {
      const found = value.evaluate(row);
      if (found === null) return;
      if (extreme === null || (compareValues(found, extreme) ?? 0) * direction > 0) extreme = found;
    },
    result: () => extreme ?? (value.type === 'string' ? '' : null),
  };
}

function keepFirst(value: Bound | undefined): Accumulator {
  let kept: unknown = null;
  return {
    add: (row) => {
      kept ??= value?.evaluate(row) ?? null;
    },
    result: () => kept ?? (typeOf(value) === 'string' ? '' : null),
  };
}

function bindCollector(
  [value, most]: readonly Bound[],
  isSet: boolean,
  start: number,
): BoundAggregate {
  const limit = most === undefined ? Number.POSITIVE_INFINITY : most.evaluate([]);
  if (typeof limit !== 'number' || most?.isConstant === false) {
    throw new KqlError('The size of a list must be a constant number', start);
  }
  return { type: 'dynamic', begin: () => collect(value, isSet, limit) };
}

function collect(value: Bound | undefined, isSet: boolean, limit: number): Accumulator {
  const items: unknown[] = [];
  const seen = new Set<unknown>();
  return {
    add: (row) => {
      const found = jsonOf(value?.evaluate(row) ?? null, typeOf(value));
      if (found === null || items.length >= limit || (isSet && seen.has(keyOf(found)))) return;
      seen.add(keyOf(found));
      items.push(found);
    },
    result: () => items,
  };
}

function keyOf(value: unknown): unknown {
  return typeof value === 'object' ? JSON.stringify(value) : value;
}
