import { bindAggregate } from './aggregate-functions.ts';
import { bindArithmetic, bindNegation } from './bind-arithmetic.ts';
import { bindComparison, isComparison } from './bind-comparison.ts';
import { bindMatch, isMatch } from './bind-match.ts';
import { bindMembership } from './bind-membership.ts';
import { KqlError } from './kql-error.ts';
import { type BindContext, type Bound, constantOf } from './relation.ts';
import { callFunction } from './scalar-function.ts';
import { scalarFunction } from './scalar-functions.ts';
import type { Expression } from './syntax.ts';

/** Resolves names and types of an expression; throws KqlError for a name, function or mixture of types that does not exist. */
export function bindExpression(expression: Expression, context: BindContext): Bound {
  const { start } = expression;
  const bind = (inner: Expression): Bound => bindExpression(inner, context);
  switch (expression.kind) {
    case 'literal':
      return constantOf(expression.type, expression.value);
    case 'column':
      return bindColumn(expression.name, start, context);
    case 'member':
      return bindMember(bind(expression.source), expression.name, start);
    case 'index':
      return bindIndex(bind(expression.source), bind(expression.index), start);
    case 'call':
      return bindCall(expression.name, expression.arguments, start, context);
    case 'negate':
      return bindNegation(bind(expression.operand), start);
    case 'binary':
      return bindBinary(expression.operator, bind(expression.left), bind(expression.right), start);
    case 'membership':
      return bindMembership(
        expression.operator,
        bind(expression.left),
        expression.list.map(bind),
        start,
      );
    case 'between': {
      const [left, low, high] = [
        bind(expression.left),
        bind(expression.low),
        bind(expression.high),
      ];
      return bindBetween(left, low, high, expression.isNegated, start);
    }
  }
}

/** Resolves an expression that must be true or false, as a filter must. */
export function bindPredicate(expression: Expression, context: BindContext): Bound {
  const bound = bindExpression(expression, context);
  return requireBool(bound, expression.start);
}

function bindColumn(name: string, start: number, context: BindContext): Bound {
  if (context.aggregates !== undefined) {
    throw new KqlError(`'${name}' must stand inside an aggregate function or after by`, start);
  }
  const index = context.columns.findIndex((column) => column.name === name);
  const column = context.columns[index];
  if (column === undefined) {
    throw new KqlError(`Failed to resolve column or scalar expression named '${name}'`, start);
  }
  return { type: column.type, isConstant: false, evaluate: (row) => row[index] };
}

function bindMember(source: Bound, name: string, start: number): Bound {
  requireDynamic(source, start);
  const evaluate: Bound['evaluate'] = (row) => memberOf(source.evaluate(row), name);
  return { type: 'dynamic', isConstant: source.isConstant, evaluate };
}

function bindIndex(source: Bound, index: Bound, start: number): Bound {
  requireDynamic(source, start);
  if (index.type !== 'string' && index.type !== 'long') {
    throw new KqlError(`An index is a string or a whole number, not ${index.type}`, start);
  }
  const evaluate: Bound['evaluate'] = (row) => {
    const key = index.evaluate(row);
    const value = source.evaluate(row);
    if (typeof key === 'string') return memberOf(value, key);
    return typeof key === 'number' && Array.isArray(value) ? (value.at(key) ?? null) : null;
  };
  return { type: 'dynamic', isConstant: source.isConstant && index.isConstant, evaluate };
}

// Only own members: a property called "constructor" is missing unless Azure sent it.
function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  if (!Object.hasOwn(value, name)) return null;
  const member: unknown = Reflect.get(value, name);
  return member ?? null;
}

function bindCall(
  name: string,
  list: readonly Expression[],
  start: number,
  context: BindContext,
): Bound {
  const aggregate = bindAggregate(name, list, start, context, bindExpression);
  if (aggregate !== undefined) return aggregate;
  const definition = scalarFunction(name);
  if (definition === undefined) throw new KqlError(`Unknown function '${name}'`, start);
  const values = list.map((argument) => bindExpression(argument, context));
  return callFunction(definition, name, values, start, context.now);
}

function bindBinary(operator: string, left: Bound, right: Bound, start: number): Bound {
  if (operator === 'and' || operator === 'or') return bindLogic(operator, left, right, start);
  if (isComparison(operator)) return bindComparison(operator, left, right, start);
  if (isMatch(operator)) return bindMatch(operator, left, right, start);
  return bindArithmetic(operator, left, right, start);
}

// Three-valued: "unknown and false" is false, "unknown or true" is true, all other mixtures stay unknown (null).
function bindLogic(operator: 'and' | 'or', left: Bound, right: Bound, start: number): Bound {
  requireBool(left, start);
  requireBool(right, start);
  const decisive = operator === 'or';
  const evaluate: Bound['evaluate'] = (row) => {
    const first = left.evaluate(row);
    if (first === decisive) return decisive;
    const second = right.evaluate(row);
    if (second === decisive) return decisive;
    return first === null || second === null ? null : !decisive;
  };
  return { type: 'bool', isConstant: left.isConstant && right.isConstant, evaluate };
}

function bindBetween(
  left: Bound,
  low: Bound,
  high: Bound,
  isNegated: boolean,
  start: number,
): Bound {
  const isSpan = left.type === 'datetime' && high.type === 'timespan';
  const upper = isSpan ? bindArithmetic('+', low, high, start) : high;
  const isAbove = bindComparison(isNegated ? '<' : '>=', left, low, start);
  const isBelow = bindComparison(isNegated ? '>' : '<=', left, upper, start);
  return bindLogic(isNegated ? 'or' : 'and', isAbove, isBelow, start);
}

function requireDynamic(source: Bound, start: number): void {
  if (source.type === 'dynamic') return;
  throw new KqlError(`A path needs a dynamic value, not ${source.type}`, start);
}

function requireBool(bound: Bound, start: number): Bound {
  if (bound.type === 'bool') return bound;
  throw new KqlError(
    `Expected a true or false value, not ${bound.type}; cast with tobool()`,
    start,
  );
}
