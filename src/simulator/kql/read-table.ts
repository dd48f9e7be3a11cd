import { KqlError } from './kql-error.ts';
import type { KqlType } from './kql-type.ts';
import type { Column, Relation } from './relation.ts';

/** Rows by table name, as the caller gives them. */
export type Tables = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/**
 * The columns that every table of Resource Graph has, filled or not. Source: recorded answer of 2019 (names, types);
 * extendedLocation from Microsoft's documentation of the resources table.
 */
const COMMON_COLUMNS: readonly Column[] = [
  ...[
    'id',
    'name',
    'type',
    'tenantId',
    'kind',
    'location',
    'resourceGroup',
    'subscriptionId',
    'managedBy',
  ].map((name): Column => ({ name, type: 'string' })),
  ...['sku', 'plan', 'properties', 'tags', 'identity', 'zones', 'extendedLocation'].map(
    (name): Column => ({ name, type: 'dynamic' }),
  ),
];

/**
 * The table of a name in any case. A text column that a row lacks is empty text, any other is nothing. Columns beyond
 * the common ones take the type of their values: one scalar type if all agree, else dynamic. Throws KqlError for a
 * table that is not there.
 */
export function readTable(tables: Tables, name: string, position: number): Relation {
  const found = Object.keys(tables).find((key) => key.toLowerCase() === name.toLowerCase());
  const source = found === undefined ? undefined : tables[found];
  if (source === undefined) throw new KqlError(`Table ${name} is not supported`, position);
  const columns = [...COMMON_COLUMNS, ...furtherColumns(source)];
  const rows = source.map((row) => columns.map((column) => cell(row[column.name], column)));
  return { columns, rows };
}

function cell(value: unknown, { name, type }: Column): unknown {
  if (value === undefined || value === null) return type === 'string' ? '' : null;
  if (type === 'dynamic' || scalarTypeOf(value) === type) return value;
  if (type === 'real' && typeof value === 'number') return value;
  throw new TypeError(`The table's column ${name} holds a ${typeof value} where a ${type} belongs`);
}

function furtherColumns(source: Tables[string]): Column[] {
  const known = new Set(COMMON_COLUMNS.map((column) => column.name));
  const types = new Map<string, KqlType | undefined>();
  for (const row of source) {
    for (const name in row) {
      if (!known.has(name)) types.set(name, merge(types.get(name), row[name]));
    }
  }
  return [...types].map(([name, type]) => ({ name, type: type ?? 'dynamic' }));
}

function merge(type: KqlType | undefined, value: unknown): KqlType | undefined {
  if (value === null || value === undefined) return type;
  const own = scalarTypeOf(value);
  if (type === undefined || type === own) return own;
  const isNumber =
    own !== 'dynamic' && typeof value === 'number' && (type === 'long' || type === 'real');
  return isNumber ? 'real' : 'dynamic';
}

function scalarTypeOf(value: unknown): KqlType {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'long' : 'real';
  return 'dynamic';
}
