import { z } from 'zod';
import { StoreError } from '#domain/errors.ts';
import { toMilliseconds } from '#domain/instant.ts';
import type { LogEntry, LogEntryType, RecordedLogEntry } from '#domain/log-entry.ts';
import type { Connection } from './connection.ts';
import { inBatches } from './in-batches.ts';
import { leafHash, logBytes } from './log-bytes.ts';
import { Bytes, readJson, readRow } from './rows.ts';

const SIZE = 'SELECT coalesce(max(idx) + 1, 0) AS size FROM log_entry';
const ADD = `INSERT INTO log_entry (idx, at_ms, type, bytes, leaf)
  VALUES ((SELECT coalesce(max(idx) + 1, 0) FROM log_entry), ?, ?, ?, ?) RETURNING idx AS "index"`;
const ENTRIES =
  'SELECT idx AS "index", bytes FROM log_entry WHERE idx >= ? AND idx < ? ORDER BY idx';
const LEAVES = 'SELECT leaf FROM log_entry WHERE idx >= ? AND idx < ? ORDER BY idx';
const NEWEST_OF_TYPE = `SELECT idx AS "index", bytes FROM log_entry WHERE type = ? AND idx < ?
  ORDER BY idx DESC LIMIT ?`;
const FROZEN = "SELECT 1 FROM meta WHERE name = 'log-frozen'";
const FREEZE =
  "INSERT INTO meta (name, value) VALUES ('log-frozen', 'yes') ON CONFLICT (name) DO NOTHING";
const THAW = "DELETE FROM meta WHERE name = 'log-frozen'";

const HASH_BYTES = 32;
/** How many leaves, and how many entries, are fetched in one go. */
const LEAVES_AT_ONCE = 10_000;
const ENTRIES_AT_ONCE = 200;

const SizeRow = z.object({ size: z.number() });
const EntryRow = z.object({ index: z.number(), bytes: Bytes });
const LeafRow = z.object({ leaf: Bytes });
const IndexRow = EntryRow.pick({ index: true });
const Entry = z.object({ body: z.record(z.string(), z.unknown()) });

export type LogStore = ReturnType<typeof createLogStore>;

/** The evidence log: entries by number, from 0 without a gap, each with the hash of its leaf. */
export function createLogStore({ get, all, run }: Connection) {
  let isFrozen = false;

  async function add({ type, at, body }: LogEntry): Promise<number> {
    const bytes = logBytes({ type, at, body });
    const added = await get(ADD, toMilliseconds(at) ?? 0, type, bytes, leafHash(bytes));
    return readRow(IndexRow, added).index;
  }

  /** To be called inside a transaction. Answers the places of the entries, none when nothing may be appended any more. */
  async function appendAll(entries: readonly LogEntry[]): Promise<readonly number[]> {
    if (isFrozen) await run(FREEZE);
    if (isFrozen || (await get(FROZEN)) !== undefined) return [];
    return await inBatches(entries, add);
  }

  return {
    size: async (): Promise<number> => readRow(SizeRow, await get(SIZE)).size,

    append: async (entry: LogEntry): Promise<number | null> =>
      (await appendAll([entry]))[0] ?? null,

    appendAll,

    /**
     * Nothing is appended any more: from now on by this process, and from the next transaction that would append on by any other one
     * either, until one opens the state as its writer and looks for itself.
     */
    freeze(): void {
      isFrozen = true;
    },

    async thaw(): Promise<void> {
      await run(THAW);
    },

    entries: async (from: number, to: number): Promise<readonly RecordedLogEntry[]> =>
      (await all(ENTRIES, from, to)).map((row) => readRow(EntryRow, row)),

    async leafHashes(count: number): Promise<Uint8Array> {
      const hashes = new Uint8Array(count * HASH_BYTES);
      let read = 0;
      for (let from = 0; from < count; from += LEAVES_AT_ONCE) {
        for (const row of await all(LEAVES, from, Math.min(from + LEAVES_AT_ONCE, count))) {
          hashes.set(readRow(LeafRow, row).leaf, read * HASH_BYTES);
          read += 1;
        }
      }
      if (read === count) return hashes;
      throw new StoreError(
        'STORE_LOG_SHORT',
        `The evidence log has ${String(read)} of the ${String(count)} entries that it was asked for.`,
      );
    },

    /** The newest of the type whose body has these members. */
    async find(
      type: LogEntryType,
      members: Readonly<Record<string, string>>,
    ): Promise<RecordedLogEntry | undefined> {
      const wanted = Object.entries(members);
      const isWanted = ({ bytes }: RecordedLogEntry): boolean => {
        const { body } = readJson(Entry, Buffer.from(bytes).toString('utf8'));
        return wanted.every(([name, value]) => body[name] === value);
      };
      let before: number | undefined = Number.MAX_SAFE_INTEGER;
      while (before !== undefined) {
        const rows = await all(NEWEST_OF_TYPE, type, before, ENTRIES_AT_ONCE);
        const entries: readonly RecordedLogEntry[] = rows.map((row) => readRow(EntryRow, row));
        const found = entries.find(isWanted);
        if (found !== undefined) return found;
        before = entries.at(-1)?.index;
      }
      return undefined;
    },
  };
}
