const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?$/u;

/** Whether two JSON values are equal; the order of members does not count, that of elements does. */
export function isSameValue(a: unknown, b: unknown): boolean {
  return equal(a, b, (left, right) => left === right);
}

/**
 * Whether two observed values show the same setting: as `isSameValue`, but two instants are taken for equal. Azure moves some of
 * them by itself (the earliest restore point, every day), which is no change that anybody made.
 */
export function isSameSetting(a: unknown, b: unknown): boolean {
  return equal(a, b, (left, right) => left === right || (isInstant(left) && isInstant(right)));
}

function isInstant(value: unknown): boolean {
  return typeof value === 'string' && INSTANT.test(value);
}

function equal(a: unknown, b: unknown, same: (a: unknown, b: unknown) => boolean): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((element, index) => equal(element, b[index], same));
  }
  if (isObject(a) && isObject(b)) {
    const left: Readonly<Record<string, unknown>> = { ...a };
    const right: Readonly<Record<string, unknown>> = { ...b };
    const isIn = (name: string): boolean =>
      left[name] === undefined ||
      (right[name] !== undefined && equal(left[name], right[name], same));
    return Object.keys(left).every(isIn) && sizeOf(left) === sizeOf(right);
  }
  return same(a, b);
}

/** A member that is undefined is absent in JSON. */
function sizeOf(value: Readonly<Record<string, unknown>>): number {
  let size = 0;
  for (const name of Object.keys(value)) if (value[name] !== undefined) size += 1;
  return size;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
