import { KqlError } from './kql-error.ts';
import { emptyValue, type KqlType } from './kql-type.ts';
import { type Call, type ScalarFunction, sharedType } from './scalar-function.ts';

const choose: ScalarFunction = {
  parameters: ['bool', 'any', 'any'],
  result: ({ types, start }) => sharedType(types.slice(1), start),
  apply: ([condition, then, otherwise]) => (condition === true ? then : otherwise),
};

/** Functions that ask for nothing or choose a value. Source: Kusto, "scalar functions", conditional functions. */
export const CHOICE_FUNCTIONS: Readonly<Record<string, ScalarFunction>> = {
  not: {
    parameters: ['bool'],
    result: 'bool',
    apply: ([value]) => (value === null ? null : value !== true),
  },
  isnull: { parameters: ['any'], result: 'bool', apply: ([value]) => value === null },
  isnotnull: { parameters: ['any'], result: 'bool', apply: ([value]) => value !== null },
  isempty: { parameters: ['any'], result: 'bool', apply: ([value]) => isNothing(value) },
  isnotempty: { parameters: ['any'], result: 'bool', apply: ([value]) => !isNothing(value) },
  iff: choose,
  iif: choose,
  case: {
    parameters: ['bool', 'any', 'any'],
    rest: 'any',
    result: (call) => sharedType(resultsOf(call), call.start),
    apply: (values) => {
      const met = values.findIndex(
        (value, at) => at % 2 === 0 && at < values.length - 1 && value === true,
      );
      return met === -1 ? values.at(-1) : values[met + 1];
    },
  },
  coalesce: {
    parameters: ['any', 'any'],
    rest: 'any',
    result: ({ types, start }) => sharedType(types, start),
    apply: (values, { types }) => {
      const found = values.find((value) => !isNothing(value));
      return found ?? emptyValue(types[0] ?? 'dynamic');
    },
  },
};

function isNothing(value: unknown): boolean {
  return value === null || value === '';
}

function resultsOf({ types, start }: Call): KqlType[] {
  const conditions = types.filter((_type, at) => at % 2 === 0 && at < types.length - 1);
  if (types.length % 2 === 0 || conditions.some((type) => type !== 'bool')) {
    throw new KqlError(
      'case() takes condition and value by turns, then the value for all others',
      start,
    );
  }
  return types.filter((_type, at) => at % 2 === 1 || at === types.length - 1);
}
