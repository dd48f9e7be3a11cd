import type { KqlType } from './kql-type.ts';

/** A scalar expression; `start` is its offset in the query text. */
export type Expression = { readonly start: number } & (
  | { readonly kind: 'literal'; readonly type: KqlType; readonly value: unknown }
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'member'; readonly source: Expression; readonly name: string }
  | { readonly kind: 'index'; readonly source: Expression; readonly index: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Expression[] }
  | { readonly kind: 'negate'; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      /** In the spelling of the language; `<>` is read as `!=`. */
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  /** in, in~, has_any, has_all and the negated ones. */
  | {
      readonly kind: 'membership';
      readonly operator: string;
      readonly left: Expression;
      readonly list: readonly Expression[];
    }
  | {
      readonly kind: 'between';
      readonly isNegated: boolean;
      readonly left: Expression;
      readonly low: Expression;
      readonly high: Expression;
    }
);

/** An expression with the name that the query gives it, if it does. */
export interface NamedExpression {
  readonly name: string | undefined;
  readonly expression: Expression;
}

/** One key of an ordering. Undefined `nulls`: first when ascending, last when descending. Source: Kusto, "sort operator". */
export interface SortKey {
  readonly expression: Expression;
  readonly isDescending: boolean;
  readonly nulls: 'first' | 'last' | undefined;
}

/** One array that mv-expand turns into rows. */
export interface ExpandedItem extends NamedExpression {
  readonly type: KqlType | undefined;
}

/** Join flavours that this engine implements; Azure documents the first three. Source: Resource Graph, "query language". */
export type JoinKind = 'innerunique' | 'inner' | 'leftouter' | 'leftanti';

/** Both sides of one equality of a join. */
export interface JoinKey {
  readonly left: string;
  readonly right: string;
  readonly start: number;
}

/** One step of a query after a `|`. */
export type Operator = { readonly start: number } & (
  | { readonly kind: 'where'; readonly predicate: Expression }
  | { readonly kind: 'extend' | 'project'; readonly items: readonly NamedExpression[] }
  /** Patterns are column names in which `*` stands for any text. */
  | { readonly kind: 'project-away' | 'project-keep'; readonly patterns: readonly string[] }
  | { readonly kind: 'project-rename'; readonly items: readonly NamedExpression[] }
  | { readonly kind: 'sort'; readonly keys: readonly SortKey[] }
  | { readonly kind: 'top'; readonly limit: number; readonly keys: readonly SortKey[] }
  | { readonly kind: 'take'; readonly limit: number }
  | { readonly kind: 'count' }
  /** Undefined: all columns. */
  | { readonly kind: 'distinct'; readonly items: readonly NamedExpression[] | undefined }
  | {
      readonly kind: 'summarize';
      readonly aggregates: readonly NamedExpression[];
      readonly keys: readonly NamedExpression[];
    }
  | {
      readonly kind: 'mv-expand';
      readonly items: readonly ExpandedItem[];
      readonly indexName: string | undefined;
      readonly limit: number;
    }
  | {
      readonly kind: 'join';
      readonly flavour: JoinKind;
      readonly right: Pipeline;
      readonly keys: readonly JoinKey[];
    }
  | { readonly kind: 'union'; readonly isInner: boolean; readonly legs: readonly Pipeline[] }
);

/** A table and the steps over it. */
export interface Pipeline {
  readonly table: string;
  readonly start: number;
  readonly operators: readonly Operator[];
}
