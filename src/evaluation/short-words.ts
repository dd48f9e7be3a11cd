/** How a check makes its short words from what it observed; undefined where the reason of the verdict has to do. */
type Short = (observed: unknown) => string | undefined;

/** The words and then the value, without Azure's own prefix: `minimum TLS is 1.0`. */
export function withValue(words: string, unit = ''): Short {
  return (observed) =>
    typeof observed === 'string' || typeof observed === 'number'
      ? `${words} ${String(observed).replace(/^TLS(\d)_(\d)$/u, '$1.$2')}${unit}`
      : undefined;
}

/** For what is off unless it is a value that says more: `false`, `Disabled`, nothing at all. */
export function whenOff(words: string): Short {
  return (observed) => {
    const { enabled } = membersOf(observed);
    const isOff = [null, undefined, false, 'Disabled'].includes(observed as null);
    return isOff || enabled === false ? words : undefined;
  };
}

/** For a value that has a member of this name. */
export function whenIt(has: string, words: string): Short {
  return (observed) => (has in membersOf(observed) ? words : undefined);
}

/** Of the items that a vault protects: the one, or how many. */
export function ofItems(words: string): Short {
  return (observed) => {
    if (!Array.isArray(observed)) return undefined;
    const [first] = observed.map(membersOf);
    if (observed.length > 1) return `${words} of ${String(observed.length)} items`;
    return typeof first?.['item'] === 'string' ? `${words} of ${first['item']}` : undefined;
  };
}

/** Of what is judged by where it is; other verdicts of such a check (no copy at all) have words of their own. */
export function outside(
  what: string,
): (observed: unknown, expected: unknown) => string | undefined {
  return (observed, expected) => {
    const places = Object.keys(membersOf(observed));
    const set = Array.isArray(expected) ? expected.join(' or ') : expected;
    return places.length > 0 && typeof set === 'string' ? `${what} outside ${set}` : undefined;
  };
}

/** The same for one place, which is told. */
export function liesOutside(
  name: string,
): (observed: unknown, expected: unknown) => string | undefined {
  return (observed, expected) => {
    const place = membersOf(observed)[name];
    const rest = outside('')(observed, expected);
    return typeof place === 'string' && rest !== undefined ? `lies in ${place},${rest}` : undefined;
  };
}

/** The day of an instant. */
export function since(words: string, name?: string): Short {
  return (observed) => {
    const at = name === undefined ? observed : membersOf(observed)[name];
    return typeof at === 'string' && /^\d{4}-\d{2}-\d{2}T/u.test(at)
      ? `${words} ${at.slice(0, 10)}`
      : undefined;
  };
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
