import type { DatabaseSync } from 'node:sqlite';
import type { StateReader, StateStore } from '#domain/state-store.ts';
import { createAlertsStore } from './alerts-store.ts';
import { createChangesStore } from './changes-store.ts';
import { createClaimsStore } from './claims-store.ts';
import { type Database, inTransaction, openForReading, openForWriting } from './database.ts';
import { findingPeriods } from './finding-periods.ts';
import { createFindingsStore } from './findings-store.ts';
import { createOutboxStore } from './outbox-store.ts';
import { prune } from './prune.ts';
import { createScansStore } from './scans-store.ts';

/**
 * Opens the state in a directory for its only writer, making it where there is none; `:memory:` ends with the process. What a call
 * has acknowledged survives a crash and a loss of power. Throws a StoreError when the state is in use, damaged, written by a newer
 * version, or on a network file system.
 */
export function openStore(directory: string): StateStore {
  const database = openForWriting(directory);
  const stores = createStores(database.db);
  const { findings, claims, changes, scans, alerts, outbox } = stores;
  return {
    ...createReader(database, stores),
    outbox,
    recordScan: async (record) =>
      inTransaction(database.db, () => {
        if (!scans.add(record.scan)) return 'already-recorded';
        const scanId = record.scan.id;
        for (const update of record.resources) findings.update(update);
        for (const claim of record.claims) claims.put(claim);
        for (const { document, claim } of record.retiredClaims) claims.remove(document, claim);
        for (const change of record.changes) changes.add(scanId, change);
        for (const change of record.claimChanges) claims.addChange(scanId, change);
        for (const alert of record.alerts) alerts.put(alert);
        for (const message of record.messages) outbox.add(message);
        for (const [name, at] of Object.entries(record.watermarks)) scans.putWatermark(name, at);
        return 'recorded';
      }),
    recordMissedRun: async (run) => scans.addMissedRun(run),
    prune: async (before) => prune(database.db, before),
  };
}

/** Opens the state for questions only, also while a service writes it. Throws a StoreError when there is none. */
export function openStoreForReading(directory: string): StateReader {
  const database = openForReading(directory);
  return createReader(database, createStores(database.db));
}

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
  database: Database,
  { findings, claims, changes, scans, alerts }: ReturnType<typeof createStores>,
): StateReader {
  return {
    findingsOf: async (resourceId) => findings.findingsOf(resourceId),
    resourceIds: async () => findings.resourceIds(),
    claims: async () => claims.all(),
    openAlerts: async () => alerts.open(),
    recentAlerts: async (limit) => alerts.newest(limit),
    scans: async (limit) => scans.newest(limit),
    missedRuns: async (limit) => scans.missedRuns(limit),
    watermark: async (name) => scans.watermark(name),
    claimHistory: async (document, claim, limit) => {
      const periods = claims.periods(document, claim);
      return { periods, changes: changes.ofClaim(document, claim, limit) };
    },
    resourceHistory: async (resourceId, limit) => {
      const recorded = findings.findingsOf(resourceId);
      const recent = changes.ofResource(resourceId, limit);
      return { findings: recorded, changes: recent, periods: findingPeriods(recent, recorded) };
    },
    close: () => database.close(),
  };
}
