import { KqlError } from './kql-error.ts';
import { isNumeric, type KqlType, textOf } from './kql-type.ts';
import type { Bound } from './relation.ts';

/** Operators that compare two values of one kind. */
type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

type Read = (value: unknown) => unknown;
type Decide = (left: unknown, right: unknown) => boolean | null;

/** Whether the operator is a comparison. */
export function isComparison(operator: string): operator is Comparison {
  return Object.hasOwn(DECISIONS, operator);
}

/**
 * Compares as Kusto documents for null ("null values"): null with a value is different, null with null is unknown, an
 * order with null is unknown. Text is compared by code unit and case. A dynamic takes part as the other side's type;
 * Guess: JSON of another type is different from a number or bool, and is compared with a string by its text.
 */
export function bindComparison(
  operator: Comparison,
  left: Bound,
  right: Bound,
  start: number,
): Bound {
  const type = commonType(left.type, right.type);
  if (type === undefined) {
    const types = `${left.type} and ${right.type}`;
    throw new KqlError(`Cannot compare values of types ${types}. Try adding explicit casts`, start);
  }
  if (type === 'bool' && operator !== '==' && operator !== '!=') {
    throw new KqlError(`Cannot order values of type bool with '${operator}'`, start);
  }
  const [readLeft, readRight] = [readerOf(left.type, type), readerOf(right.type, type)];
  const decide = DECISIONS[operator];
  return {
    type: 'bool',
    isConstant: left.isConstant && right.isConstant,
    evaluate: (row) => decide(readLeft(left.evaluate(row)), readRight(right.evaluate(row))),
  };
}

// `undefined` is a value of another type than the one asked for: surely different, but without an order.
const DECISIONS: Readonly<Record<Comparison, Decide>> = {
  '==': (left, right) =>
    left === null && right === null ? null : left !== undefined && left === right,
  '!=': (left, right) =>
    left === null && right === null ? null : left === undefined || left !== right,
  '<': (left, right) => orderOf(left, right, (order) => order < 0),
  '<=': (left, right) => orderOf(left, right, (order) => order <= 0),
  '>': (left, right) => orderOf(left, right, (order) => order > 0),
  '>=': (left, right) => orderOf(left, right, (order) => order >= 0),
};

/** Negative, zero or positive for two values of one type; null when one of them is nothing or of another type. */
export function compareValues(left: unknown, right: unknown): number | null {
  if (typeof left === 'string' && typeof right === 'string') return sign(left, right);
  if (typeof left === 'number' && typeof right === 'number') return sign(left, right);
  if (typeof left === 'bigint' && typeof right === 'bigint') return sign(left, right);
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  return null;
}

function sign<Value extends string | number | bigint>(left: Value, right: Value): number {
  if (left < right) return -1;
  return left > right ? 1 : 0;
}

function orderOf(left: unknown, right: unknown, isMet: (order: number) => boolean): boolean | null {
  const order = compareValues(left, right);
  return order === null ? null : isMet(order);
}

function commonType(left: KqlType, right: KqlType): KqlType | undefined {
  if (left === 'dynamic' && right === 'dynamic') return undefined;
  if (left === right) return left;
  if (isNumeric(left) && isNumeric(right)) return 'real';
  const scalar = left === 'dynamic' ? right : left;
  const isMixed = left === 'dynamic' || right === 'dynamic';
  // JSON has no instants: Kusto needs todatetime() here, and a silent false would hide every row.
  return isMixed && scalar !== 'datetime' && scalar !== 'timespan' ? scalar : undefined;
}

function readerOf(from: KqlType, to: KqlType): Read {
  if (from !== 'dynamic') return (value) => value;
  if (to === 'string') return (value) => (value === null ? null : textOf(value, 'dynamic'));
  const expected = to === 'bool' ? 'boolean' : 'number';
  return (value) => (value === null || typeof value === expected ? value : undefined);
}
