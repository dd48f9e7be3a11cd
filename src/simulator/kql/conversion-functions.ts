import { parseDatetime, parseTimespan } from './instant.ts';
import { textOf } from './kql-type.ts';
import type { ScalarFunction } from './scalar-function.ts';

const toLong: ScalarFunction = {
  parameters: ['any'],
  result: 'long',
  apply: ([value]) => longOf(value),
};
const toReal: ScalarFunction = {
  parameters: ['any'],
  result: 'real',
  apply: ([value]) => realOf(value),
};
const toBool: ScalarFunction = {
  parameters: ['any'],
  result: 'bool',
  apply: ([value]) => boolOf(value),
};

/** Casts: what cannot be cast becomes nothing (null), never an error. Source: Kusto, "scalar functions", conversion. */
export const CONVERSION_FUNCTIONS: Readonly<Record<string, ScalarFunction>> = {
  tostring: {
    parameters: ['any'],
    result: 'string',
    apply: ([value], { types }) => textOf(value, types[0] ?? 'string'),
  },
  toint: toLong,
  tolong: toLong,
  todouble: toReal,
  toreal: toReal,
  tobool: toBool,
  toboolean: toBool,
  todatetime: {
    parameters: ['any'],
    result: 'datetime',
    apply: ([value], { types }) => ticksOf(value, types[0] === 'datetime', parseDatetime),
  },
  totimespan: {
    parameters: ['any'],
    result: 'timespan',
    apply: ([value], { types }) => ticksOf(value, types[0] === 'timespan', parseTimespan),
  },
};

function longOf(value: unknown): number | null {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'number') return Number.isFinite(value) ? Math.trunc(value) : null;
  if (typeof value !== 'string' || !/^\s*([+-]?\d+|0x[0-9a-f]+)\s*$/i.test(value)) return null;
  return Number(value);
}

function realOf(value: unknown): number | null {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

function boolOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  if (typeof value !== 'string') return null;
  const text = value.trim().toLowerCase();
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : null;
}

function ticksOf(
  value: unknown,
  isSameType: boolean,
  parse: (text: string) => bigint | undefined,
): bigint | null {
  if (typeof value === 'bigint') return isSameType ? value : null;
  return typeof value === 'string' ? (parse(value) ?? null) : null;
}
