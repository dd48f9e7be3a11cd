import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { array, assert, asyncProperty, constantFrom } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogEntry } from '#domain/log-entry.ts';
import { type CheckpointerTools, createCheckpointer } from '#evidence/checkpointer.ts';
import { checkpointFile } from '#evidence/log-checkpoints.ts';
import { openCheckpoint } from '#merkle-log/checkpoint.ts';
import { consistencyProof, verifyConsistency } from '#merkle-log/proofs.ts';
import { noteKey } from '#merkle-log/signed-note.ts';
import { GO_ON, temporaryDirectory } from '../harness/evidence-store.ts';
import { createMemoryLog, type MemoryLog } from '../harness/memory-log.ts';

const seed = Number(process.env['POSTURE_SEED'] ?? 20_261_121);
const { privateKey } = generateKeyPairSync('ed25519');
const key = noteKey('posture.test/log', privateKey);

function entry(text: string): LogEntry {
  return { type: 'run', at: '2026-11-21T03:00:00.000Z', body: { text } };
}

/** A checkpointer as a process that starts has it. */
function started(directory: string, log: MemoryLog, changes: Partial<CheckpointerTools> = {}) {
  return createCheckpointer({
    log,
    append: async (entries) => await log.append(entries),
    freeze: () => log.freeze(),
    file: checkpointFile(directory),
    anchored: async () => await Promise.resolve(undefined),
    openKey: async () => await Promise.resolve({ privateKey, key }),
    now: () => '2026-11-21T03:00:00.000Z',
    ...changes,
  });
}

async function signedLog(entries: number) {
  const directory = temporaryDirectory();
  const log = createMemoryLog();
  const checkpointer = started(directory, log);
  await log.append(Array.from({ length: entries }, (_, at) => entry(`e${at}`)));
  await checkpointer.checkpoint(GO_ON);
  return { directory, log, checkpointer };
}

