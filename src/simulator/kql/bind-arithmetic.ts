import { KqlError } from './kql-error.ts';
import { isNumeric, type KqlType } from './kql-type.ts';
import type { Bound } from './relation.ts';

type Compute = (left: unknown, right: unknown) => unknown;
interface Rule {
  readonly type: KqlType;
  readonly compute: Compute;
}

/** `+ - * / %` on numbers, datetimes and timespans; nothing in, nothing out. A number divided by zero is nothing. */
export function bindArithmetic(operator: string, left: Bound, right: Bound, start: number): Bound {
  const rule =
    isNumeric(left.type) && isNumeric(right.type)
      ? numberRule(operator, left.type === 'long' && right.type === 'long')
      : timeRule(operator, left.type, right.type);
  if (rule === undefined) {
    const types = `${left.type} and ${right.type}`;
    throw new KqlError(`'${operator}' cannot combine ${types}. Try adding explicit casts`, start);
  }
  const evaluate: Bound['evaluate'] = (row) => {
    const [first, second] = [left.evaluate(row), right.evaluate(row)];
    return first === null || second === null ? null : rule.compute(first, second);
  };
  return { type: rule.type, isConstant: left.isConstant && right.isConstant, evaluate };
}

/** The minus sign before a number or timespan. */
export function bindNegation(operand: Bound, start: number): Bound {
  if (!isNumeric(operand.type) && operand.type !== 'timespan') {
    throw new KqlError(`'-' cannot stand before ${operand.type}`, start);
  }
  const evaluate: Bound['evaluate'] = (row) => {
    const value = operand.evaluate(row);
    return typeof value === 'number' || typeof value === 'bigint' ? -value : null;
  };
  return { type: operand.type, isConstant: operand.isConstant, evaluate };
}

function numberRule(operator: string, isWhole: boolean): Rule | undefined {
  const type = isWhole ? 'long' : 'real';
  switch (operator) {
    case '+':
      return { type, compute: onNumbers((left, right) => left + right) };
    case '-':
      return { type, compute: onNumbers((left, right) => left - right) };
    case '*':
      return { type, compute: onNumbers((left, right) => left * right) };
    case '/':
      return { type, compute: onNumbers((left, right) => divide(left, right, isWhole)) };
    case '%':
      return { type, compute: onNumbers((left, right) => (right === 0 ? null : left % right)) };
    default:
      return undefined;
  }
}

function divide(left: number, right: number, isWhole: boolean): number | null {
  if (right === 0) return null;
  return isWhole ? Math.trunc(left / right) : left / right;
}

function timeRule(operator: string, left: KqlType, right: KqlType): Rule | undefined {
  switch (`${left} ${operator} ${right}`) {
    case 'datetime + timespan':
    case 'timespan + datetime':
      return { type: 'datetime', compute: onTicks((first, second) => first + second) };
    case 'datetime - timespan':
      return { type: 'datetime', compute: onTicks((first, second) => first - second) };
    case 'datetime - datetime':
    case 'timespan - timespan':
      return { type: 'timespan', compute: onTicks((first, second) => first - second) };
    case 'timespan + timespan':
      return { type: 'timespan', compute: onTicks((first, second) => first + second) };
    case 'timespan / timespan':
      return {
        type: 'real',
        compute: onTicks((first, second) => divide(Number(first), Number(second), false)),
      };
    case 'timespan * long':
      return { type: 'timespan', compute: multiply };
    case 'long * timespan':
      return { type: 'timespan', compute: (first, second) => multiply(second, first) };
    default:
      return undefined;
  }
}

function multiply(span: unknown, factor: unknown): bigint | null {
  return typeof span === 'bigint' && typeof factor === 'number' ? span * BigInt(factor) : null;
}

function onNumbers(compute: (left: number, right: number) => number | null): Compute {
  return (left, right) =>
    typeof left === 'number' && typeof right === 'number' ? compute(left, right) : null;
}

function onTicks(compute: (left: bigint, right: bigint) => bigint | number | null): Compute {
  return (left, right) =>
    typeof left === 'bigint' && typeof right === 'bigint' ? compute(left, right) : null;
}
