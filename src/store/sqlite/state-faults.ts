import { statSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError } from '#domain/errors.ts';
import { machineFault } from '#domain/machine-fault.ts';
import { CURRENT_VERSION } from './migrate.ts';

/** Where the state lies in its directory. */
export function stateFile(directory: string): string {
  return join(directory, 'state.db');
}

/** Throws where there is nothing to open, and says what is there instead of the directory. */
export function refuseAbsent(directory: string): void {
  let cause: unknown;
  try {
    if (statSync(stateFile(directory)).isFile()) return;
  } catch (error) {
    cause = error;
  }
  const fault = machineFault(cause);
  if (fault !== undefined && fault.code !== 'ENOENT') throw unusable(directory, cause);
  throw new StoreError(
    'STORE_ABSENT',
    `There is no readable state in ${directory}. A first scan by the service makes it.`,
    { cause },
  );
}

/** Says what hinders: a state that the machine does not let us use, or an error that says it better itself. */
export function unusable(directory: string, cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause;
  const fault = machineFault(cause);
  const why =
    fault === undefined
      ? `The state in ${directory} cannot be opened.`
      : `The state cannot be used: ${fault.place ?? stateFile(directory)} ${fault.meaning}.`;
  return new StoreError(fault?.isFull === true ? 'STORE_FULL' : 'STORE_UNUSABLE', why, { cause });
}

/** Written by a newer version: there is no way back. */
export function tooNew(version: number): StoreError {
  return new StoreError(
    'STORE_TOO_NEW',
    `The state was written by a newer version of posture (schema ${String(version)}, this one knows ${String(CURRENT_VERSION)}). Use that version, or another state directory.`,
  );
}

/** Of another version than this program's, in either direction. */
export function otherVersion(directory: string, version: number, cause?: unknown): StoreError {
  if (version > CURRENT_VERSION) {
    const { message } = tooNew(version);
    return new StoreError('STORE_OTHER_VERSION', message, { cause });
  }
  return new StoreError(
    'STORE_OTHER_VERSION',
    `The state in ${directory} has schema ${String(version)}, this version of posture works with ${String(CURRENT_VERSION)}. Start the service of this version once to bring it up to date.`,
    { cause },
  );
}

/** What a write failed of, as a person is told it. */
export function asStoreError(cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause;
  const meaning = machineFault(cause)?.meaning;
  const why = meaning === undefined ? '' : ` The state ${meaning}.`;
  const said = `The state could not be written; nothing of it was kept.${why}`;
  return new StoreError('STORE_WRITE_FAILED', said, { cause });
}
