import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EvidenceError } from '#domain/errors.ts';
import type { Instant } from '#domain/instant.ts';
import type { Digest } from '#domain/reading.ts';
import { MANIFEST_FILE, type Manifest, parseManifest } from './manifest.ts';
import {
  headOf,
  PACKED,
  packedDigests,
  packedPieces,
  readHead,
  readPackedFile,
  type SnapshotHead,
} from './packed-snapshot.ts';
import { isSafePath } from './sha256-sums.ts';
import { createRemarks } from './verify-remarks.ts';
import { openSource } from './verify-source.ts';

/** Where the periods lie, apart from the runs: no period is ever "the newest" snapshot. */
export const PERIODS = 'periods';

export interface ListedSnapshot {
  readonly name: string;
  readonly path: string;
  /** Absent for one of a run. */
  readonly kind?: 'period';
  /** null: it cannot be read; `verifyBundle` says what is wrong. */
  readonly manifest: SnapshotHead | null;
}

/** The snapshots of runs in an evidence directory, newest first; what was never finished is not among them. */
export async function listSnapshots(directory: string): Promise<readonly ListedSnapshot[]> {
  return await listFolders(join(directory, 'snapshots'));
}

/** The sealed periods of an evidence directory, the one that began last first. */
export async function listPeriods(directory: string): Promise<readonly ListedSnapshot[]> {
  const periods = await listFolders(join(directory, PERIODS));
  return periods.map((period) => ({ ...period, kind: 'period' }));
}

/** Of one that lies plain and packed, as a kill left it, the packed one: it is whole. */
async function listFolders(folder: string): Promise<readonly ListedSnapshot[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { withFileTypes: true });
  const forms = new Map<string, string>();
  for (const entry of entries.filter(({ name }) => isSafePath(name))) {
    const isPacked = entry.isFile() && entry.name.endsWith(PACKED);
    const name = isPacked ? entry.name.slice(0, -PACKED.length) : entry.name;
    if (isPacked || (entry.isDirectory() && !forms.has(name))) forms.set(name, entry.name);
  }
  const snapshots: ListedSnapshot[] = [];
  for (const [name, form] of [...forms].toSorted(([a], [b]) => (a < b ? 1 : -1))) {
    const path = join(folder, form);
    snapshots.push({ name, path, manifest: await headAt(path) });
  }
  return snapshots;
}

async function headAt(path: string): Promise<SnapshotHead | null> {
  if (path.endsWith(PACKED)) return readHead(path);
  const manifest = await readManifest(path);
  return manifest === null ? null : headOf(manifest);
}

/** The snapshot or period of this name, or the only one whose name or scan id begins with it; undefined when there is none or several. */
export async function findSnapshot(
  directory: string,
  name: string,
): Promise<ListedSnapshot | undefined> {
  const all = [...(await listSnapshots(directory)), ...(await listPeriods(directory))];
  const exact = all.find(
    (snapshot) => snapshot.name === name || snapshot.manifest?.scanId === name,
  );
  if (exact !== undefined) return exact;
  const begun = all.filter(
    (each) => each.name.startsWith(name) || each.manifest?.scanId.startsWith(name) === true,
  );
  return begun.length === 1 ? begun[0] : undefined;
}

/**
 * Digests of everything that the snapshots and periods of this directory need whose time ended before `before`; those that lie plain
 * hold their answers themselves. Undefined where one is not whole: nobody knows what it needs.
 */
export async function snapshotDigests(
  directory: string,
  before: Instant,
): Promise<ReadonlySet<Digest> | undefined> {
  const digests = new Set<Digest>();
  const all = [...(await listSnapshots(directory)), ...(await listPeriods(directory))];
  for (const { path, manifest } of all) {
    if (!path.endsWith(PACKED) || (manifest !== null && manifest.period.to >= before)) continue;
    const needed = await packedDigests(path).catch(notWhole);
    if (needed === undefined) return undefined;
    for (const sha256 of needed) digests.add(`sha256:${sha256}`);
  }
  return digests;
}

/** Digests of what the packed snapshots and periods are made of, but for their answers; undefined where one is not whole. */
export async function snapshotPieces(directory: string): Promise<ReadonlySet<Digest> | undefined> {
  const digests = new Set<Digest>();
  const all = [...(await listSnapshots(directory)), ...(await listPeriods(directory))];
  for (const { path } of all) {
    if (!path.endsWith(PACKED)) continue;
    const pieces = await packedPieces(path).catch(notWhole);
    if (pieces === undefined) return undefined;
    for (const sha256 of pieces) digests.add(`sha256:${sha256}`);
  }
  return digests;
}

function notWhole(error: unknown): undefined {
  if (!(error instanceof EvidenceError)) throw error;
}

/** A file of a snapshot or bundle, in whichever form it lies; undefined where there is none. Throws an EvidenceError for what is not whole. */
export async function readSnapshotFile(path: string, name: string): Promise<Buffer | undefined> {
  if (path.endsWith(PACKED)) return await readPackedFile(path, name);
  if (!path.endsWith('.zip')) {
    const plain = await readFile(join(path, name)).catch(() => undefined);
    // It may have been packed since somebody looked for it.
    const isPacked = plain === undefined && !existsSync(path) && existsSync(`${path}${PACKED}`);
    return isPacked ? await readPackedFile(`${path}${PACKED}`, name) : plain;
  }
  using source = await openSource(path, createRemarks());
  if (!source.files.has(name)) return undefined;
  const pieces: Buffer[] = [];
  for (const piece of source.pieces(name)) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

/** The manifest of a snapshot; null: it cannot be read. */
export async function readManifest(path: string): Promise<Manifest | null> {
  const text = await readSnapshotFile(path, MANIFEST_FILE).catch(() => undefined);
  return parseManifest(text?.toString('utf8') ?? '') ?? null;
}
