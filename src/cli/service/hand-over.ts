import type { PartWorker, TakenPart } from '#domain/part-queue.ts';
import type { KeptExchange } from '#evidence/kept-exchange.ts';
import { piecesOf } from '#scan/part-order.ts';
import type { PartReader } from '#scan/read-part.ts';
import type { SubscriptionRead } from '#scan/subscription-part.ts';

/** What a worker has kept and named since it handed over the last time. */
export interface HandOver {
  /** Told of each answer that is kept. */
  kept(exchange: KeptExchange): void;
  /** Another scan begins: what is left of the one before is wanted by nobody. */
  empty(): void;
  /**
   * Answers for a part, with everything that was kept and named until now and is on the disk; false where it is not wanted any more.
   * What is not taken stays for the next one.
   */
  answer(
    part: TakenPart,
    read: SubscriptionRead,
    named: Pick<PartReader, 'takeNamed' | 'putBack'>,
    stopped: AbortSignal,
  ): Promise<boolean>;
}

/** `flush`: puts on the disk what was kept until it is called. */
export function createHandOver(
  worker: Pick<PartWorker, 'answer'>,
  flush: (stopped: AbortSignal) => Promise<void>,
): HandOver {
  let waiting: KeptExchange[] = [];
  return {
    kept(exchange) {
      waiting.push(exchange);
    },
    empty() {
      waiting = [];
    },
    async answer(part, read, { takeNamed, putBack }, stopped) {
      // Before the flush: what another part keeps while it runs is not on the disk after it.
      const exchanges = waiting;
      waiting = [];
      const named = takeNamed();
      let isKept = false;
      try {
        await flush(stopped);
        isKept = await worker.answer(part, piecesOf({ ...read, named }, exchanges));
        return isKept;
      } finally {
        if (!isKept) {
          putBack(named);
          waiting = [...exchanges, ...waiting];
        }
      }
    },
  };
}
