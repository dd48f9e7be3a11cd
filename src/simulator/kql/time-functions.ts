import { floorDivide } from './instant.ts';
import { KqlError } from './kql-error.ts';
import type { KqlType } from './kql-type.ts';
import type { Call, ScalarFunction } from './scalar-function.ts';

/** Functions on instants, and bin(). Source: Kusto, "scalar functions", date and time functions. */
export const TIME_FUNCTIONS: Readonly<Record<string, ScalarFunction>> = {
  now: {
    parameters: ['timespan'],
    optional: 1,
    result: 'datetime',
    apply: ([offset], { now }) => (typeof offset === 'bigint' ? now + offset : now),
  },
  ago: {
    parameters: ['timespan'],
    result: 'datetime',
    apply: ([span], { now }) => (typeof span === 'bigint' ? now - span : null),
  },
  bin: {
    parameters: ['any', 'any'],
    result: binType,
    apply: ([value, size]) => binOf(value, size),
  },
};

function binType({ types, start }: Call): KqlType {
  const [value, size] = types;
  if ((value === 'datetime' || value === 'timespan') && size === 'timespan') return value;
  if (value === 'long' && size === 'long') return 'long';
  if ((value === 'long' || value === 'real') && (size === 'long' || size === 'real')) return 'real';
  throw new KqlError(`bin() cannot round ${value} to ${size}`, start);
}

function binOf(value: unknown, size: unknown): unknown {
  if (typeof value === 'bigint' && typeof size === 'bigint' && size > 0n) {
    return floorDivide(value, size) * size;
  }
  if (typeof value !== 'number' || typeof size !== 'number' || size <= 0) return null;
  return Math.floor(value / size) * size;
}
