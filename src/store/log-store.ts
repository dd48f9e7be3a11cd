import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { StoreError } from '#domain/errors.ts';
import { toMilliseconds } from '#domain/instant.ts';
import type { LogEntry, LogEntryType, RecordedLogEntry } from '#domain/log-entry.ts';
import { leafHash, logBytes } from './log-bytes.ts';
import { readRow } from './rows.ts';

const SIZE = 'SELECT coalesce(max(idx) + 1, 0) AS size FROM log_entry';
const ADD = 'INSERT INTO log_entry (idx, at_ms, type, bytes, leaf) VALUES (?, ?, ?, ?, ?)';
const ENTRIES =
  'SELECT idx AS "index", bytes FROM log_entry WHERE idx >= ? AND idx < ? ORDER BY idx';
const LEAVES = 'SELECT leaf FROM log_entry WHERE idx < ? ORDER BY idx';
const MEMBER = "json_extract(CAST(bytes AS TEXT), '$.body.' || json_quote(?)) = ?";
const FROZEN = "SELECT 1 FROM meta WHERE name = 'log-frozen'";
const FREEZE =
  "INSERT INTO meta (name, value) VALUES ('log-frozen', 'yes') ON CONFLICT (name) DO NOTHING";
const THAW = "DELETE FROM meta WHERE name = 'log-frozen'";

const HASH_BYTES = 32;

const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const SizeRow = z.object({ size: z.number() });
const EntryRow = z.object({ index: z.number(), bytes: Bytes });
const LeafRow = z.object({ leaf: Bytes });

export type LogStore = ReturnType<typeof createLogStore>;

/** The evidence log: entries by number, from 0 without a gap, each with the hash of its leaf. */
export function createLogStore(db: DatabaseSync) {
  const sizeOf = db.prepare(SIZE);
  const add = db.prepare(ADD);
  const entries = db.prepare(ENTRIES);
  const leaves = db.prepare(LEAVES);
  const frozen = db.prepare(FROZEN);
  let isFrozen = false;
  const size = (): number => readRow(SizeRow, sizeOf.get()).size;

  return {
    size,

    /** To be called inside a transaction. Answers the place of the entry; null when nothing may be appended any more. */
    append(entry: LogEntry): number | null {
      if (isFrozen) db.exec(FREEZE);
      if (isFrozen || frozen.get() !== undefined) return null;
      const index = size();
      const bytes = logBytes(entry);
      add.run(index, toMilliseconds(entry.at) ?? 0, entry.type, bytes, leafHash(bytes));
      return index;
    },

    /**
     * Nothing is appended any more, by this process or another one, until the next one opens the state as its writer and looks for
     * itself. Written at once; should a transaction that is open right now come to nothing, then with the next entry refused.
     */
    freeze(): void {
      isFrozen = true;
      db.exec(FREEZE);
    },

    thaw(): void {
      if (frozen.get() !== undefined) db.exec(THAW);
    },

    entries: (from: number, to: number): readonly RecordedLogEntry[] =>
      entries.all(from, to).map((row) => readRow(EntryRow, row)),

    leafHashes(count: number): Uint8Array {
      const hashes = new Uint8Array(count * HASH_BYTES);
      let read = 0;
      for (const row of leaves.iterate(count)) {
        hashes.set(readRow(LeafRow, row).leaf, read * HASH_BYTES);
        read += 1;
      }
      if (read === count) return hashes;
      throw new StoreError(
        'STORE_LOG_SHORT',
        `The evidence log has ${String(read)} of the ${String(count)} entries that it was asked for.`,
      );
    },

    find(
      type: LogEntryType,
      members: Readonly<Record<string, string>>,
    ): RecordedLogEntry | undefined {
      const wanted = Object.entries(members);
      const conditions = ['type = ?', ...wanted.map(() => MEMBER)].join(' AND ');
      const row = db
        .prepare(
          `SELECT idx AS "index", bytes FROM log_entry WHERE ${conditions} ORDER BY idx DESC LIMIT 1`,
        )
        .get(type, ...wanted.flat());
      return row === undefined ? undefined : readRow(EntryRow, row);
    },
  };
}
