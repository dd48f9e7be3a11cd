import { mkdirSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '#domain/errors.ts';
import { machineFault } from '#domain/machine-fault.ts';
import type { Engine } from '../connection.ts';
import { refuseNetworkFileSystem } from './file-system.ts';
import { CURRENT_VERSION, migrate, schemaVersion } from './migrate.ts';
import { sqliteEngine } from './sqlite-engine.ts';
import { otherVersion, refuseAbsent, stateFile, tooNew, unusable } from './state-faults.ts';
import { takeWriterLock } from './writer-lock.ts';

/** How long a person's write waits: a scan's long transaction may hold the file. */
const OPERATOR_BUSY_MS = 15_000;
/** How long a reader waits for the writer's moment of exclusiveness. */
const BUSY_MS = 5_000;

/**
 * Opens the state for its only writer, makes or migrates it, and checks it. `:memory:` is a state that nobody else sees and that
 * ends with the process. Throws a StoreError when it is in use, damaged, too new, or on a network file system.
 */
export function openForWriting(directory: string): Engine {
  if (directory === ':memory:') {
    const db = new DatabaseSync(':memory:');
    prepare(db, undefined);
    return sqliteEngine(db, () => db.close());
  }
  try {
    mkdirSync(directory, { recursive: true });
    refuseNetworkFileSystem(directory);
  } catch (cause) {
    throw unusable(directory, cause);
  }
  const lock = takeWriterLock(directory);
  let db: DatabaseSync | undefined;
  try {
    const opened = new DatabaseSync(stateFile(directory), { timeout: BUSY_MS });
    db = opened;
    checkWhole(opened, directory);
    prepare(opened, directory);
    return sqliteEngine(opened, () => {
      opened.close();
      lock.release();
    });
  } catch (cause) {
    db?.close();
    lock.release();
    throw unusable(directory, cause);
  }
}

/** Opens the state for questions only, also while a service writes it. Throws a StoreError when there is none or it is of another version. */
export function openForReading(directory: string): Engine {
  refuseAbsent(directory);
  let db: DatabaseSync | undefined;
  try {
    const opened = new DatabaseSync(stateFile(directory), { readOnly: true, timeout: BUSY_MS });
    db = opened;
    opened.exec('PRAGMA query_only = ON');
    const version = schemaVersion(opened);
    if (version !== CURRENT_VERSION) throw otherVersion(directory, version);
    return sqliteEngine(opened, () => opened.close());
  } catch (cause) {
    db?.close();
    throw unusable(directory, cause);
  }
}

/**
 * Opens the state for short writes beside the service that holds it. An older one is brought up to date first, if nobody holds it.
 * Throws a StoreError when there is none, or when it is of another version and held.
 */
export function openForOperator(directory: string): Engine {
  refuseAbsent(directory);
  const { db: opened, version } = openBeside(directory);
  if (version === CURRENT_VERSION) return sqliteEngine(opened, () => opened.close());
  opened.close();
  if (version > CURRENT_VERSION) throw tooNew(version);
  try {
    openForWriting(directory).close();
  } catch (cause) {
    if (cause instanceof StoreError && cause.code === 'STORE_IN_USE')
      throw otherVersion(directory, version, cause);
    throw cause;
  }
  const { db: mended } = openBeside(directory);
  return sqliteEngine(mended, () => mended.close());
}

function openBeside(directory: string): { readonly db: DatabaseSync; readonly version: number } {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(stateFile(directory), { timeout: OPERATOR_BUSY_MS });
    db.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
    return { db, version: schemaVersion(db) };
  } catch (cause) {
    db?.close();
    throw unusable(directory, cause);
  }
}

function prepare(db: DatabaseSync, directory: string | undefined): void {
  // FULL: what is acknowledged survives a loss of power.
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
  migrate(db, directory);
}

function checkWhole(db: DatabaseSync, directory: string): void {
  const problems = readProblems(db);
  if (problems === undefined) return;
  throw new StoreError(
    'STORE_DAMAGED',
    `The state in ${directory} is damaged (${problems}). Move it away and restore a copy; a new one begins with a first scan.`,
  );
}

/** What is wrong with a file that is a database; a fault of the machine is thrown on, it says nothing of the content. */
function readProblems(db: DatabaseSync): string | undefined {
  try {
    const rows = db.prepare('PRAGMA quick_check(1)').all();
    const words = rows.map((row) => String(row['quick_check'])).join('; ');
    return words === 'ok' ? undefined : words;
  } catch (cause) {
    const code = machineFault(cause)?.code ?? '';
    if (!['SQLITE_CORRUPT', 'SQLITE_NOTADB', ''].includes(code)) throw cause;
    return cause instanceof Error ? cause.message : 'it cannot be read';
  }
}
