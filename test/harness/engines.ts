import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe } from 'vitest';
import { onServer, POSTGRES, postgresServer } from './postgres-server.ts';

/** Places for states on one engine; they are gone after the test. */
export interface Places {
  /** For `openStore` alone. */
  readonly alone: () => Promise<string>;
  /** One that several processes may open. */
  readonly shared: () => Promise<string>;
  /** How often a random test draws: less often where each statement goes through a socket. */
  readonly draws: (onSqlite: number) => number;
}

/** The same tests on each engine of the state. Where PostgreSQL is not installed, its half is told to be left out. */
export function onEachEngine(tests: (places: Places) => void): void {
  describe('on SQLite', () => {
    tests(sqlitePlaces());
  });
  onPostgres('on PostgreSQL', tests);
}

/** Tests of what PostgreSQL alone has; where it is not installed their name says so, and they are left out. */
export function onPostgres(name: string, tests: (places: Places) => void): void {
  const isThere = POSTGRES !== undefined;
  describe.skipIf(!isThere)(
    isThere ? name : `${name} (left out: PostgreSQL is not installed)`,
    () => {
      tests(postgresPlaces());
    },
  );
}

function sqlitePlaces(): Places {
  const made: string[] = [];
  afterEach(() => {
    for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
  });
  return {
    alone: async () => await Promise.resolve(':memory:'),
    draws: (onSqlite) => onSqlite,
    async shared() {
      const directory = mkdtempSync(join(tmpdir(), 'posture-store-'));
      made.push(directory);
      return await Promise.resolve(directory);
    },
  };
}

let count = 0;

/** Each state in a schema of its own. */
function postgresPlaces(): Places {
  const made: string[] = [];
  afterEach(async () => {
    if (made.length === 0) return;
    const { address } = await postgresServer(POSTGRES ?? '');
    await onServer(address, made.splice(0).map(endSessions).join(';'));
  });
  const make = async (): Promise<string> => {
    const { address } = await postgresServer(POSTGRES ?? '');
    count += 1;
    const schema = `state_${String(process.pid)}_${String(count)}`;
    await onServer(address, `CREATE SCHEMA ${schema}`);
    made.push(schema);
    return `${address}&options=${encodeURIComponent(`-c search_path=${schema}`)}`;
  };
  return { alone: make, shared: make, draws: (onSqlite) => Math.ceil(onSqlite / 10) };
}

/** Many tests leave their state open. */
function endSessions(schema: string): string {
  return `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND CAST(objid AS bigint) =
    CAST(hashtext('${schema}') AS bigint) & 4294967295; DROP SCHEMA ${schema} CASCADE`;
}
