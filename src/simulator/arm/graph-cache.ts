import { randomUUID } from 'node:crypto';
import type { QueryResult } from '../kql/run-query.ts';

/** How many answers are kept for their next pages. */
const KEPT = 16;

/** Complete answers of Resource Graph queries, kept so that the next page is of the same answer. */
export class GraphCache {
  readonly #answers = new Map<string, QueryResult>();
  readonly #keys = new WeakMap<QueryResult, string>();

  /** Keeps an answer and returns the key to it; the same answer has the same key. */
  keep(result: QueryResult): string {
    const key = this.#keys.get(result) ?? randomUUID();
    this.#keys.set(result, key);
    this.#answers.delete(key);
    this.#answers.set(key, result);
    const oldest = this.#answers.keys().next().value;
    if (this.#answers.size > KEPT && oldest !== undefined) this.#answers.delete(oldest);
    return key;
  }

  /** The answer, undefined when it has been dropped. */
  find(key: string): QueryResult | undefined {
    return this.#answers.get(key);
  }
}
