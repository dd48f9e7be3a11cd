import { KqlError } from './kql-error.ts';
import { jsonOf } from './kql-type.ts';
import type { Call, ScalarFunction } from './scalar-function.ts';

const parseJson: ScalarFunction = {
  parameters: ['text'],
  result: 'dynamic',
  apply: ([text]) => jsonFrom(String(text)),
};
const pack: ScalarFunction = {
  parameters: ['string', 'any'],
  rest: 'any',
  result: 'dynamic',
  apply: bagOf,
};

/** Functions on JSON values. Source: Kusto, "scalar functions", dynamic/array functions. */
export const DYNAMIC_FUNCTIONS: Readonly<Record<string, ScalarFunction>> = {
  array_length: {
    parameters: ['dynamic'],
    result: 'long',
    apply: ([value]) => (Array.isArray(value) ? value.length : null),
  },
  bag_keys: {
    parameters: ['dynamic'],
    result: 'dynamic',
    apply: ([value]) => (isBag(value) ? Object.keys(value) : null),
  },
  parse_json: parseJson,
  todynamic: parseJson,
  pack,
  bag_pack: pack,
  pack_array: {
    parameters: ['any'],
    rest: 'any',
    result: 'dynamic',
    apply: (values, { types }) => values.map((value, at) => jsonOf(value, types[at] ?? 'dynamic')),
  },
};

/** True for a JSON object, which Kusto calls a property bag. */
export function isBag(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// Text that is not JSON becomes a dynamic that holds the text. Source: Kusto, "parse_json()".
function jsonFrom(text: string): unknown {
  if (text === '') return null;
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return text;
  }
}

function bagOf(values: readonly unknown[], { types, start }: Call): unknown {
  if (values.length % 2 !== 0) throw new KqlError('A bag takes names and values by turns', start);
  const entries: [string, unknown][] = [];
  for (let at = 0; at < values.length; at += 2) {
    if (types[at] !== 'string') throw new KqlError('A name in a bag must be text', start);
    entries.push([String(values[at]), jsonOf(values[at + 1], types[at + 1] ?? 'dynamic')]);
  }
  return Object.fromEntries(entries);
}
