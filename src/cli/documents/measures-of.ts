import type { Check } from '#evaluation/check.ts';

/** The measures that checks give, each once. */
export function measuresOf(checks: readonly Check[]): readonly string[] {
  return [...new Set(checks.flatMap(({ figure }) => figure?.measures ?? []))];
}
