import type { Digest } from '#domain/reading.ts';
import { idKey } from '#domain/resource-id.ts';
import { type ListedResource, parseInventoryRow } from '#inventory/inventory-row.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';
import type { RecordedSnapshot } from './recorded-snapshot.ts';

/** Finds a resource in the answers that name it; each answer is looked through once. */
export interface RecordedRows {
  /** The entry with its resource as the first of these answers that names it has it; the entry itself where none does. */
  entryIn(entry: InventoryEntry, evidence: readonly Digest[]): InventoryEntry;
}

/** Rows of lists, of Resource Graph's pages and of direct reads. */
export function createRecordedRows(snapshot: Pick<RecordedSnapshot, 'body'>): RecordedRows {
  const read = new Map<Digest, ReadonlyMap<string, ListedResource>>();
  const rowsIn = (digest: Digest): ReadonlyMap<string, ListedResource> => {
    const known = read.get(digest);
    if (known !== undefined) return known;
    const rows = new Map<string, ListedResource>();
    for (const row of rowsOf(snapshot.body(digest.slice('sha256:'.length)) ?? '')) {
      const listed = parseInventoryRow(row, digest, 0);
      if (listed !== undefined) rows.set(idKey(listed.resource.id), listed);
    }
    read.set(digest, rows);
    return rows;
  };
  return {
    entryIn(entry, evidence) {
      const key = idKey(entry.resource.id);
      for (const digest of evidence) {
        const row = rowsIn(digest).get(key);
        if (row !== undefined) return { ...entry, resource: row.resource };
      }
      return entry;
    },
  };
}

function rowsOf(text: string): readonly unknown[] {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // An answer that broke off names nothing.
    return [];
  }
  if (typeof body !== 'object' || body === null) return [];
  if ('value' in body && Array.isArray(body.value)) return body.value;
  if ('data' in body && Array.isArray(body.data)) return body.data;
  return [body];
}
