/** Whose turn it is on the one connection. */
export interface Turns {
  /** Runs a piece of work when everything that was asked for before it has ended, well or not; nothing else runs meanwhile. */
  readonly take: <T>(work: () => Promise<T>) => Promise<T>;
}

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return {
    async take(work) {
      const mine = last.then(work);
      last = mine.catch(() => undefined);
      return await mine;
    },
  };
}
