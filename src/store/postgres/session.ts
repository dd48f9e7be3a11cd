import { hostname } from 'node:os';
import { Client, type CustomTypesConfig, type QueryResult, types } from 'pg';
import type { Value } from '../connection.ts';
import { cannotOpen } from './state-faults.ts';

const CONNECT_MS = 10_000;
/** How long a write waits for another one: a scan's long transaction may be under way. */
const LOCK_WAIT = '15s';
/** A process that stands still in the middle of its transaction must not hold up everybody else for ever. */
const STANDSTILL = '60s';
/**
 * A process whose machine vanished lets go of the state within half a minute. Without a meaning on a Unix socket, where nobody vanishes
 * without a word.
 */
const KEEP_ALIVE =
  'SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3';

/** Counts, sums and places are whole numbers far below 2^53. */
const NUMBERS: ReadonlySet<number> = new Set([types.builtins.INT8, types.builtins.NUMERIC]);
const TYPES: CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    NUMBERS.has(oid) && format !== 'binary' ? Number : types.getTypeParser(oid, format),
};

/** What a statement answered. */
export interface Answer {
  readonly rows: readonly unknown[];
  readonly count: number;
  /** What was done, in the words of PostgreSQL: `SELECT`, `COMMIT`, `ROLLBACK`. */
  readonly command: string;
}

/** One connection to the server. Statements are on their way when the call returns, and take effect in their order. */
export interface Session {
  readonly ask: (sql: string, values: readonly Value[]) => Promise<Answer>;
  /** Statements without values, all in one go; what the last of them answered. */
  readonly command: (sql: string) => Promise<Answer>;
  /** The server, or the way to it, is gone. */
  readonly isLost: () => boolean;
  readonly end: () => void;
}

/** Signs in. Throws a StoreError that says what hinders and how to mend it. */
export async function openSession(address: string): Promise<Session> {
  const client = new Client({
    connectionString: address,
    application_name: `posture ${String(process.pid)}@${hostname()}`.slice(0, 63),
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: CONNECT_MS,
    // What belongs to one piece of work is sent without waiting for each answer.
    pipeline: true,
    types: TYPES,
  });
  let isLost = false;
  // Whatever is under way is told so as well; the next piece of work connects anew.
  client.on('error', () => (isLost = true));
  client.on('end', () => (isLost = true));
  const names = new Map<string, { readonly name: string; readonly text: string }>();

  function prepared(sql: string): { readonly name: string; readonly text: string } {
    const known = names.get(sql);
    if (known !== undefined) return known;
    const made = { name: `posture_${String(names.size)}`, text: withNumbers(sql) };
    names.set(sql, made);
    return made;
  }

  try {
    await client.connect();
    await client.query(
      `SET lock_timeout = '${LOCK_WAIT}'; SET idle_in_transaction_session_timeout = '${STANDSTILL}'; ${KEEP_ALIVE}`,
    );
  } catch (cause) {
    client.end().catch(() => undefined);
    throw cannotOpen(address, cause);
  }
  return {
    async ask(sql, values) {
      return answerOf(await client.query({ ...prepared(sql), values: values.map(storable) }));
    },
    async command(sql) {
      // With several statements there are as many results, which the types do not say.
      const results = [await client.query(sql)].flat();
      return answerOf(results.at(-1));
    },
    isLost: () => isLost,
    end() {
      isLost = true;
      client.end().catch(() => undefined);
    },
  };
}

function answerOf(result: QueryResult<Record<string, unknown>> | undefined): Answer {
  return {
    rows: result?.rows ?? [],
    count: result?.rowCount ?? 0,
    command: result?.command ?? '',
  };
}

/** Each `?` by its place, and `?1` by its number. None of the statements has one within a text. */
function withNumbers(sql: string): string {
  let place = 0;
  return sql.replaceAll(/\?(?<number>\d*)/gu, (_all, number: string) => {
    place += 1;
    return `$${number === '' ? String(place) : number}`;
  });
}

/** PostgreSQL's texts hold every character but NUL. */
function storable(value: Value): Value {
  return typeof value === 'string' ? value.replaceAll('\0', '\u{FFFD}') : value;
}
