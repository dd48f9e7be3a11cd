import pino from 'pino';
import type { AzureLimits } from '#azure/azure.ts';
import type { PartWorker } from '#domain/part-queue.ts';
import type { StateReader } from '#domain/state-store.ts';
import { gatheredFrom, partOrderFrom, piecesOf, scanOrderFrom } from '#scan/part-order.ts';
import { createPartReader } from '#scan/read-part.ts';
import { workParts } from '#service/work-parts.ts';
import type { Simulator } from '#simulator/simulator.ts';
import { openSimulated, realClock } from './azure-access.ts';
import { directTo } from './direct-azure.ts';
import { QUICK, scannerOn, simulatedConfiguration } from './simulated-scan.ts';

/** A worker in this process that reads a simulated Azure; `did` grows with each part that it has done. */
export async function startPartWorker(
  simulator: Simulator,
  worker: PartWorker,
  state: StateReader,
  limits: Partial<AzureLimits>,
): Promise<{ readonly did: string[]; readonly stop: () => Promise<void> }> {
  const { azure } = await openSimulated(simulator, {
    limits: { ...QUICK, ...limits },
    route: directTo(simulator),
  });
  const stopping = new AbortController();
  const did: string[] = [];
  const over = workParts({
    worker,
    clock: realClock,
    log: pino({ level: 'silent' }),
    signal: stopping.signal,
    async openBench(scanId, signal) {
      const order = await worker.scanOf(scanId);
      if (order === undefined) return undefined;
      const reader = await createPartReader(
        scannerOn(simulator, azure),
        state,
        simulatedConfiguration(),
        {
          order: scanOrderFrom(order),
          async gathered() {
            for (;;) {
              const found = await worker.gatheredOf(scanId);
              if (found === 'over') throw new Error('over');
              if (found !== 'later') return gatheredFrom(found);
            }
          },
          signal,
        },
      );
      return {
        async work(part, stopped) {
          const packet = await worker.orderOf(part);
          if (packet === undefined) return;
          const read = await reader.read(partOrderFrom(packet), stopped);
          stopped.throwIfAborted();
          if (read === undefined) throw new Error('nothing was read');
          await worker.answer(part, piecesOf({ ...read, named: reader.takeNamed() }, []));
          did.push(part.subscriptionId);
        },
        close: async () => await Promise.resolve(),
      };
    },
  });
  return {
    did,
    async stop() {
      stopping.abort();
      await over;
      await azure.close();
      await worker.close();
    },
  };
}
