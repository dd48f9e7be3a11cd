import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Digest } from '#domain/reading.ts';
import { MANIFEST_FILE, type Manifest, parseManifest } from './manifest.ts';
import { isSafePath } from './sha256-sums.ts';

/** Where the periods lie, apart from the runs: no period is ever "the newest" snapshot. */
export const PERIODS = 'periods';

export interface ListedSnapshot {
  readonly name: string;
  readonly path: string;
  /** Absent for one of a run. */
  readonly kind?: 'period';
  /** null: it cannot be read; `verifyBundle` says what is wrong. */
  readonly manifest: Manifest | null;
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

async function listFolders(folder: string): Promise<readonly ListedSnapshot[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory() && isSafePath(entry.name))
    .map(({ name }) => name);
  const snapshots: ListedSnapshot[] = [];
  for (const name of names.sort().reverse()) {
    const path = join(folder, name);
    snapshots.push({ name, path, manifest: await readManifest(path) });
  }
  return snapshots;
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

/** Digests of every answer that a snapshot or period of this directory holds. */
export async function snapshotDigests(directory: string): Promise<ReadonlySet<Digest>> {
  const digests = new Set<Digest>();
  const all = [...(await listSnapshots(directory)), ...(await listPeriods(directory))];
  for (const { manifest } of all) {
    for (const file of manifest?.files ?? [])
      if (file.role === 'answer') digests.add(`sha256:${file.sha256}`);
  }
  return digests;
}

/** The manifest of a snapshot in this folder; null: it cannot be read. */
export async function readManifest(path: string): Promise<Manifest | null> {
  const text = await readFile(join(path, MANIFEST_FILE), 'utf8').catch(() => '');
  return parseManifest(text) ?? null;
}
