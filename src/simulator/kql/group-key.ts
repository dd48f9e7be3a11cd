import type { Row } from './relation.ts';

/** A text that is equal for two lists of scalar values exactly when the values and their types are. */
export function groupKey(values: Row): string {
  return JSON.stringify(
    values.map((value) => (typeof value === 'bigint' ? { ticks: String(value) } : value)),
  );
}
