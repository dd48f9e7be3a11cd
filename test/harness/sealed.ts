import { EvidenceError } from '#domain/errors.ts';
import { toInstant } from '#domain/instant.ts';
import type { WrittenSnapshot } from '#evidence/sealed-folder.ts';
import { createSealing, type Sealing, type SealingParts } from '#evidence/sealing.ts';
import { writeSnapshot } from '#evidence/snapshot.ts';
import type { SnapshotInput } from '#evidence/snapshot-input.ts';
import { GO_ON, keptScan, snapshotInput } from './evidence-store.ts';
import { createMemoryLog, type MemoryLog } from './memory-log.ts';

/** A sealing with keys in files below `directory` and a log in memory. */
export function sealingIn(
  directory: string,
  log: MemoryLog = createMemoryLog(),
  changes: Partial<SealingParts> = {},
): Sealing {
  let now = Date.parse('2026-11-21T03:05:00.000Z');
  return createSealing({
    settings: {
      directory,
      origin: 'posture.test/log',
      signing: { kind: 'file', directory: `${directory}/private` },
      timestamp: null,
    },
    store: {
      log,
      appendLog: async (entries) => await log.append(entries),
      freezeLog: () => log.freeze(),
    },
    now: () => toInstant((now += 1)),
    openVaultKey: async (key) =>
      await Promise.reject(new EvidenceError('EVIDENCE_KEY', `no vault here: ${key}`)),
    notice: () => undefined,
    timeStamper: undefined,
    blob: undefined,
    ...changes,
  });
}

/** The snapshot of `keptScan`, sealed. */
export async function sealedSnapshot(
  directory: string,
  sealing: Sealing = sealingIn(directory),
  changes: Partial<SnapshotInput> = {},
): Promise<WrittenSnapshot> {
  const { store, result } = await keptScan(directory);
  await sealing.start(GO_ON);
  const input = snapshotInput(directory, store, result, { sealer: sealing.sealer, ...changes });
  return await writeSnapshot(input, GO_ON);
}
