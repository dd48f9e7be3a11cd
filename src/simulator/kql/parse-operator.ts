import { KqlError } from './kql-error.ts';
import type { KqlType } from './kql-type.ts';
import { parseExpression, parseList, parseNamed } from './parse-expression.ts';
import { parseJoin, parseUnion } from './parse-join.ts';
import type { ExpandedItem, NamedExpression, Operator, Pipeline, SortKey } from './syntax.ts';
import type { TokenCursor } from './token-cursor.ts';

type ParseInner = (cursor: TokenCursor) => Pipeline;
type ParseOperator = (cursor: TokenCursor, start: number, parseInner: ParseInner) => Operator;

/** Rows that mv-expand makes of one row when it names no limit, and may make at most. Source: Resource Graph, "query language". */
const EXPANDED_ROWS = { byDefault: 128, most: 2000 };

const TYPES: ReadonlyMap<string, KqlType> = new Map([
  ['string', 'string'],
  ['bool', 'bool'],
  ['int', 'long'],
  ['long', 'long'],
  ['real', 'real'],
  ['double', 'real'],
  ['datetime', 'datetime'],
  ['timespan', 'timespan'],
  ['dynamic', 'dynamic'],
]);

const OPERATORS: ReadonlyMap<string, ParseOperator> = new Map(
  Object.entries<ParseOperator>({
    where: (cursor, start) => ({ kind: 'where', predicate: parseExpression(cursor), start }),
    filter: (cursor, start) => ({ kind: 'where', predicate: parseExpression(cursor), start }),
    extend: (cursor, start) => ({ kind: 'extend', items: parseList(cursor, parseNamed), start }),
    project: (cursor, start) => ({ kind: 'project', items: parseList(cursor, parseNamed), start }),
    'project-away': (cursor, start) => ({
      kind: 'project-away',
      patterns: parsePatterns(cursor),
      start,
    }),
    'project-keep': (cursor, start) => ({
      kind: 'project-keep',
      patterns: parsePatterns(cursor),
      start,
    }),
    'project-rename': (cursor, start) => ({
      kind: 'project-rename',
      items: parseList(cursor, parseNamed),
      start,
    }),
    order: (cursor, start) => ({ kind: 'sort', keys: parseSortKeys(cursor), start }),
    sort: (cursor, start) => ({ kind: 'sort', keys: parseSortKeys(cursor), start }),
    top: (cursor, start) => ({
      kind: 'top',
      limit: cursor.expectCount(),
      keys: parseSortKeys(cursor),
      start,
    }),
    take: (cursor, start) => ({ kind: 'take', limit: cursor.expectCount(), start }),
    limit: (cursor, start) => ({ kind: 'take', limit: cursor.expectCount(), start }),
    count: (_cursor, start) => ({ kind: 'count', start }),
    distinct: parseDistinct,
    summarize: parseSummarize,
    'mv-expand': parseExpand,
    mvexpand: parseExpand,
    join: parseJoin,
    union: parseUnion,
  }),
);

/** Whether the cursor stands at an operator instead of a table. */
export function startsOperator(cursor: TokenCursor): boolean {
  const following = cursor.peek(1);
  const isAlone =
    following.kind === 'end' || (following.kind === 'symbol' && following.text === '|');
  return !isAlone && OPERATORS.has(readOperatorName(cursor).name);
}

/** Parses the operator after a `|`; throws KqlError for one that this engine does not implement. */
export function parseOperator(cursor: TokenCursor, parseInner: ParseInner): Operator {
  const { start } = cursor.peek();
  const { name, tokens } = readOperatorName(cursor);
  const parse = OPERATORS.get(name);
  if (parse === undefined) {
    return name === '' ? cursor.fail('an operator') : failOperator(name, start);
  }
  for (let taken = 0; taken < tokens; taken += 1) cursor.next();
  return parse(cursor, start, parseInner);
}

function failOperator(name: string, start: number): never {
  throw new KqlError(`The operator '${name}' is not supported`, start);
}

// `project-away` is one word of the language although a minus sign stands in it.
function readOperatorName(cursor: TokenCursor): { name: string; tokens: number } {
  const [first, dash, last] = [cursor.peek(), cursor.peek(1), cursor.peek(2)];
  if (first.kind !== 'identifier') return { name: '', tokens: 0 };
  const isDash = dash.kind === 'symbol' && dash.text === '-' && dash.start === first.end;
  if (!isDash || last.kind !== 'identifier' || last.start !== dash.end) {
    return { name: first.text, tokens: 1 };
  }
  return { name: `${first.text}-${last.text}`, tokens: 3 };
}

function parsePatterns(cursor: TokenCursor): string[] {
  return parseList(cursor, (at) => {
    let pattern = '';
    let end = at.peek().start;
    for (let token = at.peek(); token.start === end; token = at.peek()) {
      if (token.kind !== 'identifier' && token.kind !== 'symbol') break;
      if (token.kind === 'symbol' && token.text !== '*') break;
      pattern += token.text;
      end = token.end;
      at.next();
    }
    return pattern === '' ? at.expectName() : pattern;
  });
}

function parseSortKeys(cursor: TokenCursor): SortKey[] {
  cursor.expect('by');
  return parseList(cursor, (at) => {
    const expression = parseExpression(at);
    const isAscending = at.accept('asc');
    if (!isAscending) at.accept('desc');
    return { expression, isDescending: !isAscending, nulls: parseNulls(at) };
  });
}

function parseNulls(cursor: TokenCursor): SortKey['nulls'] {
  if (!cursor.accept('nulls')) return undefined;
  if (cursor.accept('first')) return 'first';
  return cursor.accept('last') ? 'last' : cursor.fail("'first' or 'last'");
}

function parseDistinct(cursor: TokenCursor, start: number): Operator {
  const items = cursor.accept('*') ? undefined : parseList(cursor, parseNamed);
  return { kind: 'distinct', items, start };
}

function parseSummarize(cursor: TokenCursor, start: number): Operator {
  const aggregates: NamedExpression[] = cursor.isNext('by') ? [] : parseList(cursor, parseNamed);
  const keys = cursor.accept('by') ? parseList(cursor, parseNamed) : [];
  return { kind: 'summarize', aggregates, keys, start };
}

function parseExpand(cursor: TokenCursor, start: number): Operator {
  let indexName: string | undefined;
  if (cursor.accept('with_itemindex')) {
    cursor.expect('=');
    indexName = cursor.expectName();
  }
  const items = parseList(cursor, parseExpandedItem);
  const at = cursor.peek(1).start;
  const limit = cursor.accept('limit') ? cursor.expectCount() : EXPANDED_ROWS.byDefault;
  if (limit > EXPANDED_ROWS.most) {
    throw new KqlError(`mv-expand makes at most ${EXPANDED_ROWS.most} rows of one`, at);
  }
  return { kind: 'mv-expand', items, indexName, limit, start };
}

function parseExpandedItem(cursor: TokenCursor): ExpandedItem {
  const item = parseNamed(cursor);
  if (!cursor.accept('to')) return { ...item, type: undefined };
  cursor.expect('typeof');
  cursor.expect('(');
  const { start } = cursor.peek();
  const type = TYPES.get(cursor.expectName());
  if (type === undefined) throw new KqlError('Unknown type', start);
  cursor.expect(')');
  return { ...item, type };
}
