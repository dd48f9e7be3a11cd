import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setImmediate as breathe } from 'node:timers/promises';
import type { Connection } from '../connection.ts';

/** After so much work without a pause, whatever else the process does (health, timers, sockets) gets its turn. */
const STRETCH_MS = 20;

/**
 * SQLite works synchronously: a statement has taken effect when the call returns, and only its answer comes later. Between two
 * statements the process breathes now and then, so that no long transaction holds up everything else.
 */
export function sqliteConnection(db: DatabaseSync): Connection {
  const statements = new Map<string, StatementSync>();
  let stretchStart = performance.now();

  function prepared(sql: string): StatementSync {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const made = db.prepare(sql);
    statements.set(sql, made);
    return made;
  }

  const isLong = (): boolean => performance.now() - stretchStart >= STRETCH_MS;

  async function pause(): Promise<void> {
    await breathe();
    stretchStart = performance.now();
  }

  async function after<T>(answer: T): Promise<T> {
    if (isLong()) await pause();
    return answer;
  }

  return {
    get: async (sql, ...values) => await after(prepared(sql).get(...values)),
    all: async (sql, ...values) => await after(prepared(sql).all(...values)),
    run: async (sql, ...values) => await after(Number(prepared(sql).run(...values).changes)),
    async runEach(sql, lists) {
      const statement = prepared(sql);
      for (const values of lists) {
        statement.run(...values);
        if (isLong()) await pause();
      }
    },
  };
}
