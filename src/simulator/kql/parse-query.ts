import { KqlError } from './kql-error.ts';
import { parseOperator, startsOperator } from './parse-operator.ts';
import type { Operator, Pipeline } from './syntax.ts';
import { createCursor, type TokenCursor } from './token-cursor.ts';
import { tokenize } from './tokenize.ts';

/** How often one query may use an operator. Source: Resource Graph, "Understand the query language". */
const MOST_USES: Readonly<Record<string, number>> = { join: 3, 'mv-expand': 3, union: 3 };

/** Parses a whole query; throws KqlError with the position of the first thing that it does not understand. */
export function parseQuery(query: string): Pipeline {
  const cursor = createCursor(tokenize(query));
  const pipeline = parsePipeline(cursor, 0);
  if (cursor.accept(';') && cursor.peek().kind !== 'end') cursor.fail('the end of the query');
  if (cursor.peek().kind !== 'end') cursor.fail("'|' or the end of the query");
  for (const [kind, most] of Object.entries(MOST_USES)) {
    const uses = operatorsOf(pipeline).filter((operator) => operator.kind === kind);
    const tooMany = uses[most];
    if (tooMany !== undefined) {
      throw new KqlError(`A query may use ${kind} at most ${most} times`, tooMany.start);
    }
  }
  return pipeline;
}

// Inner queries come in parentheses, so their depth is bounded like that of expressions.
function parsePipeline(cursor: TokenCursor, depth: number): Pipeline {
  const { start } = cursor.peek();
  if (depth > 20) throw new KqlError('The query is nested too deeply', start);
  const parseInner = (at: TokenCursor): Pipeline => parseLeg(at, depth + 1);
  const operators: Operator[] = [];
  // Without a table a query reads `resources`. Source: Resource Graph, "Understand the query language".
  const isDefault = startsOperator(cursor);
  const table = isDefault ? 'resources' : cursor.expectName();
  if (isDefault) operators.push(parseOperator(cursor, parseInner));
  while (cursor.accept('|')) operators.push(parseOperator(cursor, parseInner));
  return { table, start, operators };
}

function parseLeg(cursor: TokenCursor, depth: number): Pipeline {
  const { start } = cursor.peek();
  if (!cursor.accept('(')) return { table: cursor.expectName(), start, operators: [] };
  const pipeline = parsePipeline(cursor, depth);
  cursor.expect(')');
  return pipeline;
}

function operatorsOf(pipeline: Pipeline): Operator[] {
  return pipeline.operators.flatMap((operator) => {
    if (operator.kind === 'join') return [operator, ...operatorsOf(operator.right)];
    if (operator.kind === 'union') return [operator, ...operator.legs.flatMap(operatorsOf)];
    return [operator];
  });
}
