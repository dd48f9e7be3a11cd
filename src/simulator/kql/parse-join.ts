import { KqlError } from './kql-error.ts';
import { parseList } from './parse-expression.ts';
import type { JoinKey, JoinKind, Operator, Pipeline } from './syntax.ts';
import type { TokenCursor } from './token-cursor.ts';

type ParseInner = (cursor: TokenCursor) => Pipeline;

const FLAVOURS: ReadonlyMap<string, JoinKind> = new Map([
  ['innerunique', 'innerunique'],
  ['inner', 'inner'],
  ['leftouter', 'leftouter'],
  ['leftanti', 'leftanti'],
  ['anti', 'leftanti'],
  ['leftantisemi', 'leftanti'],
]);

/** Parses `join [kind=…] (query) on key, $left.a == $right.b`; without a kind it is innerunique, as in Kusto. */
export function parseJoin(cursor: TokenCursor, start: number, parseInner: ParseInner): Operator {
  const flavour = parseFlavour(cursor);
  const right = parseInner(cursor);
  cursor.expect('on');
  const keys = parseList(cursor, parseKey);
  return { kind: 'join', flavour, right, keys, start };
}

/** Parses `union [kind=inner|outer] leg, leg`; `withsource` and `isfuzzy` are refused. */
export function parseUnion(cursor: TokenCursor, start: number, parseInner: ParseInner): Operator {
  let isInner = false;
  if (cursor.accept('kind')) {
    cursor.expect('=');
    isInner = cursor.accept('inner');
    if (!isInner) cursor.expect('outer');
  }
  return { kind: 'union', isInner, legs: parseList(cursor, parseInner), start };
}

function parseFlavour(cursor: TokenCursor): JoinKind {
  if (!cursor.accept('kind')) return 'innerunique';
  cursor.expect('=');
  const { start } = cursor.peek();
  const name = cursor.expectName();
  const flavour = FLAVOURS.get(name);
  if (flavour === undefined) throw new KqlError(`The join kind '${name}' is not supported`, start);
  return flavour;
}

function parseKey(cursor: TokenCursor): JoinKey {
  const { start } = cursor.peek();
  const first = cursor.expectName();
  if (first !== '$left' && first !== '$right') return { left: first, right: first, start };
  cursor.expect('.');
  const firstColumn = cursor.expectName();
  cursor.expect('==');
  cursor.expect(first === '$left' ? '$right' : '$left');
  cursor.expect('.');
  const secondColumn = cursor.expectName();
  if (first === '$left') return { left: firstColumn, right: secondColumn, start };
  return { left: secondColumn, right: firstColumn, start };
}
