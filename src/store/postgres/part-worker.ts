import { randomUUID } from 'node:crypto';
import type { PgBoss } from 'pg-boss';
import type { Packet, PartWorker, TakenPart } from '#domain/part-queue.ts';
import { aheadOfServer, refuseOtherTime } from './clocks.ts';
import { type LastingSession, openLastingSession } from './lasting-session.ts';
import { CURRENT_VERSION, schemaVersion } from './migrate.ts';
import { closeQueue, openQueue, queueOf } from './open-queue.ts';
import { absent, cannotOpen, otherVersion } from './state-faults.ts';
import { signOn } from './worker-locks.ts';

/** The queue gave it to this worker: whoever had it before was not heard of for too long. */
const TAKE = `UPDATE part SET worker = pg_backend_pid(), tries = tries + 1
  WHERE scan = ? AND subscription = ? AND job = ? AND answer IS NULL`;
const MINE =
  'SELECT scan, subscription, job FROM part WHERE worker = pg_backend_pid() AND answer IS NULL';
const GIVE_BACK = `UPDATE part SET worker = NULL
  WHERE scan = ? AND subscription = ? AND job = ? AND worker = pg_backend_pid() AND answer IS NULL`;
const ORDER = 'SELECT orders FROM part WHERE scan = ? AND subscription = ?';
const SCAN = 'SELECT orders, gathered, ahead_ms AS ahead FROM part_scan WHERE scan = ?';
const ANSWER = `UPDATE part SET answer = ?
  WHERE scan = ? AND subscription = ? AND job = ? AND worker = pg_backend_pid() AND answer IS NULL`;
const PIECE =
  'INSERT INTO part_piece (scan, subscription, answer, number, body) VALUES (?, ?, ?, ?, ?)';

interface Data {
  readonly scanId: string;
  readonly subscriptionId: string;
}

/**
 * Signs on as a worker for a configuration. Throws a StoreError, also where no service leads yet, or one of another version or
 * configuration.
 */
export async function openPartWorker(
  address: string,
  configurationSha256: string,
  onFault: (fault: unknown) => void,
): Promise<PartWorker> {
  const queue = queueOf(configurationSha256);
  let session: LastingSession | undefined;
  try {
    session = await openLastingSession(address, async (own) => {
      const version = await schemaVersion(own);
      if (version === 0) throw absent(address);
      if (version !== CURRENT_VERSION) throw otherVersion(address, version, CURRENT_VERSION);
      await signOn(own, queue);
    });
    const boss = await session.run(
      async (own) => await openQueue({ address, session: own, leads: false, queue, onFault }),
    );
    return partWorker(session, boss, queue);
  } catch (cause) {
    session?.end();
    throw cannotOpen(address, cause);
  }
}

function partWorker(session: LastingSession, boss: PgBoss, queue: string): PartWorker {
  const scanRow = async (scanId: string) =>
    await session.run(
      async (own) =>
        (await own.ask(SCAN, [scanId])).rows[0] as
          | { readonly orders: Packet; readonly gathered: Packet | null; readonly ahead: number }
          | undefined,
    );
  return {
    async take(most) {
      const jobs = await boss.fetch<Data>(queue, { batchSize: most });
      const taken: TakenPart[] = [];
      for (const { id, data } of jobs) {
        const { scanId, subscriptionId } = data;
        const isMine = await session.run(
          async (own) => (await own.ask(TAKE, [scanId, subscriptionId, id])).count === 1,
        );
        if (isMine) taken.push({ scanId, subscriptionId, job: id });
        // Done already, or of a scan that is over.
        else await boss.complete(queue, id);
      }
      return taken;
    },
    async orderOf({ scanId, subscriptionId }) {
      const [row] = await session.run(
        async (own) => (await own.ask(ORDER, [scanId, subscriptionId])).rows,
      );
      return (row as { readonly orders: Packet } | undefined)?.orders;
    },
    async scanOf(scanId) {
      const row = await scanRow(scanId);
      if (row === undefined) return undefined;
      refuseOtherTime(await session.run(aheadOfServer), row.ahead);
      return row.orders;
    },
    async gatheredOf(scanId) {
      const row = await scanRow(scanId);
      return row === undefined ? 'over' : (row.gathered ?? 'later');
    },
    async keep(parts) {
      if (parts.length === 0) return [];
      const mine = await session.run(
        async (own) => (await own.ask(MINE, [])).rows as readonly { readonly job: string }[],
      );
      const jobs = new Set(mine.map(({ job }) => job));
      const kept = parts.filter(({ job }) => jobs.has(job));
      if (kept.length > 0)
        await boss.touch(
          queue,
          kept.map(({ job }) => job),
        );
      return kept;
    },
    async answer({ scanId, subscriptionId, job }, pieces) {
      const name = randomUUID();
      const isKept = await session.transaction(async (own) => {
        // First: from here on nobody else's answer is taken, until this one is there or not.
        const { count } = await own.ask(ANSWER, [name, scanId, subscriptionId, job]);
        if (count === 0) return false;
        let number = 0;
        for (const body of pieces) {
          await own.ask(PIECE, [scanId, subscriptionId, name, number, body]);
          number += 1;
        }
        return true;
      });
      await boss.complete(queue, job);
      return isKept;
    },
    async giveBack({ scanId, subscriptionId, job }) {
      const { count } = await session.run(
        async (own) => await own.ask(GIVE_BACK, [scanId, subscriptionId, job]),
      );
      if (count > 0) await boss.fail(queue, job, { because: 'it failed there' });
    },
    async close() {
      await closeQueue(boss);
      session.end();
    },
  };
}
