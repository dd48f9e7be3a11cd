import type { Outbox } from '#domain/outbox-message.ts';
import type {
  Operator,
  ScanRecord,
  StateReader,
  StateStore,
  TakeOver,
} from '#domain/state-store.ts';
import { alertSteps } from './alert-steps.ts';
import {
  inLongTransaction,
  inTransaction,
  openForOperator,
  openForReading,
  openForWriting,
} from './database.ts';
import { createOperator } from './operator.ts';
import { prune } from './prune.ts';
import { createStateReader } from './state-reader.ts';
import { createStores, type Stores } from './stores.ts';
import { createTurns, type Turns } from './turns.ts';

/**
 * Opens the state in a directory for its only writer, making it where there is none; `:memory:` ends with the process. What a call
 * has acknowledged survives a crash and a loss of power. Throws a StoreError when the state is in use, damaged, written by a newer
 * version, or on a network file system.
 */
export function openStore(directory: string): StateStore {
  const { db, close } = openForWriting(directory);
  const turns = createTurns();
  const stores = createStores(db);
  const { scans, silences, held, log } = stores;
  // Whoever opens the state as its writer compares the log with what was signed for himself.
  log.thaw();
  return {
    ...createOperator(db, stores, turns, close),
    outbox: createOutbox(stores, turns, (work) => {
      inTransaction(db, work);
    }),
    async recordScan(record) {
      let isNew = true;
      function* steps(): Generator<() => void> {
        yield () => {
          isNew = scans.add(record.scan);
        };
        if (isNew) yield* scanSteps(stores, record);
      }
      return await inLongTransaction(db, turns, steps(), () =>
        isNew ? 'recorded' : 'already-recorded',
      );
    },
    async recordPart(part) {
      function* steps(): Generator<() => void> {
        for (const update of part.resources) yield () => stores.findings.update(update);
        for (const change of part.changes) yield () => stores.changes.add(part.scanId, change);
        yield* alertSteps(stores, part, part.at);
      }
      await inLongTransaction(db, turns, steps(), () => undefined);
    },
    async recordAlerts(record) {
      function* steps(): Generator<() => void> {
        for (const entry of record.log) yield () => log.append(entry);
        yield* alertSteps(stores, record, record.at);
        for (const id of record.released) yield () => held.release(id);
        for (const id of record.warnedSilences) yield () => silences.putWarned(id, record.at);
      }
      await inLongTransaction(db, turns, steps(), () => undefined);
    },
    async takeOver(part) {
      await inLongTransaction(db, turns, takeOverSteps(stores, part), () => undefined);
    },
    recordMissedRun: async (run) =>
      await turns.short(() =>
        inTransaction(db, () => {
          if (!scans.addMissedRun(run)) return;
          const { noticedAt, ...body } = run;
          log.append({ type: 'run-missed', at: noticedAt, body });
        }),
      ),
    freezeLog: () => log.freeze(),
    prune: async (before) => await turns.short(() => prune(db, before)),
  };
}

/** A scan's transaction in small steps. The generator goes on only after the step that it gave has been taken. */
function* scanSteps(stores: Stores, record: ScanRecord): Generator<() => void> {
  const { findings, claims, changes, scans, log } = stores;
  const { id, finishedAt } = record.scan;
  for (const update of record.resources) yield () => findings.update(update);
  for (const claim of record.claims) yield () => claims.put(claim);
  for (const cover of record.covers ?? []) yield () => stores.exceptions.add(cover);
  for (const { document, claim } of record.retiredClaims)
    yield () => claims.remove(document, claim);
  for (const change of record.changes) yield () => changes.add(id, change);
  for (const change of record.claimChanges) yield () => claims.addChange(id, change);
  for (const entry of record.log) yield () => log.append(entry);
  yield* alertSteps(stores, record, finishedAt);
  for (const [name, at] of Object.entries(record.watermarks)) {
    yield () => scans.putWatermark(name, at);
  }
}

function* takeOverSteps(stores: Stores, part: TakeOver): Generator<() => void> {
  const { findings, alerts, exceptions, scans } = stores;
  for (const update of part.resources) yield () => findings.update(update);
  for (const { alert, replaced } of part.alerts) {
    yield () => {
      for (const key of replaced) alerts.removeMember(alert.id, key);
      alerts.put(alert);
    };
  }
  for (const cover of part.covers.removed) yield () => exceptions.remove(cover);
  for (const cover of part.covers.added) yield () => exceptions.add(cover);
  const { doneAt } = part;
  if (doneAt !== null) yield () => scans.putTakenOver(doneAt);
}

/** Opens the state for questions only, also while a service writes it. Throws a StoreError when there is none. */
export function openStoreForReading(directory: string): StateReader {
  const { db, close } = openForReading(directory);
  return createStateReader(createStores(db), createTurns(), close);
}

/**
 * Opens the state for a person's short writes, also while a service holds it; brings an older one up to date where nobody holds it.
 * Throws a StoreError when there is none, or when a service of another version has it.
 */
export function openStateForOperator(directory: string): Operator {
  const { db, close } = openForOperator(directory);
  return createOperator(db, createStores(db), createTurns(), close);
}

function createOutbox(
  { queue, fallback, lists }: Stores,
  { short }: Turns,
  transact: (work: () => void) => void,
): Outbox {
  return {
    leaseNext: async (channel, now, until) =>
      await short(() => queue.leaseNext(channel, now, until)),
    settle: async (id, result, at, tookMs) =>
      await short(() => queue.settle(id, result, at, tookMs)),
    releaseLeases: async (now, all) => await short(() => queue.releaseLeases(now, all)),
    nextDue: async (channel) => await short(() => queue.nextDue(channel)),
    countsByState: async () => await short(() => lists.countsByState()),
    waitingChannels: async () => await short(() => lists.waitingChannels()),
    deadLetters: async () => await short(() => lists.deadLetters()),
    needingFallback: async (before) => await short(() => fallback.needing(before)),
    addFallback: async (original, messages) =>
      await short(() => transact(() => fallback.add(original, messages))),
    oldestUndelivered: async () => await short(() => fallback.oldestUndelivered()),
  };
}
