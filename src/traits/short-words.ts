import { describeSet, Within } from './place.ts';

/** How a check makes its short words from what it observed; undefined where the reason of the verdict has to do. */
type Short = (observed: unknown) => string | undefined;

/** The words and then the value: `restore window is 7 days`. */
export function withValue(words: string): Short {
  return (observed) => {
    if (observed === 'off') return undefined;
    return typeof observed === 'string' || typeof observed === 'number'
      ? `${words} ${String(observed)}`
      : undefined;
  };
}

/** The words and then the day of an instant; what is no instant is told by the reason. */
export function since(words: string): Short {
  return (observed) =>
    typeof observed === 'string' && /^\d{4}-\d{2}-\d{2}T/u.test(observed)
      ? `${words} ${observed.slice(0, 10)}`
      : undefined;
}

/** Of how far back one can go: by the policy's days, or since which day. */
export function restoreWindow(observed: unknown): string | undefined {
  const day = since('restorable only since')(observed);
  return day ?? withValue('restore window is')(observed);
}

/** Of places: where the one lies, or how many; undefined for what is no place. */
export function outside(observed: unknown, expected: unknown): string | undefined {
  const set = Within.safeParse(expected);
  if (!set.success || typeof observed !== 'object' || observed === null) return undefined;
  const places = Object.entries(observed);
  const [first] = places;
  if (first === undefined) return undefined;
  const where = describeSet(set.data);
  return places.length === 1
    ? `${withNames(first[0])} in ${String(first[1])}, outside ${where}`
    : `${String(places.length)} places outside ${where}`;
}

/** With the name of a resource in place of its id, which is too long for one line. */
function withNames(words: string): string {
  return words.replaceAll(/\/subscriptions\/\S*\/([^/\s]+)/gu, '$1');
}