describe('checkpoints of the evidence log', () => {
  it('E12 signs what the log holds, outside the database, and the same again while it does not grow', async () => {
    const { directory, log, checkpointer } = await signedLog(3);

    const first = await checkpointer.checkpoint(GO_ON);
    const again = await started(directory, log).checkpoint(GO_ON);

    expect(openCheckpoint(first.note, key)?.size).toBe(4);
    expect(again.note).toBe(first.note);
    expect(readFileSync(join(directory, 'log/checkpoint'), 'utf8')).toBe(first.note);
  });

  it('E12 continues the last one', async () => {
    const { log, checkpointer } = await signedLog(3);
    const before = await checkpointer.checkpoint(GO_ON);
    await log.append([entry('one more'), entry('and another')]);

    const after = await checkpointer.checkpoint(GO_ON);

    const { size, root } = before.checkpoint;
    const proof = consistencyProof(after.leaves, size, after.checkpoint.size);
    expect(after.checkpoint.size).toBe(size + 2);
    expect(verifyConsistency(size, root, after.checkpoint.size, after.checkpoint.root, proof)).toBe(
      true,
    );
  });

  it.each<[string, (log: MemoryLog, directory: string) => void]>([
    ['the database was set back', (log) => log.rollBack(2)],
    ['the database is empty', (log) => log.rollBack(0)],
    [
      'it was set back and has grown again',
      (log) => {
        log.rollBack(2);
        void log.append([entry('x'), entry('y'), entry('z'), entry('w')]);
      },
    ],
    ['an entry was altered', (log) => log.alter(1, Buffer.from('{}'), false)],
    ['an entry was altered and hashed again', (log) => log.alter(1, Buffer.from('{}'), true)],
    [
      'the signature of the checkpoint was altered',
      (_, directory) => {
        const path = join(directory, 'log/checkpoint');
        const note = readFileSync(path, 'utf8');
        writeFileSync(
          path,
          `${note.slice(0, -20)}${note.at(-20) === 'A' ? 'B' : 'A'}${note.slice(-19)}`,
        );
      },
    ],
    ['the checkpoint is gone', (_, directory) => rmSync(join(directory, 'log/checkpoint'))],
  ])('E12 refuses after a start when %s, signs nothing and freezes the log', async (_, tamper) => {
    const { directory, log } = await signedLog(4);
    tamper(log, directory);
    const before = fileText(directory);
    const checkpointer = started(directory, log);

    const mismatch = { code: 'EVIDENCE_LOG_MISMATCH' };
    await expect(checkpointer.checkpoint(GO_ON)).rejects.toMatchObject(mismatch);

    expect(log.isFrozen).toBe(true);
    expect(await log.append([entry('later')])).toBe(-1);
    expect(fileText(directory)).toBe(before);
    await expect(checkpointer.checkpoint(GO_ON)).rejects.toMatchObject(mismatch);
  });

  it('E12 refuses a database and a checkpoint set back together, when the anchor knows a newer one', async () => {
    const { directory, log, checkpointer } = await signedLog(4);
    const old = fileText(directory);
    const size = await log.size();
    await log.append([entry('later')]);
    const { note } = await checkpointer.checkpoint(GO_ON);
    log.rollBack(size);
    writeFileSync(join(directory, 'log/checkpoint'), old ?? '');
    const anchored = async () => await Promise.resolve(note);
    const restarted = started(directory, log, { anchored });

    await expect(restarted.compareAnchor(GO_ON)).rejects.toMatchObject({
      code: 'EVIDENCE_LOG_MISMATCH',
    });
    await expect(restarted.checkpoint(GO_ON)).rejects.toThrow(/outside our reach/u);
    expect(log.isFrozen).toBe(true);
  });

  it('begins another log under another name, and keeps on record what the older one said last', async () => {
    const { directory, log, checkpointer } = await signedLog(4);
    const { note } = await checkpointer.checkpoint(GO_ON);
    log.rollBack(1);
    const other = { privateKey, key: noteKey('posture.test/second', privateKey) };
    const openKey = async () => await Promise.resolve(other);

    const signed = await started(directory, log, { openKey }).checkpoint(GO_ON);

    const restore = await log.find('restore', { origin: 'posture.test/log' });
    expect(signed.checkpoint).toMatchObject({ origin: 'posture.test/second', size: 3 });
    expect(Buffer.from(restore?.bytes ?? []).toString()).toContain(JSON.stringify(note));
  });

  it(`E12 gives consistent checkpoints over any appends, restarts and kills, seed ${seed}`, async () => {
    const steps = array(constantFrom('append', 'restart', 'checkpoint', 'killed'), {
      minLength: 1,
      maxLength: 25,
    });
    await assert(
      asyncProperty(steps, async (sequence) => {
        const directory = temporaryDirectory();
        const log = createMemoryLog();
        let checkpointer = started(directory, log);
        let last = await checkpointer.checkpoint(GO_ON);
        for (const step of sequence) {
          if (step === 'append') await log.append([entry('a'), entry('b')]);
          if (step === 'restart') checkpointer = started(directory, log);
          if (step === 'killed') {
            // Killed after the append and before the checkpoint was written.
            await log.append([entry('k')]);
            checkpointer = started(directory, log);
          }
          if (step !== 'checkpoint') continue;
          const next = await checkpointer.checkpoint(GO_ON);
          const { size, root } = next.checkpoint;
          const proof = consistencyProof(next.leaves, last.checkpoint.size, size);
          const { size: oldSize, root: oldRoot } = last.checkpoint;
          expect(verifyConsistency(oldSize, oldRoot, size, root, proof)).toBe(true);
          last = next;
        }
      }),
      { seed, numRuns: 30 },
    );
  });
});

function fileText(directory: string): string | undefined {
  try {
    return readFileSync(join(directory, 'log/checkpoint'), 'utf8');
  } catch {
    // Gone: one of the cases.
    return undefined;
  }
}
