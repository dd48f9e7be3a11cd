import { parseDatetime, parseTimespan } from './instant.ts';
import { KqlError } from './kql-error.ts';
import type { KqlType } from './kql-type.ts';
import type { Expression } from './syntax.ts';
import type { Token } from './token.ts';
import type { TokenCursor } from './token-cursor.ts';

const CONSTRUCTORS: ReadonlyMap<string, KqlType> = new Map([
  ['bool', 'bool'],
  ['boolean', 'bool'],
  ['int', 'long'],
  ['long', 'long'],
  ['real', 'real'],
  ['double', 'real'],
]);

/** Deeper than any value that a person writes, shallow enough for the call stack. */
const DEEPEST = 200;

/** The literal that the cursor stands at, or undefined when it stands at something else. Throws KqlError. */
export function parseLiteral(cursor: TokenCursor): Expression | undefined {
  const token = cursor.peek();
  const { start } = token;
  switch (token.kind) {
    case 'string':
      cursor.next();
      return { kind: 'literal', type: 'string', value: token.text, start };
    case 'long':
    case 'real':
      cursor.next();
      return { kind: 'literal', type: token.kind, value: token.value, start };
    case 'timespan':
      cursor.next();
      return { kind: 'literal', type: 'timespan', value: token.ticks, start };
    case 'typed':
      cursor.next();
      return readTyped(token.type, token.text, start);
    case 'identifier':
      return parseNamed(cursor, token.text, start);
    case 'symbol':
    case 'end':
      return undefined;
  }
}

function parseNamed(cursor: TokenCursor, name: string, start: number): Expression | undefined {
  if (name === 'true' || name === 'false') {
    cursor.next();
    return { kind: 'literal', type: 'bool', value: name === 'true', start };
  }
  if (!isOpening(cursor.peek(1))) return undefined;
  if (name === 'dynamic') return parseDynamic(cursor, start);
  const type = CONSTRUCTORS.get(name);
  return type === undefined ? undefined : parseConstructor(cursor, type, start);
}

function parseConstructor(cursor: TokenCursor, type: KqlType, start: number): Expression {
  cursor.next();
  cursor.expect('(');
  const at = cursor.peek().start;
  const value = parseJson(cursor);
  cursor.expect(')');
  const isOfType = type === 'bool' ? typeof value === 'boolean' : typeof value === 'number';
  if (value !== null && !isOfType) throw new KqlError(`Not a ${type}`, at);
  return { kind: 'literal', type, value, start };
}

function parseDynamic(cursor: TokenCursor, start: number): Expression {
  cursor.next();
  cursor.expect('(');
  const value = parseJson(cursor);
  cursor.expect(')');
  return { kind: 'literal', type: 'dynamic', value, start };
}

function parseJson(cursor: TokenCursor, depth = 0): unknown {
  if (depth > DEEPEST) throw new KqlError('The value is nested too deeply', cursor.peek().start);
  const token = cursor.peek();
  if (token.kind === 'string') return takeValue(cursor, token.text);
  if (token.kind === 'long' || token.kind === 'real') return takeValue(cursor, token.value);
  if (cursor.accept('null')) return null;
  if (cursor.accept('true')) return true;
  if (cursor.accept('false')) return false;
  if (cursor.accept('-')) return parseNegative(cursor);
  if (cursor.accept('[')) return parseArray(cursor, depth + 1);
  if (cursor.accept('{')) return parseBag(cursor, depth + 1);
  return cursor.fail('a JSON value');
}

function takeValue<Value>(cursor: TokenCursor, value: Value): Value {
  cursor.next();
  return value;
}

function parseNegative(cursor: TokenCursor): number {
  const token = cursor.next();
  if (token.kind === 'long' || token.kind === 'real') return -token.value;
  throw new KqlError('Expected a number after the minus sign', token.start);
}

function parseArray(cursor: TokenCursor, depth: number): unknown[] {
  const items: unknown[] = [];
  if (cursor.accept(']')) return items;
  do {
    items.push(parseJson(cursor, depth));
  } while (cursor.accept(','));
  cursor.expect(']');
  return items;
}

function parseBag(cursor: TokenCursor, depth: number): Record<string, unknown> {
  const entries: [string, unknown][] = [];
  if (cursor.accept('}')) return {};
  do {
    const key = cursor.next();
    if (key.kind !== 'string') throw new KqlError('Expected a quoted key', key.start);
    cursor.expect(':');
    entries.push([key.text, parseJson(cursor, depth)]);
  } while (cursor.accept(','));
  cursor.expect('}');
  return Object.fromEntries(entries);
}

function readTyped(
  type: 'datetime' | 'timespan' | 'guid',
  text: string,
  start: number,
): Expression {
  if (type === 'guid') {
    if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) {
      return { kind: 'literal', type: 'string', value: text.toLowerCase(), start };
    }
    throw new KqlError(`'${text}' is not a guid`, start);
  }
  if (text === 'null') return { kind: 'literal', type, value: null, start };
  const value = type === 'datetime' ? parseDatetime(text) : parseTimespan(text);
  if (value === undefined) throw new KqlError(`'${text}' is not a ${type}`, start);
  return { kind: 'literal', type, value, start };
}

function isOpening(token: Token): boolean {
  return token.kind === 'symbol' && token.text === '(';
}
