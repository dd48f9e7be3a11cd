import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { ulid } from 'ulid';
import { configured } from '#cli/configured.ts';
import { openAnswers } from '#cli/evidence/open-answers.ts';
import { scannerOf } from '#cli/scan/scanner-of.ts';
import type { Command, CommonOptions, Workbench } from '#cli/workbench.ts';
import type { Configuration } from '#config/configuration.ts';
import { ConfigurationError, StoreError } from '#domain/errors.ts';
import type { PartWorker } from '#domain/part-queue.ts';
import type { StateReader } from '#domain/state-store.ts';
import { type Gathered, gatheredFrom, partOrderFrom, scanOrderFrom } from '#scan/part-order.ts';
import { createPartReader } from '#scan/read-part.ts';
import type { Scanner } from '#scan/scanner.ts';
import { startHealthServer } from '#server/health-server.ts';
import { type PartBench, workParts } from '#service/work-parts.ts';
import { createHandOver } from './hand-over.ts';

const AGAIN_MS = 2_000;
const LOOK_MS = 250;

/** `posture run --worker`: reads parts of the scans of the service that leads, until SIGTERM. */
export const work: Command<CommonOptions> = async (workbench, terminal, options, signal) => {
  const configuration = configured(workbench, options);
  const { address } = configuration.state;
  if (address === undefined)
    throw new ConfigurationError(
      'WORKER_STATE',
      'posture run --worker works for a service whose state is on PostgreSQL: give both `state: postgres://…`.',
    );
  const log = await workbench.createLog(configuration.logLevel);
  await using closing = new AsyncDisposableStack();
  let isSignedOn = false;
  const server = await startHealthServer({
    ...configuration.server,
    log,
    health: () => ({ isAlive: !signal.aborted, isReady: isSignedOn, details: { worker: true } }),
  });
  closing.defer(async () => await server.close());
  terminal.stderr.write(
    `posture: serving health at ${server.address}/healthz; stop with SIGTERM\n`,
  );
  const worker = await signedOn(
    async () => await workbench.openPartWorker(configuration, address, log),
    log,
    signal,
  );
  if (worker === undefined) return 0;
  closing.defer(async () => await worker.close());
  const state = await workbench.openStateReader(configuration);
  if (state === undefined) return 0;
  closing.defer(() => state.close());
  const bench = await benchFor(workbench, configuration, worker, state, log, closing);
  isSignedOn = true;
  log.info('worker started');
  await workParts({ worker, openBench: bench, clock: workbench.clock, log, signal });
  log.info('worker stops');
  return 0;
};

/** Waits for a service that leads; undefined when the signal came first. */
async function signedOn(
  open: () => Promise<PartWorker>,
  log: Logger,
  signal: AbortSignal,
): Promise<PartWorker | undefined> {
  let said = '';
  while (!signal.aborted) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      if (error.message !== said) log.warn({ reason: error.message }, 'waiting for the service');
      said = error.message;
      await sleep(AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  }
  return undefined;
}

/** Opens what one scan's parts are read with. */
async function benchFor(
  workbench: Workbench,
  configuration: Configuration,
  worker: PartWorker,
  state: StateReader,
  log: Logger,
  closing: AsyncDisposableStack,
): Promise<(scanId: string, over: AbortSignal) => Promise<PartBench | undefined>> {
  const { directory } = configuration.evidence;
  const handOver = createHandOver(worker, async (stopped) => await answers.flush(stopped));
  const answers = await openAnswers(workbench, configuration, (exchange) => {
    handOver.kept(exchange);
  });
  const connection = closing.adopt(
    await workbench.connect(configuration, answers, log),
    async (open) => await open.close(),
  );
  const scanner: Scanner = await scannerOf(workbench, connection, configuration, answers, log);

  return async (scanId, over) => {
    const packet = await worker.scanOf(scanId);
    if (packet === undefined) return undefined;
    const order = scanOrderFrom(packet);
    const own = `${scanId}-${ulid()}`;
    answers.beginScan(own);
    handOver.empty();
    const waited = { gathered: undefined as Promise<Gathered> | undefined };
    const close = async (): Promise<void> => {
      await answers.endScan(AbortSignal.timeout(AGAIN_MS)).catch(() => undefined);
      // The service has what it took from it in the index of its own.
      rmSync(join(directory, 'scans', `${own}.ndjson`), { force: true });
    };
    const reader = await createPartReader(scanner, state, configuration, {
      order,
      gathered: async () => await (waited.gathered ??= gathered(worker, scanId, over)),
      signal: over,
    }).catch(async (error: unknown) => {
      await close();
      throw error;
    });
    return {
      async work(part, stopped) {
        const wanted = await worker.orderOf(part);
        if (wanted === undefined) return;
        const read = await reader.read(partOrderFrom(wanted), stopped);
        stopped.throwIfAborted();
        if (read === undefined) throw new Error('nothing of it could be read');
        if (await handOver.answer(part, read, reader, stopped))
          log.info({ scanId, subscription: part.subscriptionId }, 'part read');
      },
      close,
    };
  };
}

async function gathered(worker: PartWorker, scanId: string, over: AbortSignal): Promise<Gathered> {
  for (;;) {
    const found = await worker.gatheredOf(scanId);
    if (found === 'over') throw new Error('the scan is over');
    if (found !== 'later') return gatheredFrom(found);
    await sleep(LOOK_MS, undefined, { signal: over });
  }
}
