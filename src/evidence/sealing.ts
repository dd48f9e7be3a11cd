import { readFile } from 'node:fs/promises';
import { EvidenceError, PostureError } from '#domain/errors.ts';
import type { Instant } from '#domain/instant.ts';
import type { LogEntry } from '#domain/log-entry.ts';
import type { LogReader } from '#domain/state-store.ts';
import type { Symptom } from '#domain/symptom.ts';
import type { BlobAnchor, TimeStamper } from './anchors.ts';
import { createCheckpointer, type SignedTree } from './checkpointer.ts';
import { type KeySettings, type KeyTools, openLogKeyOf, openSigner } from './keys/key-ring.ts';
import { listSnapshots } from './list-snapshots.ts';
import { createLogAnchor } from './log-anchor.ts';
import { checkpointFile } from './log-checkpoints.ts';
import {
  type BegunSeal,
  beginSeal,
  previousSnapshot,
  type SnapshotSealer,
} from './seal-snapshot.ts';
import { createSymptoms } from './sealing-symptoms.ts';

/** What the sealing is configured with; the part of the configuration's section `evidence` that it needs. */
export interface SealingSettings {
  readonly directory: string;
  readonly origin: string;
  readonly signing: KeySettings;
  readonly timestamp: { readonly url: string; readonly chainFile: string | null } | null;
}

/** What the sealing works with. */
export interface SealingParts {
  readonly settings: SealingSettings;
  readonly store: {
    readonly log: LogReader;
    appendLog(entries: readonly LogEntry[]): Promise<number>;
    freezeLog(): void;
  };
  readonly now: () => Instant;
  readonly openVaultKey: KeyTools['openVaultKey'];
  readonly notice: KeyTools['notice'];
  /** undefined: none is configured. */
  readonly timeStamper: TimeStamper | undefined;
  readonly blob: BlobAnchor | undefined;
}

/** Everything that makes evidence provable. Nothing here throws for what can be expected: `symptoms` says it. */
export interface Sealing {
  /** Compares the log with what was signed before, here and outside our reach; before the first run. */
  start(signal: AbortSignal): Promise<void>;
  /** Signs the log as it is; after each run. */
  sealRun(signal: AbortSignal): Promise<void>;
  /** For `writeSnapshot`. */
  readonly sealer: SnapshotSealer;
  /** Takes a sealed snapshot out of our reach, as a bundle, when that is configured. */
  keepSnapshot(path: string, signal: AbortSignal): Promise<void>;
  /** What is wrong now. */
  symptoms(): readonly Symptom[];
}

/** Puts the sealing together; opens and asks nothing yet. */
export function createSealing(parts: SealingParts): Sealing {
  const { settings, store, now, blob, timeStamper } = parts;
  const symptoms = createSymptoms(now, parts.notice);
  const append = async (entries: readonly LogEntry[]): Promise<number> =>
    await store.appendLog(entries);
  const anchor = createLogAnchor(blob, settings.directory, symptoms);
  const keyTools: KeyTools = keyToolsOf(parts);
  const checkpointer = createCheckpointer({
    log: store.log,
    append,
    freeze: () => store.freezeLog(),
    file: checkpointFile(settings.directory),
    anchored: async (signal) => await blob?.newestCheckpoint(signal),
    openKey: async () => await openLogKeyOf(keyTools),
    now,
  });
  /** One at a time: two checkpoints at once could sign two sizes in the wrong order. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work, work);
    turn = mine.catch(() => undefined);
    return mine;
  };
  async function checkpoint(signal: AbortSignal): Promise<SignedTree> {
    const tree = await checkpointer.checkpoint(signal);
    await anchor.keepCheckpoint(tree, signal);
    return tree;
  }

  /** What can be expected to go wrong becomes a symptom, and is thrown on to who asked. */
  async function watched<T>(
    code: 'CheckpointFailed' | 'SealingFailed',
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      const done = await inTurn(work);
      symptoms.clear(code);
      return done;
    } catch (error) {
      if (error instanceof PostureError) symptoms.raise(code, error);
      throw error;
    }
  }

  /** Likewise, and the symptom is all: a run is none the worse for it. */
  async function endured(work: () => Promise<unknown>): Promise<void> {
    try {
      await watched('CheckpointFailed', work);
    } catch (error) {
      if (!(error instanceof PostureError)) throw error;
    }
  }

  async function begin(signal: AbortSignal): Promise<BegunSeal> {
    // First: with a log that contradicts itself no key is opened, and none made that the log could not be told of.
    const prior = await checkpoint(signal);
    const logKey = await openLogKeyOf(keyTools);
    const signer = await openSigner(keyTools, signal);
    const stamps = timeStamper === undefined ? [] : ['rfc3161'];
    const { evidence } = keyTools;
    return await beginSeal({
      evidence,
      log: store.log,
      append,
      now,
      signer,
      logKey,
      prior,
      checkpoint: async (inner) => await checkpointer.checkpoint(inner),
      timeStamper,
      tsaChain: await chainText(settings),
      anchorCheckpoint: async (tree, inner) => await anchor.keepCheckpoint(tree, inner),
      onTimeStamp: (error) =>
        error === undefined
          ? symptoms.clear('AnchorFailed:rfc3161')
          : symptoms.raise('AnchorFailed:rfc3161', error),
      anchorsConfigured: [...anchor.names(), ...stamps],
      anchorsAbsent: [
        ...(blob === undefined ? ['immutableBlob'] : []),
        ...(timeStamper === undefined ? ['rfc3161'] : []),
      ],
      previous: await previousSnapshot((await listSnapshots(evidence))[0]),
    });
  }

  return {
    async start(signal) {
      await endured(async () => {
        try {
          await checkpointer.compareAnchor(signal);
        } catch (error) {
          if (!(error instanceof EvidenceError) || error.code === 'EVIDENCE_LOG_MISMATCH')
            throw error;
          symptoms.raise('AnchorFailed:immutableBlob', error);
        }
        await checkpoint(signal);
      });
    },
    sealRun: async (signal) => await endured(async () => await checkpoint(signal)),
    sealer: {
      async begin(signal) {
        const begun = await watched('SealingFailed', async () => await begin(signal));
        return {
          ...begun,
          seal: async (material, inner) =>
            await watched('SealingFailed', async () => await begun.seal(material, inner)),
        };
      },
    },
    keepSnapshot: async (path, signal) => await anchor.keepSnapshot(path, signal),
    symptoms: () => symptoms.all(),
  };
}

function keyToolsOf({ settings, store, now, openVaultKey, notice }: SealingParts): KeyTools {
  return {
    settings: settings.signing,
    evidence: settings.directory,
    origin: settings.origin,
    now,
    openVaultKey,
    notice,
    tell: async (entry) => void (await store.appendLog([entry])),
  };
}

async function chainText({ timestamp }: SealingSettings): Promise<string | undefined> {
  if (timestamp === null || timestamp.chainFile === null) return undefined;
  try {
    return await readFile(timestamp.chainFile, 'utf8');
  } catch (cause) {
    throw new EvidenceError('EVIDENCE_TSA_CHAIN', `${timestamp.chainFile} cannot be read.`, {
      cause,
    });
  }
}
