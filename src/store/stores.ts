import type { DatabaseSync } from 'node:sqlite';
import { createAcknowledgementsStore } from './acknowledgements-store.ts';
import { createAlertsStore } from './alerts-store.ts';
import { createChangesStore } from './changes-store.ts';
import { createClaimsStore } from './claims-store.ts';
import { createExceptionsStore } from './exceptions-store.ts';
import { createFindingsStore } from './findings-store.ts';
import { createHeldStore } from './held-store.ts';
import { createLogStore } from './log-store.ts';
import { createOutboxFallback } from './outbox-fallback.ts';
import { createOutboxLists } from './outbox-lists.ts';
import { createOutboxStore } from './outbox-store.ts';
import { createScansStore } from './scans-store.ts';
import { createSilencesStore } from './silences-store.ts';

export type Stores = ReturnType<typeof createStores>;

/** Everything that the state holds, by what it is about, on one connection. */
export function createStores(db: DatabaseSync) {
  const log = createLogStore(db);
  const queue = createOutboxStore(db, log);
  return {
    findings: createFindingsStore(db),
    claims: createClaimsStore(db),
    exceptions: createExceptionsStore(db),
    changes: createChangesStore(db),
    scans: createScansStore(db),
    alerts: createAlertsStore(db),
    acknowledgements: createAcknowledgementsStore(db),
    silences: createSilencesStore(db),
    held: createHeldStore(db),
    queue,
    fallback: createOutboxFallback(db, (...message) => queue.add(...message)),
    lists: createOutboxLists(db),
    log,
  };
}
