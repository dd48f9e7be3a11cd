import { KqlError } from './kql-error.ts';
import { emptyValue } from './kql-type.ts';
import type { Column, Relation } from './relation.ts';

/**
 * `union`: the rows of all, one after the other, under the columns of any of them (inner: of all of them). A column of
 * different types is refused; Kusto would split it in two (name_string, name_long), which no reader expects.
 */
export function applyUnion(inputs: readonly Relation[], isInner: boolean, start: number): Relation {
  const columns = unionColumns(inputs, start).filter(
    ({ name }) =>
      !isInner || inputs.every((input) => input.columns.some((column) => column.name === name)),
  );
  const rows = inputs.flatMap((input) => {
    const indexes = columns.map(({ name }) =>
      input.columns.findIndex((column) => column.name === name),
    );
    return input.rows.map((row) =>
      indexes.map((index, at) =>
        index === -1 ? emptyValue(columns[at]?.type ?? 'dynamic') : row[index],
      ),
    );
  });
  return { columns, rows };
}

function unionColumns(inputs: readonly Relation[], start: number): Column[] {
  const columns = new Map<string, Column>();
  for (const column of inputs.flatMap((input) => input.columns)) {
    const existing = columns.get(column.name);
    if (existing !== undefined && existing.type !== column.type) {
      const types = `${existing.type} and ${column.type}`;
      throw new KqlError(`Column '${column.name}' of the union has types ${types}; cast it`, start);
    }
    columns.set(column.name, existing ?? column);
  }
  return [...columns.values()];
}
