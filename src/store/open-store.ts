import type { Outbox } from '#domain/outbox-message.ts';
import type { Operator, StateReader, StateStore } from '#domain/state-store.ts';
import type { Engine } from './connection.ts';
import { inBatches } from './in-batches.ts';
import { createOperator } from './operator.ts';
import { prune } from './prune.ts';
import { putAlerts } from './put-alerts.ts';
import { putScan, putTakenOver } from './put-scan.ts';
import * as sqlite from './sqlite/open-database.ts';
import { createStateReader } from './state-reader.ts';
import { createStores, type Stores } from './stores.ts';

/**
 * Opens the state in a directory, or in the database at an address (`postgres://…`), for its only writer, making it where there is none;
 * `:memory:` ends with the process. What a call has acknowledged survives a crash and a loss of power. Throws a StoreError when the
 * state is in use, damaged, written by a newer version, on a network file system, or out of reach.
 */
export async function openStore(place: string): Promise<StateStore> {
  const engine = isAddress(place)
    ? await (await postgres()).openForWriting(place)
    : sqlite.openForWriting(place);
  const { transaction } = engine;
  const stores = createStores(engine.connection);
  const { scans, silences, held, log } = stores;
  // Whoever opens the state as its writer compares the log with what was signed for himself.
  await log.thaw();
  return {
    ...createOperator(engine, stores),
    outbox: createOutbox(engine, stores),
    recordScan: async (record) =>
      await transaction(async () => {
        if (!(await scans.add(record.scan))) return 'already-recorded';
        await putScan(stores, record);
        return 'recorded';
      }),
    recordPart: async (part) =>
      await transaction(async () => {
        await inBatches(part.resources, async (update) => await stores.findings.update(update));
        await stores.changes.add(part.scanId, part.changes);
        await putAlerts(stores, part, part.at);
      }),
    recordAlerts: async (record) =>
      await transaction(async () => {
        await log.appendAll(record.log);
        await putAlerts(stores, record, record.at);
        await inBatches(record.released, async (id) => await held.release(id));
        await inBatches(
          record.warnedSilences,
          async (id) => await silences.putWarned(id, record.at),
        );
      }),
    takeOver: async (part) => await transaction(async () => await putTakenOver(stores, part)),
    recordMissedRun: async (run) =>
      await transaction(async () => {
        if (!(await scans.addMissedRun(run))) return;
        const { noticedAt, ...body } = run;
        await log.append({ type: 'run-missed', at: noticedAt, body });
      }),
    freezeLog() {
      log.freeze();
      // Should it be refused now, the next entry is refused and writes it.
      transaction(async () => await log.appendAll([])).catch(() => undefined);
    },
    prune: async (before) => await transaction(async () => await prune(engine.connection, before)),
  };
}

/** Opens the state for questions only, also while a service writes it. Throws a StoreError when there is none. */
export async function openStoreForReading(place: string): Promise<StateReader> {
  const engine = isAddress(place)
    ? await (await postgres()).openBeside(place)
    : sqlite.openForReading(place);
  return createStateReader(engine, createStores(engine.connection));
}

/**
 * Opens the state for a person's short writes, also while a service holds it; brings an older one up to date where nobody holds it.
 * Throws a StoreError when there is none, or when a service of another version has it.
 */
export async function openStateForOperator(place: string): Promise<Operator> {
  const engine = isAddress(place)
    ? await (await postgres()).openBeside(place)
    : sqlite.openForOperator(place);
  return createOperator(engine, createStores(engine.connection));
}

function isAddress(place: string): boolean {
  return /^postgres(?:ql)?:\/\//iu.test(place);
}

/** Loaded by whoever has such a state. */
const postgres = async () => await import('./postgres/open-database.ts');

function createOutbox({ read, transaction }: Engine, { queue, fallback, lists }: Stores): Outbox {
  return {
    leaseNext: async (channel, now, until) =>
      await transaction(async () => await queue.leaseNext(channel, now, until)),
    settle: async (id, result, at, tookMs) =>
      await transaction(async () => await queue.settle(id, result, at, tookMs)),
    releaseLeases: async (now, all) =>
      await transaction(async () => await queue.releaseLeases(now, all)),
    nextDue: async (channel) => await read(async () => await queue.nextDue(channel)),
    countsByState: async () => await read(async () => await lists.countsByState()),
    waitingChannels: async () => await read(async () => await lists.waitingChannels()),
    deadLetters: async () => await read(async () => await lists.deadLetters()),
    needingFallback: async (before) => await read(async () => await fallback.needing(before)),
    addFallback: async (original, messages) =>
      await transaction(async () => await fallback.add(original, messages)),
    oldestUndelivered: async () => await read(async () => await fallback.oldestUndelivered()),
  };
}
