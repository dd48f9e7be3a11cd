import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EvidenceError } from '#domain/errors.ts';
import {
  type AnchorState,
  anchorName,
  type BlobAnchor,
  type BlobProtection,
  protectionText,
} from './anchors.ts';
import { bundleName, writeBundle } from './bundle.ts';
import type { SignedTree } from './checkpointer.ts';
import type { SealingSymptoms } from './sealing-symptoms.ts';

/** The way of checkpoints and bundles out of our reach. What can be expected to go wrong is a state or a symptom. */
export interface LogAnchor {
  /** Once per checkpoint. */
  keepCheckpoint(tree: SignedTree, signal: AbortSignal): Promise<AnchorState>;
  /** The snapshot as a bundle; nothing when there is no container. */
  keepSnapshot(path: string, signal: AbortSignal): Promise<void>;
  /** How manifest and statement name it; none when there is no container. */
  names(): readonly string[];
}

const CODE = 'AnchorFailed:immutableBlob';

/** `evidence`: bundles are put together in `outgoing` below it. */
export function createLogAnchor(
  blob: BlobAnchor | undefined,
  evidence: string,
  symptoms: SealingSymptoms,
): LogAnchor {
  let kept: { readonly size: number; readonly protection: BlobProtection } | undefined;

  /** Whether it was done; what came between is a symptom. */
  async function attempt(work: () => Promise<void>): Promise<EvidenceError | undefined> {
    try {
      await work();
      symptoms.clear(CODE);
      return undefined;
    } catch (error) {
      if (!(error instanceof EvidenceError)) throw error;
      symptoms.raise(CODE, error);
      return error;
    }
  }

  return {
    async keepCheckpoint({ note, checkpoint: { size } }, signal) {
      const kind = 'immutableBlob';
      if (blob === undefined)
        return { kind, status: 'absent', detail: 'no immutable container is configured' };
      const failure = await attempt(async () => {
        if (kept?.size !== size)
          kept = { size, protection: await blob.keepCheckpoint(note, size, signal) };
        symptoms.judgeProtection(kept.protection);
      });
      if (failure !== undefined) return { kind, status: 'failed', detail: failure.message };
      const detail = kept === undefined ? 'unknown' : protectionText(kept.protection);
      return { kind, status: 'present', detail };
    },
    async keepSnapshot(path, signal) {
      if (blob === undefined) return;
      const name = await bundleName(path);
      const file = join(evidence, 'outgoing', name);
      try {
        await rm(file, { force: true });
        await attempt(async () => {
          await writeBundle(path, file, signal);
          await blob.keepFile(`bundles/${name}`, file, signal);
        });
      } finally {
        await rm(file, { force: true });
      }
    },
    names() {
      if (blob === undefined) return [];
      return [kept === undefined ? 'immutableBlob:Unknown' : anchorName(kept.protection)];
    },
  };
}
