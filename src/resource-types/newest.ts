import { type Instant, toMilliseconds } from '#domain/instant.ts';
import { andThen, map, type Said } from '#traits/said.ts';

/** The newest of several instants; `whenNone`: what is said of none. */
export function newestOf(taken: Said<readonly Instant[]>, whenNone: Said<Instant>): Said<Instant> {
  return andThen(taken, (instants) => {
    const [newest] = instants.toSorted(
      (a, b) => (toMilliseconds(b) ?? 0) - (toMilliseconds(a) ?? 0),
    );
    return newest === undefined ? whenNone : map(taken, () => newest);
  });
}
