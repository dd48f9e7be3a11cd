import { KqlError } from './kql-error.ts';
import { parseLiteral } from './parse-literal.ts';
import type { Expression, NamedExpression } from './syntax.ts';
import type { TokenCursor } from './token-cursor.ts';

const EQUALITY = new Set(['==', '!=', '<>']);
const RELATION = new Set(['<', '<=', '>', '>=']);
const ADDITIVE = new Set(['+', '-']);
const MULTIPLICATIVE = new Set(['*', '/', '%']);
const STRING_WORDS = [
  'has',
  'contains',
  'startswith',
  'endswith',
  'has_cs',
  'contains_cs',
  'startswith_cs',
  'endswith_cs',
];
const STRING = new Set(['=~', '!~', ...STRING_WORDS, ...STRING_WORDS.map((word) => `!${word}`)]);
const MEMBERSHIP = new Set(['in', 'in~', '!in', '!in~', 'has_any', 'has_all']);
/** Deeper than any query that a person writes, shallow enough for the call stack. */
const DEEPEST = 200;
/** A chain (`a or b or …`, `a.b.c…`) becomes a tree as deep as it is long. */
const LONGEST_CHAIN = 1000;

/** Parses a scalar expression with the language's precedence: or, and, ==, <, +, *, string operators, postfix. */
export function parseExpression(cursor: TokenCursor, depth = 0): Expression {
  if (depth > DEEPEST)
    throw new KqlError('The expression is nested too deeply', cursor.peek().start);
  return parseOr(cursor, depth + 1);
}

/** Parses `name = expression` or an expression without a name. */
export function parseNamed(cursor: TokenCursor): NamedExpression {
  const next = cursor.peek(1);
  const isNamed =
    cursor.peek().kind === 'identifier' && next.kind === 'symbol' && next.text === '=';
  const quoted = cursor.peek(3);
  const isQuoted = cursor.isNext('[') && quoted.kind === 'symbol' && quoted.text === '=';
  if (!isNamed && !isQuoted) return { name: undefined, expression: parseExpression(cursor) };
  const name = cursor.expectName();
  cursor.expect('=');
  return { name, expression: parseExpression(cursor) };
}

/** Parses one or more of something, separated by commas. */
export function parseList<Item>(
  cursor: TokenCursor,
  parseItem: (cursor: TokenCursor) => Item,
): Item[] {
  const items = [parseItem(cursor)];
  while (cursor.accept(',')) items.push(parseItem(cursor));
  return items;
}

function operatorAt(cursor: TokenCursor, operators: ReadonlySet<string>): string | undefined {
  const token = cursor.peek();
  if (token.kind !== 'symbol' && token.kind !== 'identifier') return undefined;
  return operators.has(token.text) ? token.text : undefined;
}

type Parse = (cursor: TokenCursor, depth: number) => Expression;

function parseChain(operators: ReadonlySet<string>, parseOperand: Parse): Parse {
  return (cursor, depth) => {
    let left = parseOperand(cursor, depth);
    for (let length = 0; length < LONGEST_CHAIN; length += 1) {
      const operator = operatorAt(cursor, operators);
      if (operator === undefined) return left;
      const { start } = cursor.next();
      left = { kind: 'binary', operator, left, right: parseOperand(cursor, depth), start };
    }
    return cursor.fail(`at most ${LONGEST_CHAIN} operators in a row`);
  };
}

// Comparisons do not chain: `a == b == c` is an error in Kusto too.
function parseOnce(operators: ReadonlySet<string>, parseOperand: Parse): Parse {
  return (cursor, depth) => {
    const left = parseOperand(cursor, depth);
    const operator = operatorAt(cursor, operators);
    if (operator === undefined) return left;
    const { start } = cursor.next();
    return { kind: 'binary', operator, left, right: parseOperand(cursor, depth), start };
  };
}

