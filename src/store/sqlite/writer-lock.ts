import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '#domain/errors.ts';
import { type MachineFault, machineFault } from '#domain/machine-fault.ts';

/** Held by the only process that may write; the operating system gives it back however the process ends. */
export interface WriterLock {
  release(): void;
}

/**
 * Takes the exclusive right to write in a state directory, or throws a StoreError that names the process which has it. The lock is
 * one of SQLite on a file of its own, so that readers of the state itself are not shut out.
 */
export function takeWriterLock(directory: string): WriterLock {
  const ownerFile = join(directory, 'writer.pid');
  const lockFile = join(directory, 'writer.lock');
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(lockFile, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock?.close();
    const fault = machineFault(cause);
    if (fault?.code !== 'SQLITE_BUSY') throw lockUnusable(lockFile, fault, cause);
    throw new StoreError(
      'STORE_IN_USE',
      `The state in ${directory} is in use by process ${ownerOf(ownerFile)}. Only one posture service may write it: stop that one, or choose another state directory.`,
      { cause },
    );
  }
  const held = lock;
  try {
    writeFileSync(ownerFile, `${String(process.pid)}\n`);
  } catch (cause) {
    held.close();
    throw lockUnusable(ownerFile, machineFault(cause), cause);
  }
  return { release: () => held.close() };
}

function lockUnusable(file: string, fault: MachineFault | undefined, cause: unknown): StoreError {
  return new StoreError(
    fault?.isFull === true ? 'STORE_FULL' : 'STORE_UNUSABLE',
    `The state cannot be used: ${fault?.place ?? file} ${fault?.meaning ?? 'cannot be written'}.`,
    { cause },
  );
}

function ownerOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    // It is being written right now, or cannot be read by us: the lock is what counts.
    return '(unknown)';
  }
}
