import type { LogEntry, RecordedLogEntry } from '#domain/log-entry.ts';
import type { LogReader } from '#domain/state-store.ts';
import { leafHash } from '#merkle-log/tree.ts';

/** An evidence log without a database, with the hands of somebody who alters it. */
export interface MemoryLog extends LogReader {
  append(entries: readonly LogEntry[]): Promise<number>;
  freeze(): void;
  readonly isFrozen: boolean;
  /** Forgets all but the first `size` entries, as a database set back does. */
  rollBack(size: number): void;
  /** Puts other bytes in the place of an entry; its leaf hash too when `rehash`. */
  alter(index: number, bytes: Uint8Array, rehash: boolean): void;
}

export function createMemoryLog(): MemoryLog {
  let entries: Uint8Array[] = [];
  let leaves: Uint8Array[] = [];
  let isFrozen = false;
  const recorded = (): RecordedLogEntry[] => entries.map((bytes, index) => ({ index, bytes }));
  return {
    size: async () => await Promise.resolve(entries.length),
    entries: async (from, to) => await Promise.resolve(recorded().slice(from, to)),
    leafHashes: async (size) => await Promise.resolve(Buffer.concat(leaves.slice(0, size))),
    async find(type, members) {
      const matching = recorded().findLast(({ bytes }) => {
        const entry = JSON.parse(Buffer.from(bytes).toString('utf8')) as LogEntry;
        const isMeant = Object.entries(members).every(
          ([name, value]) => entry.body[name] === value,
        );
        return entry.type === type && isMeant;
      });
      return await Promise.resolve(matching);
    },
    async append(added) {
      if (isFrozen) return await Promise.resolve(-1);
      const first = entries.length;
      for (const { at, body, type } of added) {
        const bytes = Buffer.from(JSON.stringify({ at, body: sorted(body), type }), 'utf8');
        entries.push(bytes);
        leaves.push(leafHash(bytes));
      }
      return first;
    },
    freeze: () => {
      isFrozen = true;
    },
    get isFrozen() {
      return isFrozen;
    },
    rollBack(size) {
      entries = entries.slice(0, size);
      leaves = leaves.slice(0, size);
    },
    alter(index, bytes, rehash) {
      entries[index] = bytes;
      if (rehash) leaves[index] = leafHash(bytes);
    },
  };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => sorted(item));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, member]) => [name, sorted(member)]));
}
