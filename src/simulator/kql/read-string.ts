import { KqlError } from './kql-error.ts';
import type { Token } from './token.ts';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0' };

/**
 * The string literal that begins at an offset: 'a', "a" with backslash escapes, or verbatim @'a' where only the quote
 * is doubled. Undefined when none begins there; throws KqlError when it does not end on its line (verbatim: at all).
 */
export function readString(query: string, start: number): Token | undefined {
  const isVerbatim = query.charAt(start) === '@';
  const open = isVerbatim ? start + 1 : start;
  const quote = query.charAt(open);
  if (quote !== "'" && quote !== '"') return undefined;
  return isVerbatim ? readVerbatim(query, start, quote) : readEscaped(query, start, quote);
}

function readVerbatim(query: string, start: number, quote: string): Token {
  let at = start + 2;
  for (;;) {
    const close = query.indexOf(quote, at);
    if (close === -1) throw new KqlError('The string does not end', start);
    if (query.charAt(close + 1) !== quote) {
      const text = query.slice(start + 2, close).replaceAll(quote + quote, quote);
      return { kind: 'string', text, start, end: close + 1 };
    }
    at = close + 2;
  }
}

function readEscaped(query: string, start: number, quote: string): Token {
  let text = '';
  let at = start + 1;
  while (at < query.length && query.charAt(at) !== '\n') {
    const character = query.charAt(at);
    if (character === quote) return { kind: 'string', text, start, end: at + 1 };
    if (character === '\\') {
      const escape = readEscape(query, at);
      text += escape.text;
      at = escape.end;
    } else {
      text += character;
      at += 1;
    }
  }
  throw new KqlError('The string does not end', start);
}

function readEscape(query: string, at: number): { text: string; end: number } {
  const character = query.charAt(at + 1);
  if (character === '\\' || character === "'" || character === '"') {
    return { text: character, end: at + 2 };
  }
  const control = ESCAPES[character];
  if (control !== undefined) return { text: control, end: at + 2 };
  const hex = query.slice(at + 2, at + 6);
  if (character === 'u' && /^[0-9a-fA-F]{4}$/.test(hex)) {
    return { text: String.fromCharCode(Number.parseInt(hex, 16)), end: at + 6 };
  }
  throw new KqlError(`Unknown escape '\\${character}' in a string`, at);
}
