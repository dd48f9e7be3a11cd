import { TICKS } from './instant.ts';
import { KqlError } from './kql-error.ts';
import { readString } from './read-string.ts';
import type { Token } from './token.ts';

const SKIPPED = /(?:\s+|\/\/[^\n]*)+/y;
const TYPED = /(datetime|date|timespan|time|guid)\s*\(([^()]*)\)/y;
// `$` because Resource Graph's documentation writes properties.condition.$type, and join writes $left.
const IDENTIFIER = /[A-Za-z_$][\w$]*/y;
const SPAN =
  /(\d+(?:\.\d+)?)(microseconds?|milliseconds?|minutes?|seconds?|hours?|days?|ticks?|hrs?|min|sec|ms|d|h|m|s)(?![\w$])/y;
const REAL = /(?:\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+)(?![\w$])/y;
const LONG = /(?:0[xX][0-9a-fA-F]+|\d+)(?![\w$])/y;
const SYMBOL = /in~|![A-Za-z_]+~?|==|!=|<>|=~|!~|<=|>=|\.\.|[()[\]{},|.=<>+\-*/%:;]/y;

const UNITS: Readonly<Record<string, bigint>> = {
  tick: TICKS.tick,
  microsecond: TICKS.microsecond,
  millisecond: TICKS.millisecond,
  ms: TICKS.millisecond,
  second: TICKS.second,
  sec: TICKS.second,
  s: TICKS.second,
  minute: TICKS.minute,
  min: TICKS.minute,
  m: TICKS.minute,
  hour: TICKS.hour,
  hr: TICKS.hour,
  h: TICKS.hour,
  day: TICKS.day,
  d: TICKS.day,
};

/** The words of a query, ended by one of kind 'end'; comments and white space are left out. Throws KqlError. */
export function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  let at = skip(query, 0);
  while (at < query.length) {
    const token = readToken(query, at);
    tokens.push(token);
    at = skip(query, token.end);
  }
  tokens.push({ kind: 'end', start: query.length, end: query.length });
  return tokens;
}

function readToken(query: string, start: number): Token {
  const token =
    readString(query, start) ??
    readSymbol(query, start, /in~/y) ??
    readTyped(query, start) ??
    readWord(query, start) ??
    readNumber(query, start) ??
    readSymbol(query, start, SYMBOL);
  if (token === undefined) {
    throw new KqlError(`Unexpected character '${query.charAt(start)}'`, start);
  }
  return token;
}

function readTyped(query: string, start: number): Token | undefined {
  const match = matchAt(TYPED, query, start);
  if (match === undefined) return undefined;
  const named = match[1];
  const type =
    named === 'guid' ? 'guid' : named?.startsWith('date') === true ? 'datetime' : 'timespan';
  const text = (match[2] ?? '').trim().replace(/^(["'])(.*)\1$/, '$2');
  return { kind: 'typed', type, text, start, end: start + match[0].length };
}

function readWord(query: string, start: number): Token | undefined {
  const match = matchAt(IDENTIFIER, query, start);
  if (match === undefined) return undefined;
  return { kind: 'identifier', text: match[0], start, end: start + match[0].length };
}

function readNumber(query: string, start: number): Token | undefined {
  const span = matchAt(SPAN, query, start);
  if (span !== undefined) return readSpan(span, start);
  const real = matchAt(REAL, query, start);
  if (real !== undefined) {
    return { kind: 'real', value: Number(real[0]), start, end: start + real[0].length };
  }
  const long = matchAt(LONG, query, start);
  if (long === undefined) return undefined;
  return { kind: 'long', value: Number(long[0]), start, end: start + long[0].length };
}

function readSpan(match: RegExpExecArray, start: number): Token {
  const [text, amount = '', unit = ''] = match;
  const unitTicks = UNITS[unit] ?? UNITS[unit.replace(/s$/, '')] ?? 0n;
  const [whole = '0', fraction = ''] = amount.split('.');
  const scale = 10n ** BigInt(fraction.length);
  const ticks = (BigInt(whole + fraction) * unitTicks) / scale;
  return { kind: 'timespan', ticks, start, end: start + text.length };
}

function readSymbol(query: string, start: number, pattern: RegExp): Token | undefined {
  const match = matchAt(pattern, query, start);
  if (match === undefined) return undefined;
  return { kind: 'symbol', text: match[0], start, end: start + match[0].length };
}

function skip(query: string, at: number): number {
  return at + (matchAt(SKIPPED, query, at)?.[0].length ?? 0);
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}
