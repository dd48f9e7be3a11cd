import type { DatabaseSync } from 'node:sqlite';
import type { Outbox } from '#domain/outbox-message.ts';
import type { ScanRecord, StateReader, StateStore } from '#domain/state-store.ts';
import { createAlertsStore } from './alerts-store.ts';
import { createChangesStore } from './changes-store.ts';
import { createClaimsStore } from './claims-store.ts';
import { inLongTransaction, inTransaction, openForReading, openForWriting } from './database.ts';
import { findingPeriods } from './finding-periods.ts';
import { createFindingsStore } from './findings-store.ts';
import { createOutboxStore, type OutboxStore } from './outbox-store.ts';
import { prune } from './prune.ts';
import { createScansStore } from './scans-store.ts';
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
  const { scans, outbox } = stores;
  return {
    ...createReader(stores, turns, close),
    outbox: inTurns(outbox, turns),
    async recordScan(record) {
      let isNew = true;
      function* steps(): Generator<() => void> {
        yield () => {
          isNew = scans.add(record.scan);
        };
        if (isNew) yield* recordSteps(stores, record);
      }
      return await inLongTransaction(db, turns, steps(), () =>
        isNew ? 'recorded' : 'already-recorded',
      );
    },
    recordMissedRun: async (run) =>
      await turns.short(() => inTransaction(db, () => scans.addMissedRun(run))),
    prune: async (before) => await turns.short(() => prune(db, before)),
  };
}

/** A scan's transaction in small steps. The generator goes on only after the step that it gave has been taken. */
function* recordSteps(
  { findings, claims, changes, scans, alerts, outbox }: Stores,
  record: ScanRecord,
): Generator<() => void> {
  const scanId = record.scan.id;
  for (const update of record.resources) yield () => findings.update(update);
  for (const claim of record.claims) yield () => claims.put(claim);
  for (const { document, claim } of record.retiredClaims)
    yield () => claims.remove(document, claim);
  for (const change of record.changes) yield () => changes.add(scanId, change);
  for (const change of record.claimChanges) yield () => claims.addChange(scanId, change);
  for (const alert of record.alerts) yield () => alerts.put(alert);
  for (const message of record.messages) yield () => outbox.add(message);
  for (const [name, at] of Object.entries(record.watermarks)) {
    yield () => scans.putWatermark(name, at);
  }
}

/** Opens the state for questions only, also while a service writes it. Throws a StoreError when there is none. */
export function openStoreForReading(directory: string): StateReader {
  const { db, close } = openForReading(directory);
  return createReader(createStores(db), createTurns(), close);
}

type Stores = ReturnType<typeof createStores>;

function createStores(db: DatabaseSync) {
  return {
    findings: createFindingsStore(db),
    claims: createClaimsStore(db),
    changes: createChangesStore(db),
    scans: createScansStore(db),
    alerts: createAlertsStore(db),
    outbox: createOutboxStore(db),
  };
}

function createReader(
  { findings, claims, changes, scans, alerts }: Stores,
  turns: Turns,
  close: () => void,
): StateReader {
  const read = turns.short;
  return {
    findingsOf: async (resourceId) => await read(() => findings.findingsOf(resourceId)),
    resourceIds: async () => await read(() => findings.resourceIds()),
    claims: async () => await read(() => claims.all()),
    openAlerts: async () => await read(() => alerts.open()),
    recentAlerts: async (limit) => await read(() => alerts.newest(limit)),
    scans: async (limit) => await read(() => scans.newest(limit)),
    missedRuns: async (limit) => await read(() => scans.missedRuns(limit)),
    watermark: async (name) => await read(() => scans.watermark(name)),
    claimHistory: async (document, claim, limit) =>
      await read(() => {
        const periods = claims.periods(document, claim);
        return { periods, changes: changes.ofClaim(document, claim, limit) };
      }),
    resourceHistory: async (resourceId, limit) =>
      await read(() => {
        const recorded = findings.findingsOf(resourceId);
        const recent = changes.ofResource(resourceId, limit);
        return { findings: recorded, changes: recent, periods: findingPeriods(recent, recorded) };
      }),
    close,
  };
}

function inTurns(outbox: OutboxStore, { short }: Turns): Outbox {
  return {
    leaseNext: async (channel, now, until) =>
      await short(() => outbox.leaseNext(channel, now, until)),
    settle: async (id, result, at, tookMs) =>
      await short(() => outbox.settle(id, result, at, tookMs)),
    releaseLeases: async (now, all) => await short(() => outbox.releaseLeases(now, all)),
    nextDue: async (channel) => await short(() => outbox.nextDue(channel)),
    countsByState: async () => await short(() => outbox.countsByState()),
    waitingChannels: async () => await short(() => outbox.waitingChannels()),
    deadLetters: async () => await short(() => outbox.deadLetters()),
  };
}
