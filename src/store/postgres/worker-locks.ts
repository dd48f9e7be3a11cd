import type { Session } from './session.ts';

/** A number of ours for PostgreSQL's advisory locks: held by every worker's connection as long as it lives. */
const WORKER = 1_886_352_246;
const KEY = `hashtext(current_schema() || ?)`;

const HOLD = `SELECT pg_advisory_lock_shared(${String(WORKER)}, ${KEY})`;
/** The server's processes for the workers of a queue that live. */
export const LIVING = `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = ${String(WORKER)}
  AND objsubid = 2 AND CAST(objid AS bigint) = CAST(${KEY} AS bigint) & 4294967295
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/** Signs on as a worker of a queue, until the connection ends, however it ends. */
export async function signOn(session: Session, queue: string): Promise<void> {
  await session.ask(HOLD, [queue]);
}
