import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PgBoss } from 'pg-boss';
import { StoreError } from '#domain/errors.ts';
import type { Packet, PartOffice } from '#domain/part-queue.ts';
import { aheadOfServer } from './clocks.ts';
import { type LastingSession, openLastingSession } from './lasting-session.ts';
import { closeQueue, openQueue, queueOf } from './open-queue.ts';
import { cannotOpen } from './state-faults.ts';
import { LIVING } from './worker-locks.ts';

const LOOK_MS = 250;
/** Workers that are being replaced are back within so long; after that the leader does what is left. */
const DESERTED_MS = 5_000;
/** A part on which so many workers came to grief is done by the leader: it may be the part. */
const MOST_TRIES = 5;

const DROP = 'DELETE FROM part_scan';
const BEGIN = 'INSERT INTO part_scan (scan, orders, ahead_ms) VALUES (?, ?, ?)';
const TELL = 'UPDATE part_scan SET gathered = ? WHERE scan = ?';
const HAND_OUT = 'INSERT INTO part (scan, subscription, job, orders) VALUES (?, ?, ?, ?)';
const TAKE_BACK = 'DELETE FROM part WHERE scan = ? AND subscription = ?';
const STANDING = `SELECT subscription, job, answer, tries, worker IS NULL AS free, worker NOT IN (${LIVING}) AS lost FROM part
  WHERE scan = ?`;
const RELEASE = `UPDATE part SET worker = NULL
  WHERE scan = ? AND subscription = ? AND answer IS NULL AND worker NOT IN (${LIVING})`;
const PIECES =
  'SELECT body FROM part_piece WHERE scan = ? AND subscription = ? AND answer = ? ORDER BY number';

interface Standing {
  readonly subscription: string;
  readonly job: string;
  readonly answer: string | null;
  readonly tries: number;
  readonly free: boolean;
  readonly lost: boolean | null;
}

type Waiting = Map<string, (answer: string | undefined) => void>;

/** Opens the office of the leading service, who holds the state as its only writer. Throws a StoreError. */
export async function openPartOffice(
  address: string,
  configurationSha256: string,
  onFault: (fault: unknown) => void,
): Promise<PartOffice> {
  const queue = queueOf(configurationSha256);
  let session: LastingSession | undefined;
  try {
    session = await openLastingSession(address, async () => await Promise.resolve());
    const boss = await session.run(
      async (own) => await openQueue({ address, session: own, leads: true, queue, onFault }),
    );
    return partOffice(session, boss, queue, onFault);
  } catch (cause) {
    session?.end();
    throw cannotOpen(address, cause);
  }
}

function isHopeless({ tries, free, lost }: Standing): boolean {
  return tries > MOST_TRIES || (tries === MOST_TRIES && (free || lost === true));
}

function partOffice(
  session: LastingSession,
  boss: PgBoss,
  queue: string,
  onFault: (fault: unknown) => void,
): PartOffice {
  const waiting: Waiting = new Map();
  let current: string | undefined;
  let isLooking = false;
  let desertedSince: number | undefined;

  async function isAttended(): Promise<boolean> {
    return await session.run(async (own) => (await own.ask(LIVING, [queue])).rows.length > 0);
  }

  /** One look for all that wait. */
  async function lookOn(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    while (waiting.size > 0) {
      await sleep(LOOK_MS);
      if (waiting.size === 0) break;
      try {
        await look(current ?? '');
      } catch (fault) {
        onFault(fault);
        if (fault instanceof StoreError) giveUp();
      }
    }
    isLooking = false;
  }

  async function look(scanId: string): Promise<void> {
    const asked = [...waiting.keys()];
    const parts = await session.run(
      async (own) => (await own.ask(STANDING, [queue, scanId])).rows as readonly Standing[],
    );
    const known = new Set<string>();
    for (const part of parts) {
      known.add(part.subscription);
      if (part.answer !== null) settle(part.subscription, part.answer);
      else if (isHopeless(part)) settle(part.subscription, undefined);
      else if (part.lost === true) await release(scanId, part);
    }
    for (const subscription of asked) if (!known.has(subscription)) settle(subscription, undefined);
    if (await isAttended()) desertedSince = undefined;
    else if (performance.now() - (desertedSince ??= performance.now()) > DESERTED_MS) giveUp();
  }

  /** Its worker is gone: the next one may have it. */
  async function release(scanId: string, { subscription, job }: Standing): Promise<void> {
    await session.run(async (own) => await own.ask(RELEASE, [scanId, subscription, queue]));
    await boss.fail(queue, job, { because: 'its worker is gone' });
  }

  function settle(subscription: string, answer: string | undefined): void {
    waiting.get(subscription)?.(answer);
    waiting.delete(subscription);
  }

  function giveUp(): void {
    for (const subscription of waiting.keys()) settle(subscription, undefined);
  }

  async function drop(): Promise<void> {
    await session.run(async (own) => await own.ask(DROP, []));
    await boss.deleteAllJobs(queue);
  }

  async function takeBack(scanId: string, subscriptionId: string, job: string): Promise<void> {
    await session.run(async (own) => await own.ask(TAKE_BACK, [scanId, subscriptionId]));
    await boss.deleteJob(queue, job);
  }

  return {
    async begin(scanId, order) {
      await drop();
      if (!(await isAttended())) return false;
      await session.run(
        async (own) => await own.ask(BEGIN, [scanId, order, await aheadOfServer(own)]),
      );
      current = scanId;
      desertedSince = undefined;
      return true;
    },
    async tell(scanId, gathered) {
      await session.run(async (own) => await own.ask(TELL, [gathered, scanId]));
    },
    async handOut(scanId, subscriptionId, order, signal) {
      const job = randomUUID();
      await session.run(
        async (own) => await own.ask(HAND_OUT, [scanId, subscriptionId, job, order]),
      );
      await boss.insert(queue, [{ id: job, data: { scanId, subscriptionId } }]);
      const answered = new Promise<string | undefined>((resolve) => {
        waiting.set(subscriptionId, resolve);
      });
      const stop = (): void => {
        settle(subscriptionId, undefined);
      };
      signal.addEventListener('abort', stop, { once: true });
      // It may have come while the part was written: nobody tells of it again.
      if (signal.aborted) stop();
      void lookOn();
      const answer = await answered;
      signal.removeEventListener('abort', stop);
      if (answer === undefined) {
        await takeBack(scanId, subscriptionId, job);
        return undefined;
      }
      const { rows } = await session.run(
        async (own) => await own.ask(PIECES, [scanId, subscriptionId, answer]),
      );
      await session.run(async (own) => await own.ask(TAKE_BACK, [scanId, subscriptionId]));
      return rows.map((row) => (row as { readonly body: Packet }).body);
    },
    async end() {
      current = undefined;
      giveUp();
      await drop();
    },
    async close() {
      giveUp();
      await closeQueue(boss);
      session.end();
    },
  };
}
