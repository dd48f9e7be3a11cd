import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EvidenceError } from '#domain/errors.ts';
import { replaceFile } from './hashed-file.ts';

/** The newest signed checkpoint, outside the database: whoever sets the database back leaves it behind. */
export interface CheckpointFile {
  /** undefined: none was signed yet. */
  read(): Promise<string | undefined>;
  /** Replaces it, flushed to the disk, whole or not at all. */
  write(note: string): Promise<void>;
  /** Puts it aside under a name of its own: another log begins. */
  retire(): Promise<void>;
}

/** `log/checkpoint` below the evidence directory. */
export function checkpointFile(evidence: string): CheckpointFile {
  const path = join(evidence, 'log', 'checkpoint');
  const write = async (target: string, note: string): Promise<void> => {
    try {
      await replaceFile(target, note);
    } catch (cause) {
      throw new EvidenceError('EVIDENCE_CHECKPOINT', `${target} cannot be written.`, { cause });
    }
  };
  const read = async (): Promise<string | undefined> =>
    existsSync(path) ? await readFile(path, 'utf8') : undefined;
  return {
    read,
    write: async (note) => await write(path, note),
    async retire() {
      const note = await read();
      if (note === undefined) return;
      const name = createHash('sha256').update(note).digest('hex').slice(0, 16);
      await write(`${path}-of-${name}`, note);
    },
  };
}
