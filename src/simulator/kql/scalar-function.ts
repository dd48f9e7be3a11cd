import { KqlError } from './kql-error.ts';
import { isNumeric, type KqlType, textOf } from './kql-type.ts';
import type { Bound } from './relation.ts';

/** What a parameter accepts; a 'text' parameter takes a dynamic too and is given its text. */
type Parameter = KqlType | 'text' | 'number' | 'any';

/** A call as its function sees it. */
export interface Call {
  readonly types: readonly KqlType[];
  /** The instant of the query, in ticks. */
  readonly now: bigint;
  /** Offset of the call in the query text. */
  readonly start: number;
}

/** A function of values. `apply` is given exactly the arguments of the call. */
export interface ScalarFunction {
  readonly parameters: readonly Parameter[];
  /** How many parameters at the end may be left out. */
  readonly optional?: number;
  /** What any further arguments must be; none are accepted without it. */
  readonly rest?: Parameter;
  readonly result: KqlType | ((call: Call) => KqlType);
  /** Refuses constant arguments (undefined: not constant) before any row is read, so that an empty table hides no mistake. */
  check?(constants: readonly unknown[], call: Call): void;
  apply(values: readonly unknown[], call: Call): unknown;
}

/** Binds a call to its arguments; throws KqlError when their number or types do not fit. */
export function callFunction(
  definition: ScalarFunction,
  name: string,
  values: readonly Bound[],
  start: number,
  now: bigint,
): Bound {
  const { parameters, optional = 0, rest, result } = definition;
  const isTooMany = rest === undefined && values.length > parameters.length;
  if (values.length < parameters.length - optional || isTooMany) {
    throw new KqlError(`${name}() does not take ${values.length} arguments`, start);
  }
  const readers = values.map((value, index) =>
    readerOf(value, parameters[index] ?? rest ?? 'any', name, start),
  );
  const call: Call = { types: values.map((value) => value.type), now, start };
  definition.check?.(
    values.map((value) => (value.isConstant ? value.evaluate([]) : undefined)),
    call,
  );
  const type = typeof result === 'string' ? result : result(call);
  const evaluate: Bound['evaluate'] = (row) =>
    definition.apply(
      readers.map((read) => read(row)),
      call,
    );
  const isConstant = values.every((value) => value.isConstant);
  if (!isConstant) return { type, isConstant, evaluate };
  const constant = evaluate([]);
  return { type, isConstant, evaluate: () => constant };
}

/** The one type that several arguments share (a long beside a real becomes real); throws KqlError when they differ. */
export function sharedType(types: readonly KqlType[], start: number): KqlType {
  const [first = 'dynamic', ...others] = types;
  if (others.every((type) => type === first)) return first;
  if (types.every(isNumeric)) return 'real';
  throw new KqlError(`The values must be of one type, not ${types.join(', ')}; cast them`, start);
}

function readerOf(
  value: Bound,
  parameter: Parameter,
  name: string,
  start: number,
): Bound['evaluate'] {
  if (!accepts(parameter, value.type)) {
    throw new KqlError(`${name}() takes ${parameter} here, not ${value.type}; cast it`, start);
  }
  if (parameter !== 'text') return value.evaluate;
  return (row) => textOf(value.evaluate(row), value.type);
}

function accepts(parameter: Parameter, type: KqlType): boolean {
  if (parameter === 'any' || parameter === type) return true;
  if (parameter === 'number' || parameter === 'real') return isNumeric(type);
  return parameter === 'text' && (type === 'string' || type === 'dynamic');
}
