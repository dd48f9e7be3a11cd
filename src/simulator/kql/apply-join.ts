import { groupKey } from './group-key.ts';
import { KqlError } from './kql-error.ts';
import { emptyValue } from './kql-type.ts';
import type { Column, Relation, Row } from './relation.ts';
import { freeName } from './result-name.ts';
import type { JoinKey, JoinKind } from './syntax.ts';

type ReadKey = (row: Row) => string | undefined;

/**
 * `join`: the columns of both sides, those of the right renamed with a number where the left has the name (leftanti:
 * the left alone). Keys must be of one scalar type. Guess: a row whose key is nothing (null) has no partner.
 */
export function applyJoin(
  left: Relation,
  right: Relation,
  flavour: JoinKind,
  keys: readonly JoinKey[],
): Relation {
  const [leftKey, rightKey] = readKeys(left, right, keys);
  const matches = indexRows(right.rows, rightKey);
  const matchesOf = (row: Row): readonly Row[] => matches.get(leftKey(row) ?? '') ?? [];
  if (flavour === 'leftanti') {
    return { columns: left.columns, rows: left.rows.filter((row) => matchesOf(row).length === 0) };
  }
  const nothing =
    flavour === 'leftouter' ? [right.columns.map(({ type }) => emptyValue(type))] : [];
  // Azure's default kind keeps one row of the left for each key, which surprises: the others are simply lost.
  const leftRows = flavour === 'innerunique' ? uniqueRows(left.rows, leftKey) : left.rows;
  const rows = leftRows.flatMap((row) => {
    const found = matchesOf(row);
    return (found.length === 0 ? nothing : found).map((match): Row => [...row, ...match]);
  });
  return { columns: joinColumns(left.columns, right.columns), rows };
}

function joinColumns(left: readonly Column[], right: readonly Column[]): Column[] {
  const columns = [...left];
  const taken = new Set(left.map((column) => column.name));
  for (const { name, type } of right) {
    const free = freeName(name, taken);
    taken.add(free);
    columns.push({ name: free, type });
  }
  return columns;
}

function readKeys(left: Relation, right: Relation, keys: readonly JoinKey[]): [ReadKey, ReadKey] {
  const pairs = keys.map((key) => {
    const [first, second] = [
      findColumn(left, key.left, key.start),
      findColumn(right, key.right, key.start),
    ];
    const [leftType, rightType] = [left.columns[first]?.type, right.columns[second]?.type];
    if (leftType !== rightType || leftType === 'dynamic') {
      const types = `${leftType} and ${rightType}`;
      throw new KqlError(
        `A join needs keys of one scalar type, not ${types}; cast them`,
        key.start,
      );
    }
    return [first, second] as const;
  });
  return [keyReader(pairs.map(([first]) => first)), keyReader(pairs.map(([, second]) => second))];
}

function keyReader(indexes: readonly number[]): ReadKey {
  return (row) => {
    const values = indexes.map((index) => row[index]);
    return values.includes(null) ? undefined : groupKey(values);
  };
}

function findColumn(relation: Relation, name: string, start: number): number {
  const index = relation.columns.findIndex((column) => column.name === name);
  if (index === -1) throw new KqlError(`Failed to resolve join column named '${name}'`, start);
  return index;
}

function indexRows(rows: readonly Row[], readKey: ReadKey): Map<string, Row[]> {
  const index = new Map<string, Row[]>();
  for (const row of rows) {
    const key = readKey(row);
    const list = key === undefined ? undefined : index.get(key);
    if (list !== undefined) list.push(row);
    else if (key !== undefined) index.set(key, [row]);
  }
  return index;
}

function uniqueRows(rows: readonly Row[], readKey: ReadKey): Row[] {
  const seen = new Set<string | undefined>();
  return rows.filter((row) => {
    const key = readKey(row);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
