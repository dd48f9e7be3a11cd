import { setTimeout as wait } from 'node:timers/promises';
import type { Session } from './session.ts';

/** Numbers of ours for PostgreSQL's advisory locks; the second number of each is the schema, of which a database may hold several. */
const WRITER = 1_886_352_244;
const TRANSACTION = 1_886_352_245;
const SCHEMA = 'hashtext(current_schema())';

/** How often, and after which pause, what may change in a moment is asked again. */
const TRIES = 10;
const PAUSE_MS = 100;

/** All questions see the state of the first one. */
export const BEGIN_READING = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

// Each statement sees what was committed before it, and nobody else commits while the lock is held.
const BEGIN_WRITING = `BEGIN; SELECT pg_advisory_xact_lock(${String(TRANSACTION)}, ${SCHEMA});
  SELECT CAST(pg_current_xact_id() AS text) AS id`;
const STATUS = 'SELECT pg_xact_status(CAST(CAST(? AS text) AS xid8)) AS status';
const TAKE = `SELECT pg_try_advisory_lock(${String(WRITER)}, ${SCHEMA}) AS taken`;
const HOLDER = `SELECT application_name AS name FROM pg_locks JOIN pg_stat_activity USING (pid)
  WHERE locktype = 'advisory' AND granted AND classid = ${String(WRITER)} AND objsubid = 2
    AND CAST(objid AS bigint) = CAST(${SCHEMA} AS bigint) & 4294967295
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/** Begins what one process at a time may do, and answers the number by which `wasKept` knows it. */
export async function beginWriting(session: Session): Promise<string> {
  return textOf((await session.command(BEGIN_WRITING)).rows[0], 'id');
}

/** Whether a transaction of another session was committed; waits a moment for its end. Throws when it does not end. */
export async function wasKept(session: Session, transaction: string): Promise<boolean> {
  for (let n = 0; n < TRIES; n += 1) {
    const status = textOf((await session.ask(STATUS, [transaction])).rows[0], 'status');
    if (status !== 'in progress') return status === 'committed';
    await wait(PAUSE_MS);
  }
  throw new Error('the transaction is still in progress');
}

/**
 * Takes the right of the only writer, which the session holds until it ends, however it ends; tries for a moment, since the one before
 * may just be ending. Answers who has it instead, `123@host`; undefined when it was taken.
 */
export async function takeWriterLock(session: Session): Promise<string | undefined> {
  for (let n = 0; n < TRIES; n += 1) {
    if (n > 0) await wait(PAUSE_MS);
    const [row] = (await session.ask(TAKE, [])).rows;
    if (memberOf(row, 'taken') === true) return undefined;
  }
  const [holder] = (await session.ask(HOLDER, [])).rows;
  const name = memberOf(holder, 'name');
  return typeof name === 'string' ? name.replace(/^posture /u, '') : '(unknown)';
}

/** A text of an answered row; empty where there is none. */
export function textOf(row: unknown, name: string): string {
  const value = memberOf(row, name);
  return typeof value === 'string' ? value : '';
}

function memberOf(row: unknown, name: string): unknown {
  return typeof row === 'object' && row !== null ? Reflect.get(row, name) : undefined;
}
