import { readFileSync } from 'node:fs';
import { sharedPath } from './shared.ts';

interface Schema {
  readonly type?: string | readonly string[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly then?: Schema;
  readonly else?: Schema;
  readonly enum?: readonly unknown[];
  readonly 'x-arm-values'?: readonly string[];
  readonly 'x-arm-writeOnly'?: string;
}

/** A member of a type's answers below which there is none: its path with `*` for elements of lists and names of maps, and values that it can have. */
export interface ArmLeaf {
  readonly path: string;
  readonly values: readonly unknown[];
  /** It belongs to requests: no answer carries it. */
  readonly isWriteOnly: boolean;
}

/** What Microsoft's type definitions say of the answers of one resource type. */
export interface ArmType {
  readonly version: string;
  readonly leaves: readonly ArmLeaf[];
  /** A body with every member that it can have. */
  readonly filled: unknown;
}

/** Deeper than any answer of interest; definitions that contain themselves end there. */
const DEEPEST = 14;

interface Index {
  readonly types: Readonly<
    Record<string, { readonly versions: Readonly<Record<string, { readonly file: string }>> }>
  >;
}

/** The newest definition of a type; undefined: there is none. Needs ../shared. */
export function newestArmType(type: string): ArmType | undefined {
  const index: Index = JSON.parse(readFileSync(sharedPath('arm-types', 'index.json'), 'utf8'));
  const [, entry] =
    Object.entries(index.types).find(([name]) => name.toLowerCase() === type.toLowerCase()) ?? [];
  const [newest] = Object.entries(entry?.versions ?? {}).sort(([a], [b]) => newerFirst(a, b));
  if (newest === undefined) return undefined;
  const [version, { file }] = newest;
  const root: Schema = JSON.parse(readFileSync(sharedPath('arm-types', file), 'utf8'));
  const leaves = new Map<string, ArmLeaf>();
  const filled = walk({ root, leaves }, root, '', 0, false);
  return { version, leaves: [...leaves.values()], filled };
}

/** By date; of one day the stable version first. */
function newerFirst(a: string, b: string): number {
  const [dayA, dayB] = [a.slice(0, 10), b.slice(0, 10)];
  if (dayA !== dayB) return dayA < dayB ? 1 : -1;
  return a.length - b.length;
}

interface Walk {
  readonly root: Schema;
  readonly leaves: Map<string, ArmLeaf>;
}

/** Notes the leaves of a schema and answers with a body that has all of them. */
function walk(at: Walk, schema: Schema, path: string, depth: number, inRequest: boolean): unknown {
  const isWriteOnly = inRequest || schema['x-arm-writeOnly'] !== undefined;
  const parts = partsOf(at.root, schema, depth);
  const properties = parts.flatMap((part) => Object.entries(part.properties ?? {}));
  const items = parts.find((part) => part.items !== undefined)?.items;
  const rest = parts.find((part) => typeof part.additionalProperties === 'object');
  const below = (name: string): string => (path === '' ? name : `${path}/${name}`);
  if (depth > DEEPEST) return leaf(at, path, parts, isWriteOnly);
  if (properties.length > 0) {
    const body: Record<string, unknown> = {};
    for (const [name, member] of properties) {
      const value = walk(at, member, below(name), depth + 1, isWriteOnly);
      body[name] = merged(body[name], value);
    }
    return body;
  }
  if (items !== undefined) {
    // A list of texts is one member; of objects, each of theirs is one.
    if (isScalar(at.root, items, depth)) {
      const one = leaf(at, path, partsOf(at.root, items, depth), isWriteOnly);
      return [one];
    }
    return [walk(at, items, below('*'), depth + 1, isWriteOnly)];
  }
  if (rest !== undefined && typeof rest.additionalProperties === 'object')
    return { any: walk(at, rest.additionalProperties, below('*'), depth + 1, isWriteOnly) };
  return leaf(at, path, parts, isWriteOnly);
}

function leaf(
  { leaves }: Walk,
  path: string,
  parts: readonly Schema[],
  isWriteOnly: boolean,
): unknown {
  const values = valuesOf(path, parts);
  const known = leaves.get(path);
  leaves.set(path, {
    path,
    values: [...new Set([...(known?.values ?? []), ...values])],
    isWriteOnly: isWriteOnly && (known?.isWriteOnly ?? true),
  });
  return values[0];
}

/** A schema with all that it refers to and all its branches, one after the other. */
function partsOf(root: Schema, schema: Schema, depth: number): readonly Schema[] {
  if (depth > DEEPEST + 4) return [];
  const inner = [
    ...(schema.$ref === undefined ? [] : [root.$defs?.[schema.$ref.slice('#/$defs/'.length)]]),
    ...(schema.allOf ?? []),
    ...(schema.anyOf ?? []),
    schema.then,
    schema.else,
  ].filter((part) => part !== undefined);
  return [schema, ...inner.flatMap((part) => partsOf(root, part, depth + 1))];
}

function isScalar(root: Schema, schema: Schema, depth: number): boolean {
  return partsOf(root, schema, depth).every(
    ({ properties, items, additionalProperties }) =>
      Object.keys(properties ?? {}).length === 0 &&
      items === undefined &&
      typeof additionalProperties !== 'object',
  );
}

const ID =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/sa';

function valuesOf(path: string, parts: readonly Schema[]): readonly unknown[] {
  const named = parts.flatMap((part) => [...(part.enum ?? []), ...(part['x-arm-values'] ?? [])]);
  const words = named.filter((value) => value !== null);
  if (words.length > 0) return words;
  const types = new Set(parts.flatMap(({ type }) => type ?? []));
  if (types.has('boolean')) return [true, false];
  if (types.has('number')) return [30, 0, 1_790_000_000];
  if (types.has('array')) return [['x'], []];
  if (!types.has('string')) return [{ any: 'x' }];
  const name = path.split('/').at(-1) ?? '';
  const instant = '2026-11-20T00:00:00Z';
  if (/(date|time|At|On)$/iu.test(name)) return [instant, 'x'];
  if (/(location|region)/iu.test(name)) return ['northeurope', 'eastus', 'x'];
  if (/id$/iu.test(name)) return [ID, 'x'];
  return ['x', instant, 'P7D', ID, 'northeurope'];
}

function merged(a: unknown, b: unknown): unknown {
  const isBody = (value: unknown): value is object =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isBody(a) || !isBody(b)) return a ?? b;
  const both: Record<string, unknown> = { ...a };
  for (const [name, value] of Object.entries(b)) both[name] = merged(both[name], value);
  return both;
}
