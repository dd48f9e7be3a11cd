import { isJson, type Json } from '../json.ts';
import generated from './arm-shapes.generated.json' with { type: 'json' };

/** Versions that know a member; with what is below it where that differs. */
interface Member {
  readonly versions: string;
  readonly below: ReadonlyMap<string, Member> | undefined;
}

interface Shape {
  readonly versions: readonly string[];
  readonly members: ReadonlyMap<string, Member>;
}

const SHAPES: ReadonlyMap<string, Shape> = new Map(
  Object.entries(generated).map(([type, shape]) => [
    type.toLowerCase(),
    { versions: shape.versions, members: readMembers(shape.members) },
  ]),
);

/** The api-versions at which the members of a type are known, oldest first; none for a type without a table. */
export function shapedVersions(type: string): readonly string[] {
  return SHAPES.get(type.toLowerCase())?.versions ?? [];
}

/**
 * Leaves out what the asked version does not know, and what is never answered (passwords).
 * A version between two known ones answers as the older of them, as Azure does until a newer shape is published.
 */
export function inShapeOf(type: string, version: string, body: Json): Json {
  const shape = SHAPES.get(type.toLowerCase());
  if (shape === undefined) return body;
  let position = 0;
  for (const [at, known] of shape.versions.entries()) {
    if (known.slice(0, 10) <= version.slice(0, 10)) position = at;
  }
  const exact = shape.versions.indexOf(version);
  const digit = (exact === -1 ? position : exact).toString(36);
  return trim(body, shape.members, digit);
}

function trim(body: Json, members: ReadonlyMap<string, Member>, digit: string): Json {
  const kept: Json = {};
  for (const [name, value] of Object.entries(body)) {
    const member = members.get(name) ?? members.get('*');
    if (member === undefined || !member.versions.includes(digit)) continue;
    const below = member.below;
    kept[name] = below === undefined ? value : trimValue(value, below, digit);
  }
  return kept;
}

function trimValue(value: unknown, members: ReadonlyMap<string, Member>, digit: string): unknown {
  if (Array.isArray(value)) return value.map((item) => trimValue(item, members, digit));
  return isJson(value) ? trim(value, members, digit) : value;
}

function readMembers(tree: Json): ReadonlyMap<string, Member> {
  const members = new Map<string, Member>();
  for (const [name, entry] of Object.entries(tree)) {
    if (typeof entry === 'string') members.set(name, { versions: entry, below: undefined });
    if (!Array.isArray(entry)) continue;
    const [versions, below]: unknown[] = entry;
    members.set(name, {
      versions: String(versions),
      below: isJson(below) ? readMembers(below) : undefined,
    });
  }
  return members;
}
