import { randomUUID } from 'node:crypto';
import { StoreError } from '#domain/errors.ts';
import type { Engine } from '../connection.ts';
import { CURRENT_VERSION, migrate, refuseUnfit, schemaVersion } from './migrate.ts';
import { postgresEngine } from './postgres-engine.ts';
import { openSession, type Session } from './session.ts';
import { absent, cannotOpen, otherVersion, placeOf } from './state-faults.ts';
import { takeWriterLock, textOf } from './transactions.ts';

const SIGN = `INSERT INTO meta (name, value) VALUES ('writer', ?)
  ON CONFLICT (name) DO UPDATE SET value = excluded.value`;
const SIGNED = "SELECT value FROM meta WHERE name = 'writer'";

/**
 * Opens the state for its only writer, makes or migrates it. Throws a StoreError when it is in use, too new, or cannot be reached. A
 * connection that was lost is made anew, unless another writer was there meanwhile: what this one remembers is then not what is there.
 */
export async function openForWriting(address: string): Promise<Engine> {
  const me = randomUUID();
  const first = await opened(address, async (session) => {
    await refuseUnfit(session, address);
    await holdAlone(session, address);
    await migrate(session, address);
    await session.ask(SIGN, [me]);
  });
  return postgresEngine(
    address,
    first,
    async () =>
      await opened(address, async (session) => {
        await holdAlone(session, address);
        if (textOf((await session.ask(SIGNED, [])).rows[0], 'value') !== me)
          throw replaced(address);
      }),
  );
}

/**
 * Opens the state beside the service that holds it, for questions and for a person's short writes. Throws a StoreError when there is
 * none or it is of another version.
 */
export async function openBeside(address: string): Promise<Engine> {
  const open = async (): Promise<Session> =>
    await opened(address, async (session) => {
      const version = await schemaVersion(session);
      if (version === 0) throw absent(address);
      if (version !== CURRENT_VERSION) throw otherVersion(address, version, CURRENT_VERSION);
    });
  return postgresEngine(address, await open(), open);
}

/** A session that was found fit; one that was not is ended. */
async function opened(
  address: string,
  look: (session: Session) => Promise<void>,
): Promise<Session> {
  const session = await openSession(address);
  try {
    await look(session);
    return session;
  } catch (cause) {
    session.end();
    throw cannotOpen(address, cause);
  }
}

async function holdAlone(session: Session, address: string): Promise<void> {
  const holder = await takeWriterLock(session);
  if (holder === undefined) return;
  throw new StoreError(
    'STORE_IN_USE',
    `The state in ${placeOf(address)} is in use by process ${holder}. Only one posture service may write it: stop that one, or choose another database.`,
  );
}

function replaced(address: string): StoreError {
  return new StoreError(
    'STORE_IN_USE',
    `Another posture service wrote the state in ${placeOf(address)} while the connection to it was lost. Start this one anew.`,
  );
}
