import { compilePattern } from './compile-pattern.ts';
import { KqlError } from './kql-error.ts';
import { textOf } from './kql-type.ts';
import type { ScalarFunction } from './scalar-function.ts';

/** Functions that make text. Source: Kusto, "scalar functions", string functions. */
export const TEXT_FUNCTIONS: Readonly<Record<string, ScalarFunction>> = {
  tolower: {
    parameters: ['text'],
    result: 'string',
    apply: ([text]) => String(text).toLowerCase(),
  },
  toupper: {
    parameters: ['text'],
    result: 'string',
    apply: ([text]) => String(text).toUpperCase(),
  },
  strlen: {
    parameters: ['text'],
    result: 'long',
    apply: ([text]) => Array.from(String(text)).length,
  },
  strcat: {
    parameters: ['any'],
    rest: 'any',
    result: 'string',
    apply: (values, { types }) =>
      values.map((value, at) => textOf(value, types[at] ?? 'string')).join(''),
  },
  substring: {
    parameters: ['text', 'long', 'long'],
    optional: 1,
    result: 'string',
    apply: ([text, from, length]) => cut(String(text), from, length),
  },
  replace_string: {
    parameters: ['text', 'text', 'text'],
    result: 'string',
    apply: ([text, sought, replacement]) => {
      if (sought === '') return text;
      return String(text).replaceAll(String(sought), () => String(replacement));
    },
  },
  split: {
    parameters: ['text', 'text', 'long'],
    optional: 1,
    result: 'dynamic',
    apply: ([text, delimiter, index]) => {
      const parts = delimiter === '' ? [text] : String(text).split(String(delimiter));
      return typeof index === 'number' ? parts.slice(index, index + 1) : parts;
    },
  },
  extract: {
    parameters: ['string', 'long', 'text'],
    result: 'string',
    check: ([pattern], { start }) => {
      if (typeof pattern !== 'string')
        throw new KqlError('A regular expression must be constant', start);
      compilePattern(pattern, start);
    },
    apply: ([pattern, group, text], { start }) => {
      const match = compilePattern(String(pattern), start).exec(String(text));
      if (typeof group !== 'number') throw new KqlError('The group must be a number', start);
      return match?.[group] ?? '';
    },
  },
};

// A negative start counts from the end. Source: Kusto, "substring()".
function cut(text: string, from: unknown, length: unknown): string {
  if (typeof from !== 'number') return '';
  const begin = from < 0 ? Math.max(0, text.length + from) : from;
  return typeof length === 'number'
    ? text.slice(begin, begin + Math.max(0, length))
    : text.slice(begin);
}
