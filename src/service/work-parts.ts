import type { Logger } from 'pino';
import type { Clock } from '#domain/clock.ts';
import type { PartWorker, TakenPart } from '#domain/part-queue.ts';

/** Two cores serve so many subscriptions at Azure's pace. */
const PARTS_AT_ONCE = 100;
/** So few at a time, so that workers which are idle at the same time share what there is. */
const TAKEN_AT_ONCE = 4;
const LOOK_MS = 250;
const KEEP_MS = 1_000;
/** A worker that cannot do it leaves what there is to the others for so long. */
const PAUSE_MS = 5_000;

/** What a worker has open for one scan. */
export interface PartBench {
  /** Reads a part and answers; rejects where it could not. */
  work(part: TakenPart, stopped: AbortSignal): Promise<void>;
  /** When nothing of the scan is under way any more. */
  close(): Promise<void>;
}

/**
 * Takes parts and works on them until the signal; what is under way then is given back by the end of its connection. One scan at a
 * time: the parts of an older one are wanted by nobody. `openBench` answers undefined for a scan that is over.
 */
export async function workParts(options: {
  readonly worker: PartWorker;
  readonly openBench: (scanId: string, over: AbortSignal) => Promise<PartBench | undefined>;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly log: Logger;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { worker, clock, log, signal } = options;
  const running = new Map<
    string,
    { readonly part: TakenPart; readonly stop: AbortController; readonly over: Promise<void> }
  >();
  let current:
    | { readonly scanId: string; readonly bench: PartBench; readonly stop: AbortController }
    | undefined;
  let keptAt = performance.now();
  let pausedUntil = 0;

  function begin(part: TakenPart, bench: PartBench): void {
    const stop = new AbortController();
    const over = bench
      .work(part, AbortSignal.any([stop.signal, signal]))
      .catch(async (error: unknown) => {
        if (stop.signal.aborted || signal.aborted) return;
        pausedUntil = performance.now() + PAUSE_MS;
        log.error({ err: error, subscription: part.subscriptionId }, 'a part could not be read');
        await worker.giveBack(part);
      })
      .catch((error: unknown) => {
        log.error({ err: error }, 'a part could not be given back');
      })
      .finally(() => running.delete(part.job));
    running.set(part.job, { part, stop, over });
  }

  async function leave(): Promise<void> {
    current?.stop.abort();
    for (const { stop } of running.values()) stop.abort();
    await Promise.all([...running.values()].map(async ({ over }) => await over));
    await current?.bench.close();
    current = undefined;
  }

  async function benchOf(scanId: string): Promise<PartBench | undefined> {
    if (current?.scanId === scanId) return current.bench;
    await leave();
    const stop = new AbortController();
    const bench = await options.openBench(scanId, AbortSignal.any([stop.signal, signal]));
    if (bench !== undefined) current = { scanId, bench, stop };
    return bench;
  }

  async function stopUnwanted(): Promise<void> {
    if (performance.now() - keptAt < KEEP_MS) return;
    keptAt = performance.now();
    const parts = [...running.values()].map(({ part }) => part);
    const kept = new Set(await worker.keep(parts));
    for (const { part, stop } of running.values())
      if (parts.includes(part) && !kept.has(part)) stop.abort();
  }

  async function takeMore(): Promise<void> {
    const room = Math.min(TAKEN_AT_ONCE, PARTS_AT_ONCE - running.size);
    if (room <= 0 || performance.now() < pausedUntil) return;
    for (const part of await worker.take(room)) {
      try {
        const bench = await benchOf(part.scanId);
        if (bench !== undefined) begin(part, bench);
      } catch (error) {
        if (signal.aborted) return;
        pausedUntil = performance.now() + PAUSE_MS;
        log.error({ err: error }, 'a scan could not be shared');
        await worker.giveBack(part);
      }
    }
  }

  while (!signal.aborted) {
    try {
      await stopUnwanted();
      await takeMore();
    } catch (error) {
      if (!signal.aborted) log.error({ err: error }, 'no part could be taken');
    }
    await clock.sleep(LOOK_MS, signal).catch(() => undefined);
  }
  await leave();
}
