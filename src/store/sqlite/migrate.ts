import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '#domain/errors.ts';
import { STATE } from './migrations/0001-state.ts';
import { ALERTS } from './migrations/0002-alerts.ts';
import { ALERT_LIFE } from './migrations/0003-alert-life.ts';
import { ITEMS_AND_EXCEPTIONS } from './migrations/0004-items-and-exceptions.ts';
import { MEMBERS } from './migrations/0005-members.ts';
import { FORMER_CHECKS } from './migrations/0006-former-checks.ts';
import { ATTESTATIONS } from './migrations/0007-attestations.ts';

/** In order; the version of a file is how many of them it has seen. Append only: a released one is never changed. */
const MIGRATIONS: readonly string[] = [
  STATE,
  ALERTS,
  ALERT_LIFE,
  ITEMS_AND_EXCEPTIONS,
  MEMBERS,
  FORMER_CHECKS,
  ATTESTATIONS,
];

export const CURRENT_VERSION = MIGRATIONS.length;

/** Version of the schema in a file; 0 for an empty one. */
export function schemaVersion(db: DatabaseSync): number {
  const row = db.prepare('PRAGMA user_version').get();
  const version = row?.['user_version'];
  return typeof version === 'number' ? version : 0;
}

/**
 * Brings a file to the current version, each step in a transaction of its own; a file that is not new is copied first, beside
 * itself. Throws a StoreError for a file that a newer version has written: there is no way back.
 */
export function migrate(db: DatabaseSync, directory: string | undefined): void {
  const version = schemaVersion(db);
  if (version > CURRENT_VERSION) {
    throw new StoreError(
      'STORE_TOO_NEW',
      `The state was written by a newer version of posture (schema ${String(version)}, this one knows ${String(CURRENT_VERSION)}). Use that version, or another state directory.`,
    );
  }
  if (version === CURRENT_VERSION) return;
  if (version > 0 && directory !== undefined) {
    const copy = join(directory, `state.schema-${String(version)}.db`);
    // What a crash in the middle of copying left behind.
    rmSync(copy, { force: true });
    db.prepare('VACUUM INTO ?').run(copy);
  }
  for (const [index, statements] of MIGRATIONS.entries()) {
    if (index < version) continue;
    db.exec(`BEGIN IMMEDIATE; ${statements}; PRAGMA user_version = ${String(index + 1)}; COMMIT`);
  }
}
