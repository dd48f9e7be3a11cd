import type { KqlType } from './kql-type.ts';

/** A column of a table between two steps of a query. */
export interface Column {
  readonly name: string;
  readonly type: KqlType;
}

/** Values in the order of the columns, in the representation that `KqlType` describes. */
export type Row = readonly unknown[];

/** A table between two steps of a query. */
export interface Relation {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** An expression whose names are resolved and whose type is known; `evaluate` never throws for what a row holds. */
export interface Bound {
  readonly type: KqlType;
  /** True when the value is the same for every row. */
  readonly isConstant: boolean;
  readonly evaluate: (row: Row) => unknown;
}

/** One running aggregate over the rows of one group. */
export interface Accumulator {
  add(row: Row): void;
  result(): unknown;
}

/** An aggregate function with its arguments resolved. */
export interface BoundAggregate {
  readonly type: KqlType;
  begin(): Accumulator;
}

/** What an expression may refer to. */
export interface BindContext {
  readonly columns: readonly Column[];
  /** The instant that `now()` gives, in ticks. */
  readonly now: bigint;
  /**
   * Present in the aggregates of summarize: columns are then visible only inside an aggregate function, and each
   * aggregate becomes a value of the row that `bound` describes.
   */
  readonly aggregates?: BoundAggregate[];
}

/** A value that is the same for every row. */
export function constantOf(type: KqlType, value: unknown): Bound {
  return { type, isConstant: true, evaluate: () => value };
}