const parseMatch = parseOnceOrRegex(parseOnce(STRING, parseUnary));
const parseProduct = parseChain(MULTIPLICATIVE, parseMatch);
const parseSum = parseChain(ADDITIVE, parseProduct);
const parseRelation = parseOnce(RELATION, parseSum);
const parseAnd = parseChain(new Set(['and']), parseEquality);
const parseOr = parseChain(new Set(['or']), parseAnd);

function parseOnceOrRegex(parseOperand: Parse): Parse {
  return (cursor, depth) => {
    const left = parseOperand(cursor, depth);
    if (!cursor.isNext('matches')) return left;
    const { start } = cursor.next();
    cursor.expect('regex');
    return {
      kind: 'binary',
      operator: 'matches regex',
      left,
      right: parseUnary(cursor, depth),
      start,
    };
  };
}

function parseEquality(cursor: TokenCursor, depth: number): Expression {
  const left = parseRelation(cursor, depth);
  if (cursor.isNext('between') || cursor.isNext('!between'))
    return parseBetween(cursor, left, depth);
  const membership = operatorAt(cursor, MEMBERSHIP);
  if (membership !== undefined) return parseMembership(cursor, membership, left, depth);
  const operator = operatorAt(cursor, EQUALITY);
  if (operator === undefined) return left;
  const { start } = cursor.next();
  const right = parseRelation(cursor, depth);
  return { kind: 'binary', operator: operator === '<>' ? '!=' : operator, left, right, start };
}

function parseBetween(cursor: TokenCursor, left: Expression, depth: number): Expression {
  const isNegated = cursor.isNext('!between');
  const { start } = cursor.next();
  cursor.expect('(');
  const low = parseSum(cursor, depth);
  cursor.expect('..');
  const high = parseSum(cursor, depth);
  cursor.expect(')');
  return { kind: 'between', isNegated, left, low, high, start };
}

function parseMembership(
  cursor: TokenCursor,
  operator: string,
  left: Expression,
  depth: number,
): Expression {
  const { start } = cursor.next();
  cursor.expect('(');
  const list = parseList(cursor, (at) => parseExpression(at, depth));
  cursor.expect(')');
  return { kind: 'membership', operator, left, list, start };
}

function parseUnary(cursor: TokenCursor, depth: number): Expression {
  const { start } = cursor.peek();
  if (cursor.accept('+')) return parsePostfix(cursor, depth);
  if (!cursor.accept('-')) return parsePostfix(cursor, depth);
  return { kind: 'negate', operand: parsePostfix(cursor, depth), start };
}

function parsePostfix(cursor: TokenCursor, depth: number): Expression {
  let source = parsePrimary(cursor, depth);
  for (let length = 0; length < LONGEST_CHAIN; length += 1) {
    const { start } = cursor.peek();
    if (cursor.accept('.')) {
      source = { kind: 'member', source, name: cursor.expectName(), start };
    } else if (cursor.accept('[')) {
      source = { kind: 'index', source, index: parseExpression(cursor, depth), start };
      cursor.expect(']');
    } else {
      return source;
    }
  }
  return cursor.fail(`at most ${LONGEST_CHAIN} steps in a path`);
}

function parsePrimary(cursor: TokenCursor, depth: number): Expression {
  const { start } = cursor.peek();
  const literal = parseLiteral(cursor);
  if (literal !== undefined) return literal;
  if (cursor.accept('(')) {
    const inner = parseExpression(cursor, depth);
    cursor.expect(')');
    return inner;
  }
  if (cursor.peek().kind !== 'identifier' && !cursor.isNext('['))
    return cursor.fail('an expression');
  const isQuoted = cursor.isNext('[');
  const name = cursor.expectName();
  if (isQuoted || !cursor.accept('(')) return { kind: 'column', name, start };
  return { kind: 'call', name, arguments: parseArguments(cursor, depth), start };
}

function parseArguments(cursor: TokenCursor, depth: number): Expression[] {
  if (cursor.accept(')')) return [];
  const list = parseList(cursor, (at) => parseExpression(at, depth));
  cursor.expect(')');
  return list;
}
