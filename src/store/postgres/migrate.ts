import { StoreError } from '#domain/errors.ts';
import { STATE } from './migrations/0001-state.ts';
import { PARTS } from './migrations/0002-parts.ts';
import { ATTESTATIONS } from './migrations/0003-attestations.ts';
import type { Session } from './session.ts';
import { otherVersion, placeOf } from './state-faults.ts';
import { beginWriting, textOf } from './transactions.ts';

/** In order; the version of a state is how many of them it has seen. Append only: a released one is never changed. */
const MIGRATIONS: readonly string[] = [STATE, PARTS, ATTESTATIONS];

export const CURRENT_VERSION = MIGRATIONS.length;

const THERE = "SELECT CAST(to_regclass('posture_schema') AS text) AS name";
const VERSION = 'SELECT CAST(max(version) AS text) AS version FROM posture_schema';
const MAKE = 'CREATE TABLE posture_schema (version INTEGER PRIMARY KEY)';
const SURROUNDINGS =
  "SELECT current_schema() AS schema, current_setting('server_encoding') AS encoding";

/** Version of the schema in a database; 0 for one that posture has not written yet. */
export async function schemaVersion(session: Session): Promise<number> {
  if (textOf((await session.ask(THERE, [])).rows[0], 'name') === '') return 0;
  return Number(textOf((await session.ask(VERSION, [])).rows[0], 'version'));
}

/**
 * Brings a database to the current version, each step in a transaction of its own, of which a crash leaves nothing or all. To be called
 * by the only writer. Throws a StoreError for a database that a newer version has written: there is no way back.
 */
export async function migrate(session: Session, address: string): Promise<void> {
  const version = await schemaVersion(session);
  if (version > CURRENT_VERSION) throw otherVersion(address, version, CURRENT_VERSION);
  for (const [index, statements] of MIGRATIONS.entries()) {
    if (index < version) continue;
    const make = index === 0 ? MAKE : '';
    const seen = `INSERT INTO posture_schema (version) VALUES (${String(index + 1)})`;
    try {
      await beginWriting(session);
      await session.command(`${make}; ${statements}; ${seen}`);
      await session.command('COMMIT');
    } catch (cause) {
      await session.command('ROLLBACK').catch(() => undefined);
      throw cause;
    }
  }
}

/** Throws a StoreError for a database that cannot hold texts of every script, or has no schema to write in. */
export async function refuseUnfit(session: Session, address: string): Promise<void> {
  const [row] = (await session.ask(SURROUNDINGS, [])).rows;
  const place = placeOf(address);
  if (textOf(row, 'encoding') !== 'UTF8')
    throw new StoreError(
      'STORE_UNUSABLE',
      `The state cannot be used: ${place} does not keep its texts as UTF-8. Make one that does (CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0).`,
    );
  if (textOf(row, 'schema') === '')
    throw new StoreError(
      'STORE_UNUSABLE',
      `The state cannot be used: ${place} has no schema that this user writes in. Make it (CREATE SCHEMA), or set another search_path.`,
    );
}
