import { createAcknowledgementsStore } from './acknowledgements-store.ts';
import { createAlertsStore } from './alerts-store.ts';
import { createAttestationsStore } from './attestations-store.ts';
import { createChangesStore } from './changes-store.ts';
import { createClaimsStore } from './claims-store.ts';
import type { Connection } from './connection.ts';
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
export function createStores(connection: Connection) {
  const log = createLogStore(connection);
  const queue = createOutboxStore(connection, log);
  return {
    findings: createFindingsStore(connection),
    claims: createClaimsStore(connection),
    exceptions: createExceptionsStore(connection),
    changes: createChangesStore(connection),
    scans: createScansStore(connection),
    alerts: createAlertsStore(connection),
    acknowledgements: createAcknowledgementsStore(connection),
    silences: createSilencesStore(connection),
    attestations: createAttestationsStore(connection),
    held: createHeldStore(connection),
    queue,
    fallback: createOutboxFallback(connection, (...message) => queue.add(...message)),
    lists: createOutboxLists(connection),
    log,
  };
}
