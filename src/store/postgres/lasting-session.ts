import { createTurns } from '../turns.ts';
import { openSession, type Session } from './session.ts';

/** A connection that is made anew when it was lost, and on which one piece of work runs at a time. */
export interface LastingSession {
  readonly run: <T>(work: (session: Session) => Promise<T>) => Promise<T>;
  /** In one transaction: all of it is kept, or nothing. */
  readonly transaction: <T>(work: (session: Session) => Promise<T>) => Promise<T>;
  readonly end: () => void;
}

/** `prepare` looks after each new connection, before anything runs on it. Throws a StoreError when it cannot be made. */
export async function openLastingSession(
  address: string,
  prepare: (session: Session) => Promise<void>,
): Promise<LastingSession> {
  const { take } = createTurns();
  const open = async (): Promise<Session> => {
    const made = await openSession(address);
    try {
      await prepare(made);
      return made;
    } catch (cause) {
      made.end();
      throw cause;
    }
  };
  let session = await open();

  const alive = async (): Promise<Session> => {
    if (session.isLost()) session = await open();
    return session;
  };
  return {
    run: async (work) => await take(async () => await work(await alive())),
    transaction: async (work) =>
      await take(async () => {
        const mine = await alive();
        try {
          await mine.command('BEGIN');
          const answer = await work(mine);
          await mine.command('COMMIT');
          return answer;
        } catch (cause) {
          // Refused, it ended with its session.
          if (!mine.isLost()) await mine.command('ROLLBACK').catch(() => undefined);
          throw cause;
        }
      }),
    end() {
      session.end();
    },
  };
}
