import type { Digest } from '#domain/reading.ts';
import { idKey, type ResourceId } from '#domain/resource-id.ts';
import type { Whereabouts } from '#evaluation/whereabouts.ts';
import { type ListedResource, parseInventoryRow } from '#inventory/inventory-row.ts';
import type { InventoryEntry } from '#inventory/scope-answers.ts';
import type { RecordedSnapshot } from './recorded-snapshot.ts';

/** Finds a resource in the answers that name it; each answer is looked through once. */
export interface RecordedRows {
  /** The entry with its resource as the first of these answers that names it has it; the entry itself where none does. */
  entryIn(entry: InventoryEntry, evidence: readonly Digest[]): InventoryEntry;
  /** Where a resource lay as the first of these answers that names it has it; undefined where none does. */
  placeIn(id: ResourceId, evidence: readonly Digest[]): Whereabouts | undefined;
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
  const rowIn = (id: ResourceId, evidence: readonly Digest[]): ListedResource | undefined => {
    for (const digest of evidence) {
      const row = rowsIn(digest).get(idKey(id));
      if (row !== undefined) return row;
    }
    return undefined;
  };
  return {
    entryIn(entry, evidence) {
      const row = rowIn(entry.resource.id, evidence);
      return row === undefined ? entry : { ...entry, resource: row.resource };
    },
    placeIn(id, evidence) {
      const row = rowIn(id, evidence);
      if (row === undefined) return undefined;
      const location = row.resource.location ?? null;
      return { is: 'in-scope', evidence: [row.digest], at: [], location };
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
