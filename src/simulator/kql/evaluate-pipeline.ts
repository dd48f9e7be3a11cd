import { applyExtend, applyProject, applyRename, applySelection } from './apply-columns.ts';
import { applyExpand } from './apply-expand.ts';
import { applyJoin } from './apply-join.ts';
import { applySort } from './apply-order.ts';
import { applyDistinct, applySummarize } from './apply-summarize.ts';
import { applyUnion } from './apply-union.ts';
import { bindPredicate } from './bind-expression.ts';
import { readTable, type Tables } from './read-table.ts';
import type { BindContext, Relation } from './relation.ts';
import type { Operator, Pipeline } from './syntax.ts';

/**
 * The result of a parsed query over the tables at an instant (in ticks). Names and types are resolved before rows are
 * read, so that an empty table does not hide a mistake; throws KqlError.
 */
export function evaluatePipeline(pipeline: Pipeline, tables: Tables, now: bigint): Relation {
  let relation = readTable(tables, pipeline.table, pipeline.start);
  for (const operator of pipeline.operators) {
    const evaluateInner = (inner: Pipeline): Relation => evaluatePipeline(inner, tables, now);
    relation = applyOperator(relation, operator, { columns: relation.columns, now }, evaluateInner);
  }
  return relation;
}

function applyOperator(
  input: Relation,
  operator: Operator,
  context: BindContext,
  evaluateInner: (inner: Pipeline) => Relation,
): Relation {
  const { columns } = input;
  switch (operator.kind) {
    case 'where': {
      const predicate = bindPredicate(operator.predicate, context);
      return { columns, rows: input.rows.filter((row) => predicate.evaluate(row) === true) };
    }
    case 'extend':
      return applyExtend(input, operator.items, operator.start, context);
    case 'project':
      return applyProject(input, operator.items, operator.start, context);
    case 'project-away':
    case 'project-keep':
      return applySelection(
        input,
        operator.patterns,
        operator.kind === 'project-keep',
        operator.start,
      );
    case 'project-rename':
      return applyRename(input, operator.items, operator.start);
    case 'sort':
      return applySort(input, operator.keys, context);
    case 'top':
      return firstRows(applySort(input, operator.keys, context), operator.limit);
    case 'take':
      return firstRows(input, operator.limit);
    case 'count':
      return { columns: [{ name: 'Count', type: 'long' }], rows: [[input.rows.length]] };
    case 'distinct':
      return applyDistinct(input, operator.items, operator.start, context);
    case 'summarize':
      return applySummarize(input, operator.aggregates, operator.keys, operator.start, context);
    case 'mv-expand':
      return applyExpand(input, operator, context);
    case 'join':
      return applyJoin(input, evaluateInner(operator.right), operator.flavour, operator.keys);
    case 'union':
      return applyUnion(
        [input, ...operator.legs.map(evaluateInner)],
        operator.isInner,
        operator.start,
      );
  }
}

function firstRows(input: Relation, limit: number): Relation {
  return { columns: input.columns, rows: input.rows.slice(0, limit) };
}
