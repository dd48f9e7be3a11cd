import { KqlError } from './kql-error.ts';
import type { Token } from './token.ts';

/** Reads tokens one after the other; every complaint carries the offset of the token that was not expected. */
export interface TokenCursor {
  peek(ahead?: number): Token;
  next(): Token;
  /** Whether the coming token is the symbol or (case-sensitive) word, without taking it. */
  isNext(text: string): boolean;
  /** Takes the coming token if it is the symbol or word. */
  accept(text: string): boolean;
  /** Takes the symbol or word, or throws KqlError. */
  expect(text: string): Token;
  /** Takes an identifier or `['quoted name']`. */
  expectName(): string;
  /** Takes a whole number that is not negative. */
  expectCount(): number;
  fail(expected: string): never;
}

/** A cursor at the first of the tokens, the last of which is of kind 'end'. */
export function createCursor(tokens: readonly Token[]): TokenCursor {
  let at = 0;
  const peek = (ahead = 0): Token => {
    const token = tokens[Math.min(at + ahead, tokens.length - 1)];
    if (token === undefined) throw new KqlError('The query is empty', 0);
    return token;
  };
  const next = (): Token => {
    const token = peek();
    at += 1;
    return token;
  };
  const fail = (expected: string): never => {
    const token = peek();
    throw new KqlError(`Expected ${expected}, found ${describe(token)}`, token.start);
  };
  const isNext = (text: string): boolean => isText(peek(), text);
  const accept = (text: string): boolean => {
    if (!isNext(text)) return false;
    at += 1;
    return true;
  };
  const expect = (text: string): Token => (isNext(text) ? next() : fail(`'${text}'`));
  const expectName = (): string => {
    const token = next();
    if (token.kind === 'identifier') return token.text;
    const quoted = peek();
    if (!isText(token, '[') || quoted.kind !== 'string') {
      at -= 1;
      return fail('a name');
    }
    at += 1;
    expect(']');
    return quoted.text;
  };
  const expectCount = (): number => {
    const token = peek();
    if (token.kind !== 'long') return fail('a whole number');
    at += 1;
    return token.value;
  };
  return { peek, next, isNext, accept, expect, expectName, expectCount, fail };
}

function isText(token: Token, text: string): boolean {
  return (token.kind === 'symbol' || token.kind === 'identifier') && token.text === text;
}

function describe(token: Token): string {
  switch (token.kind) {
    case 'identifier':
    case 'symbol':
      return `'${token.text}'`;
    case 'string':
      return 'a string';
    case 'long':
    case 'real':
      return `the number ${token.value}`;
    case 'timespan':
      return 'a timespan';
    case 'typed':
      return `a ${token.type}`;
    case 'end':
      return 'the end of the query';
  }
}
