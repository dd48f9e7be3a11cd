/** A JSON object whose members nobody has looked at yet. */
export type Json = Record<string, unknown>;

/** True for a JSON object: neither null nor a list. */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member as an object; an empty one where there is none. */
export function memberOf(object: Json, name: string): Json {
  const value = object[name];
  return isJson(value) ? value : {};
}

/** JSON merge patch (RFC 7396): null removes, objects merge, everything else replaces. Never changes its arguments. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isJson(patch)) return patch;
  const merged: Json = isJson(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name];
    else merged[name] = mergePatch(merged[name], value);
  }
  return merged;
}

/** A string as it is; `otherwise` for anything else. */
export function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

/** The members that have a value: an optional part is written as `{ part: maybe }` and vanishes when undefined. */
export function defined(object: Json): Json {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

/** Every leaf by its dotted path, lists by position: what two states of a resource are compared by. */
export function leavesOf(
  value: unknown,
  path = '',
  into = new Map<string, unknown>(),
): Map<string, unknown> {
  const entries = Array.isArray(value)
    ? value.map((item, position): [string, unknown] => [`[${position}]`, item])
    : isJson(value)
      ? Object.entries(value).map(([name, item]): [string, unknown] => [`.${name}`, item])
      : undefined;
  if (entries === undefined || (entries.length === 0 && path !== ''))
    into.set(path.replace(/^\./, ''), value);
  else for (const [step, item] of entries) leavesOf(item, path + step, into);
  return into;
}
