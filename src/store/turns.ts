import { setImmediate as breathe } from 'node:timers/promises';

/** After so much work without a pause, whatever else the process does (health, timers, sockets) gets its turn. */
const STRETCH_MS = 20;

/** Whose turn it is on the one connection. SQLite works synchronously; this keeps it from holding up everything else. */
export interface Turns {
  /** Runs a short piece of work as soon as no long transaction is open. */
  readonly short: <T>(work: () => T) => Promise<T>;
  /** Runs a long transaction, with pauses between its steps; nothing else touches the connection until it has ended. */
  readonly long: <T>(
    begin: () => void,
    steps: Iterable<() => void>,
    end: () => T,
    undo: () => void,
  ) => Promise<T>;
}

export function createTurns(): Turns {
  const open: { transaction?: Promise<unknown> } = {};
  let stretchStart = performance.now();

  async function pause(): Promise<void> {
    if (performance.now() - stretchStart < STRETCH_MS) return;
    await breathe();
    stretchStart = performance.now();
  }

  return {
    async short(work) {
      await pause();
      // Another one may have begun while this one waited; from the last look to the work nothing comes in between.
      while (open.transaction !== undefined) await open.transaction;
      return work();
    },
    async long(begin, steps, end, undo) {
      while (open.transaction !== undefined) await open.transaction;
      const { promise, resolve } = Promise.withResolvers<undefined>();
      open.transaction = promise;
      try {
        begin();
        for (const step of steps) {
          step();
          await pause();
        }
        return end();
      } catch (error) {
        undo();
        throw error;
      } finally {
        delete open.transaction;
        resolve(undefined);
      }
    },
  };
}
