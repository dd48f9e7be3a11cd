import { evaluatePipeline } from './evaluate-pipeline.ts';
import { TICKS } from './instant.ts';
import { RESULT_TYPES, resultOf } from './kql-type.ts';
import { parseQuery } from './parse-query.ts';
import type { Tables } from './read-table.ts';

/** What a query gives: all its rows, before the service cuts them into pages. */
export interface QueryResult {
  readonly rows: Record<string, unknown>[];
  /** In order; `type` in Azure's words: string, integer, number, boolean, datetime, object. */
  readonly columns: { name: string; type: string }[];
  /**
   * Whether the service may page the rows: false when the query cuts rows itself (take, limit, top) or its result has
   * no `id`; then no $skipToken is given. Source: Resource Graph, "Working with large data sets".
   */
  readonly pageable: boolean;
}

/** A parsed query, to be run any number of times. */
export interface PreparedQuery {
  /** Evaluates over the tables (names in any case) as if the time were `now`; throws KqlError for unknown names and types. */
  run(tables: Tables, now: Date): QueryResult;
}

/** Parses a query once; throws KqlError, with its position, for what cannot be parsed or is not implemented. */
export function prepareQuery(query: string): PreparedQuery {
  const pipeline = parseQuery(query);
  const cuts = pipeline.operators.some(({ kind }) => kind === 'take' || kind === 'top');
  return {
    run: (tables, now) => {
      const relation = evaluatePipeline(
        pipeline,
        tables,
        BigInt(now.getTime()) * TICKS.millisecond,
      );
      const rows = relation.rows.map((row) => {
        const entries: Record<string, unknown> = {};
        for (const [index, { name, type }] of relation.columns.entries()) {
          entries[name] = resultOf(row[index], type);
        }
        return entries;
      });
      const columns = relation.columns.map(({ name, type }) => ({
        name,
        type: RESULT_TYPES[type],
      }));
      const pageable = !cuts && columns.some(({ name }) => name === 'id');
      return { rows, columns, pageable };
    },
  };
}

/**
 * Runs a query of the Kusto subset that Azure Resource Graph speaks; throws KqlError instead of answering a query that
 * it does not understand entirely.
 */
export function runQuery(query: string, tables: Tables, now: Date): QueryResult {
  return prepareQuery(query).run(tables, now);
}
