/** One word of a query; `start` and `end` are offsets in the query text. */
export type Token = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'identifier' | 'symbol' | 'string'; readonly text: string }
  | { readonly kind: 'long' | 'real'; readonly value: number }
  | { readonly kind: 'timespan'; readonly ticks: bigint }
  /** `datetime(…)`, `timespan(…)` or `guid(…)`, whose content follows no other rule of the language. */
  | {
      readonly kind: 'typed';
      readonly type: 'datetime' | 'timespan' | 'guid';
      readonly text: string;
    }
  | { readonly kind: 'end' }
);
