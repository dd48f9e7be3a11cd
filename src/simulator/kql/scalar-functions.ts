import { CHOICE_FUNCTIONS } from './choice-functions.ts';
import { CONVERSION_FUNCTIONS } from './conversion-functions.ts';
import { DYNAMIC_FUNCTIONS } from './dynamic-functions.ts';
import type { ScalarFunction } from './scalar-function.ts';
import { TEXT_FUNCTIONS } from './text-functions.ts';
import { TIME_FUNCTIONS } from './time-functions.ts';

const FUNCTIONS: ReadonlyMap<string, ScalarFunction> = new Map([
  ...Object.entries(TEXT_FUNCTIONS),
  ...Object.entries(CONVERSION_FUNCTIONS),
  ...Object.entries(CHOICE_FUNCTIONS),
  ...Object.entries(DYNAMIC_FUNCTIONS),
  ...Object.entries(TIME_FUNCTIONS),
]);

/** The function of a name (names are case-sensitive, as in Kusto), or undefined when this engine does not have it. */
export function scalarFunction(name: string): ScalarFunction | undefined {
  return FUNCTIONS.get(name);
}
