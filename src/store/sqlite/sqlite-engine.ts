import type { DatabaseSync } from 'node:sqlite';
import type { Engine } from '../connection.ts';
import { createTurns } from '../turns.ts';
import { sqliteConnection } from './sqlite-connection.ts';
import { asStoreError } from './state-faults.ts';

/** A state in a file. `BEGIN IMMEDIATE` lets one connection write at a time, whichever process it is of. */
export function sqliteEngine(db: DatabaseSync, close: () => void): Engine {
  const { take } = createTurns();

  async function within<T>(begin: string, work: () => Promise<T>): Promise<T> {
    try {
      db.exec(begin);
      const answer = await work();
      db.exec('COMMIT');
      return answer;
    } catch (cause) {
      // A failed COMMIT may have ended the transaction already; whoever closed the state has ended it too.
      if (db.isOpen && db.isTransaction) db.exec('ROLLBACK');
      throw cause;
    }
  }

  return {
    connection: sqliteConnection(db),
    read: async (work) => await take(async () => await within('BEGIN', work)),
    transaction: async (work) =>
      await take(async () => {
        try {
          return await within('BEGIN IMMEDIATE', work);
        } catch (cause) {
          throw asStoreError(cause);
        }
      }),
    close,
  };
}
