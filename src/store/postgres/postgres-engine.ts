import type { Connection, Engine } from '../connection.ts';
import { inBatches } from '../in-batches.ts';
import { createTurns } from '../turns.ts';
import type { Session } from './session.ts';
import { cannotRead, cannotWrite, notKnownToBeKept } from './state-faults.ts';
import { BEGIN_READING, beginWriting, wasKept } from './transactions.ts';

/**
 * A state on a server. One transaction writes at a time, whichever process it is of; questions are asked in one that sees a single
 * state. A session that was lost is opened anew for the next piece of work: `open` looks whether that may still be.
 */
export function postgresEngine(
  address: string,
  first: Session,
  open: () => Promise<Session>,
): Engine {
  const { take } = createTurns();
  let session = first;
  let isClosed = false;

  async function alive(): Promise<Session> {
    if (session.isLost() && !isClosed) session = await open();
    return session;
  }

  async function read<T>(work: () => Promise<T>): Promise<T> {
    const mine = await alive();
    try {
      await mine.command(BEGIN_READING);
      const answer = await work();
      await mine.command('COMMIT');
      return answer;
    } catch (cause) {
      await undo(mine);
      throw cannotRead(address, cause);
    }
  }

  async function write<T>(work: () => Promise<T>): Promise<T> {
    const mine = await alive();
    let answer: T;
    let transaction: string;
    try {
      transaction = await beginWriting(mine);
      answer = await work();
    } catch (cause) {
      await undo(mine);
      throw cannotWrite(address, cause);
    }
    await commit(mine, transaction);
    return answer;
  }

  async function commit(mine: Session, transaction: string): Promise<void> {
    let refusal: unknown = new Error('a statement of it failed');
    try {
      // Of a transaction in which something failed, PostgreSQL says here that it was undone.
      if ((await mine.command('COMMIT')).command === 'COMMIT') return;
    } catch (cause) {
      refusal = cause;
      mine.end();
      const kept = isClosed ? undefined : await askAnew(transaction);
      if (kept === true) return;
      if (kept === undefined) throw notKnownToBeKept(address, cause);
    }
    throw cannotWrite(address, refusal);
  }

  /** Whether a transaction was kept whose answer was lost; undefined when nobody says so. */
  async function askAnew(transaction: string): Promise<boolean | undefined> {
    try {
      return await wasKept(await alive(), transaction);
    } catch {
      return undefined;
    }
  }

  return {
    connection: connectionOn(() => session),
    read: async (work) => await take(async () => await read(work)),
    transaction: async (work) => await take(async () => await write(work)),
    close() {
      isClosed = true;
      session.end();
    },
  };

  async function undo(mine: Session): Promise<void> {
    if (mine.isLost()) return;
    // Refused, it ended with its session.
    await mine.command('ROLLBACK').catch(() => undefined);
  }
}

/** Asks whichever session is the present one. */
function connectionOn(session: () => Session): Connection {
  return {
    get: async (sql, ...values) => (await session().ask(sql, values)).rows[0],
    all: async (sql, ...values) => (await session().ask(sql, values)).rows,
    run: async (sql, ...values) => (await session().ask(sql, values)).count,
    async runEach(sql, lists) {
      await inBatches(lists, async (values) => await session().ask(sql, values));
    },
  };
}
