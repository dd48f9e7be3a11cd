import { compilePattern } from './compile-pattern.ts';
import { KqlError } from './kql-error.ts';
import { textOf } from './kql-type.ts';
import type { Bound, Row } from './relation.ts';

type Test = (text: string, sought: string) => boolean;

const CASE_SENSITIVE: ReadonlyMap<string, Test> = new Map([
  ['has_cs', hasTerm],
  ['contains_cs', (text, sought) => text.includes(sought)],
  ['startswith_cs', (text, sought) => text.startsWith(sought)],
  ['endswith_cs', (text, sought) => text.endsWith(sought)],
]);

const CASE_INSENSITIVE: ReadonlyMap<string, Test> = new Map([
  ['=~', (text, sought) => text === sought],
  ['has', hasTerm],
  ['contains', (text, sought) => text.includes(sought)],
  ['startswith', (text, sought) => text.startsWith(sought)],
  ['endswith', (text, sought) => text.endsWith(sought)],
]);

/** Whether the operator compares two texts. */
export function isMatch(operator: string): boolean {
  const plain = withoutNot(operator);
  return plain === 'matches regex' || CASE_SENSITIVE.has(plain) || CASE_INSENSITIVE.has(plain);
}

/** Compares texts; a dynamic takes part by its text, nothing is the empty text (so `!contains` holds for a missing property). */
export function bindMatch(operator: string, left: Bound, right: Bound, start: number): Bound {
  for (const side of [left, right]) {
    if (side.type !== 'string' && side.type !== 'dynamic') {
      throw new KqlError(`'${operator}' needs text, not ${side.type}; cast with tostring()`, start);
    }
  }
  if (operator === 'matches regex') return bindPattern(left, right, start);
  const plain = withoutNot(operator);
  const isNegated = plain !== operator;
  const sensitive = CASE_SENSITIVE.get(plain);
  const test = sensitive ?? CASE_INSENSITIVE.get(plain);
  if (test === undefined) throw new KqlError(`Unknown operator '${operator}'`, start);
  const leftText = textReader(left, sensitive === undefined);
  const rightText = textReader(right, sensitive === undefined);
  return {
    type: 'bool',
    isConstant: left.isConstant && right.isConstant,
    evaluate: (row) => test(leftText(row), rightText(row)) !== isNegated,
  };
}

/** Whether the sought text stands in the text between characters that are neither letters nor digits; both in one case. */
function hasTerm(text: string, sought: string): boolean {
  for (let at = text.indexOf(sought); at !== -1; at = text.indexOf(sought, at + 1)) {
    const isWhole =
      !isTermCharacter(text.charAt(at - 1)) && !isTermCharacter(text.charAt(at + sought.length));
    if (isWhole) return true;
    if (at === text.length) return false;
  }
  return false;
}

function isTermCharacter(character: string): boolean {
  return /^[\p{L}\p{N}]$/u.test(character);
}

function bindPattern(left: Bound, right: Bound, start: number): Bound {
  if (!right.isConstant) throw new KqlError('A regular expression must be constant', start);
  const pattern = compilePattern(textOf(right.evaluate([]), right.type), start);
  return {
    type: 'bool',
    isConstant: left.isConstant,
    evaluate: (row) => pattern.test(textOf(left.evaluate(row), left.type)),
  };
}

function textReader(side: Bound, isLowered: boolean): (row: Row) => string {
  const read = (row: Row): string => {
    const text = textOf(side.evaluate(row), side.type);
    return isLowered ? text.toLowerCase() : text;
  };
  if (!side.isConstant) return read;
  const constant = read([]);
  return () => constant;
}

function withoutNot(operator: string): string {
  if (operator === '!~') return '=~';
  return operator.startsWith('!') ? operator.slice(1) : operator;
}
