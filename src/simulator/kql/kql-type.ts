import { formatDatetime, formatTimespan } from './instant.ts';

/**
 * The scalar types of the engine. Values at run time: string → string (never null, as in Kusto), bool → boolean | null,
 * long and real → number | null (int is a long here; longs beyond 2^53 lose digits), datetime and timespan → bigint of
 * 100-nanosecond ticks | null, dynamic → JSON value | null.
 */
export type KqlType = 'string' | 'bool' | 'long' | 'real' | 'datetime' | 'timespan' | 'dynamic';

/** What Azure calls the type of a result column. Source: recorded Resource Graph answers (string, object), SDK's ColumnDataType. */
export const RESULT_TYPES: Readonly<Record<KqlType, string>> = {
  string: 'string',
  bool: 'boolean',
  long: 'integer',
  real: 'number',
  datetime: 'datetime',
  timespan: 'string',
  dynamic: 'object',
};

/** True for the types that arithmetic and numeric comparison accept. */
export function isNumeric(type: KqlType): boolean {
  return type === 'long' || type === 'real';
}

/** The value that stands for "nothing" in a column of the type: strings have no null in Kusto. */
export function emptyValue(type: KqlType): unknown {
  return type === 'string' ? '' : null;
}

/** The text of a value, as `tostring()` gives it: nothing is the empty string, JSON objects are written compactly. */
export function textOf(value: unknown, type: KqlType): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint') {
    return type === 'timespan' ? formatTimespan(value) : formatDatetime(value, 'full');
  }
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return JSON.stringify(value);
}

/** The value as it can stand inside a dynamic: JSON has no instants and spans, they become text. */
export function jsonOf(value: unknown, type: KqlType): unknown {
  return typeof value === 'bigint' ? textOf(value, type) : value;
}

/** The value as the answer shows it. Guess: datetimes are printed without trailing zeros in the fraction. */
export function resultOf(value: unknown, type: KqlType): unknown {
  if (typeof value !== 'bigint') return value;
  return type === 'timespan' ? formatTimespan(value) : formatDatetime(value, 'short');
}
