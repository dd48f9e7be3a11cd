import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFile } from './hashed-file.ts';
import { MANIFEST_FILE, type Manifest, parseManifest } from './manifest.ts';
import { isSafePath, parseSums, SUMS_FILE } from './sha256-sums.ts';
import { isSealingFile, mediaTypeOf, REQUIRED_FILES, roleOf } from './snapshot-layout.ts';
import { type Report, verifyContents } from './verify-contents.ts';
import { type FoundEntry, walkFiles } from './walk-files.ts';

/** Something that is not as it was written. */
interface SnapshotProblem {
  /** Relative to the snapshot. */
  readonly path: string;
  readonly message: string;
}

export interface Verification {
  readonly ok: boolean;
  readonly problems: readonly SnapshotProblem[];
  /** Files that were read and hashed. */
  readonly files: number;
  readonly bytes: number;
}

/**
 * Checks a snapshot offline, with nothing but its directory: every listed file is there with its digest and size, nothing else
 * is, the manifest agrees with the sums, and every verdict's answers are present. Reads in small pieces. It proves that the files
 * belong together, not who made them. Never throws for what is wrong with the snapshot.
 */
export async function verifySnapshot(path: string): Promise<Verification> {
  const problems: SnapshotProblem[] = [];
  const report = (at: string, message: string): void => {
    problems.push({ path: at, message });
  };
  const entries = await entriesOf(path, report);
  const present = new Set(entries.filter(({ kind }) => kind === 'file').map((entry) => entry.path));
  const sums = present.has(SUMS_FILE) ? await readSums(path, report) : new Map<string, string>();
  if (entries.length > 0 && !present.has(SUMS_FILE))
    report(SUMS_FILE, 'is missing: nothing can be verified');
  const { sizes, bytes } = await compareDigests(path, sums, present, report);
  const manifest = await readManifest(path, present, report);
  if (manifest !== undefined) {
    compareManifest(manifest, sums, sizes, report);
    await verifyContents(path, manifest, present, report);
  }
  return { ok: problems.length === 0, problems, files: sizes.size, bytes };
}

async function entriesOf(path: string, report: Report): Promise<readonly FoundEntry[]> {
  const stat = await lstat(path).catch(() => undefined);
  if (stat === undefined || !stat.isDirectory()) {
    report('.', stat === undefined ? 'does not exist' : 'is not a directory');
    return [];
  }
  const entries = await walkFiles(path);
  if (entries.length === 0) report('.', 'is empty');
  const names = new Map<string, string>();
  for (const entry of entries) {
    if (entry.kind !== 'file')
      report(entry.path, 'is a link or special file; a snapshot has plain files only');
    if (!isSafePath(entry.path)) report(entry.path, 'has a name that no snapshot contains');
    const other = names.get(entry.path.toLowerCase());
    if (other !== undefined) report(entry.path, `differs from ${other} by case alone`);
    names.set(entry.path.toLowerCase(), entry.path);
  }
  return entries;
}

async function readSums(path: string, report: Report): Promise<ReadonlyMap<string, string>> {
  const { sums, problems } = parseSums(await readFile(join(path, SUMS_FILE), 'utf8'));
  for (const problem of problems) report(SUMS_FILE, problem);
  for (const required of [MANIFEST_FILE, ...REQUIRED_FILES]) {
    if (!sums.has(required)) report(required, 'belongs to every snapshot but is not listed');
  }
  return sums;
}

async function compareDigests(
  path: string,
  sums: ReadonlyMap<string, string>,
  present: ReadonlySet<string>,
  report: Report,
): Promise<{ readonly sizes: ReadonlyMap<string, number>; readonly bytes: number }> {
  const sizes = new Map<string, number>();
  let bytes = 0;
  for (const [file, sha256] of sums) {
    if (!present.has(file)) {
      report(file, 'is listed but missing');
      continue;
    }
    const content = await hashFile(join(path, file));
    sizes.set(file, content.bytes);
    bytes += content.bytes;
    if (content.sha256 !== sha256)
      report(file, `was altered: its sha256 is ${content.sha256}, listed is ${sha256}`);
  }
  for (const file of present) {
    if (file !== SUMS_FILE && !isSealingFile(file) && !sums.has(file))
      report(file, 'was added: it is not listed');
  }
  return { sizes, bytes };
}

async function readManifest(
  path: string,
  present: ReadonlySet<string>,
  report: Report,
): Promise<Manifest | undefined> {
  if (!present.has(MANIFEST_FILE)) return undefined;
  const manifest = parseManifest(await readFile(join(path, MANIFEST_FILE), 'utf8'));
  if (manifest === undefined) report(MANIFEST_FILE, 'is no manifest of a snapshot');
  return manifest;
}

function compareManifest(
  manifest: Manifest,
  sums: ReadonlyMap<string, string>,
  sizes: ReadonlyMap<string, number>,
  report: Report,
): void {
  const listed = new Set<string>();
  for (const file of manifest.files) {
    if (listed.has(file.path)) report(MANIFEST_FILE, `names ${file.path} twice`);
    listed.add(file.path);
    const size = sizes.get(file.path);
    if (!isSafePath(file.path)) {
      report(MANIFEST_FILE, `names a path that leaves the snapshot: ${JSON.stringify(file.path)}`);
    } else if (!sums.has(file.path)) {
      report(MANIFEST_FILE, `names ${file.path}, which ${SUMS_FILE} does not`);
    } else if (sums.get(file.path) !== file.sha256) {
      report(MANIFEST_FILE, `gives ${file.path} another sha256 than ${SUMS_FILE}`);
    }
    if (size !== undefined && size !== file.bytes) {
      report(MANIFEST_FILE, `gives ${file.path} ${file.bytes} bytes, it has ${size}`);
    }
    if (file.role !== roleOf(file.path) || file.mediaType !== mediaTypeOf(file.path)) {
      report(MANIFEST_FILE, `gives ${file.path} a wrong role or media type`);
    }
  }
  for (const file of sums.keys()) {
    if (file !== MANIFEST_FILE && !listed.has(file)) report(MANIFEST_FILE, `does not name ${file}`);
  }
}
