import { bindComparison } from './bind-comparison.ts';
import { bindMatch } from './bind-match.ts';
import { KqlError } from './kql-error.ts';
import { type KqlType, textOf } from './kql-type.ts';
import { type Bound, constantOf } from './relation.ts';

/** `in`, `in~`, `has_any`, `has_all` and the negated ones; one constant dynamic array stands for its items, as in Kusto. */
export function bindMembership(
  operator: string,
  left: Bound,
  list: readonly Bound[],
  start: number,
): Bound {
  const isNegated = operator.startsWith('!');
  const plain = isNegated ? operator.slice(1) : operator;
  const items = list.flatMap((item) => spread(item, start));
  if (plain === 'in') {
    const set = fixedTexts(left, items);
    if (set !== undefined) return bindSet(left, set, isNegated);
  }
  const tests = items.map((item) => bindTest(plain, left, item, start));
  const isAll = plain === 'has_all';
  return {
    type: 'bool',
    isConstant: false,
    evaluate: (row) => {
      const isTrue = (test: Bound): boolean => test.evaluate(row) === true;
      return (isAll ? tests.every(isTrue) : tests.some(isTrue)) !== isNegated;
    },
  };
}

function bindTest(operator: string, left: Bound, item: Bound, start: number): Bound {
  if (operator === 'in') return bindComparison('==', left, item, start);
  return bindMatch(operator === 'in~' ? '=~' : 'has', left, item, start);
}

// A list of ids can hold a thousand texts, to be sought in for each of fifty thousand rows.
function fixedTexts(left: Bound, items: readonly Bound[]): ReadonlySet<unknown> | undefined {
  const isFixed = items.every((item) => item.isConstant && item.type === 'string');
  if ((left.type !== 'string' && left.type !== 'dynamic') || !isFixed) return undefined;
  return new Set(items.map((item) => item.evaluate([])));
}

function bindSet(left: Bound, set: ReadonlySet<unknown>, isNegated: boolean): Bound {
  const evaluate: Bound['evaluate'] = (row) => {
    const value = left.evaluate(row);
    return (value !== null && set.has(textOf(value, left.type))) !== isNegated;
  };
  return { type: 'bool', isConstant: false, evaluate };
}

function spread(item: Bound, start: number): Bound[] {
  if (item.type !== 'dynamic') return [item];
  const value = item.isConstant ? item.evaluate([]) : undefined;
  if (!Array.isArray(value)) {
    throw new KqlError('A list holds scalar values or one constant dynamic array', start);
  }
  return value.map((entry: unknown) => constantOf(jsonType(entry, start), entry));
}

function jsonType(value: unknown, start: number): KqlType {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return Number.isInteger(value) ? 'long' : 'real';
  if (typeof value === 'boolean') return 'bool';
  throw new KqlError('A list holds texts, numbers and true or false', start);
}
