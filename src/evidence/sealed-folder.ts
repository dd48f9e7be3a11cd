import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EvidenceError } from '#domain/errors.ts';
import type { Principal } from '#domain/principal.ts';
import { canonicalJson } from './canonical-json.ts';
import { flushToDisk, writeHashedFile } from './hashed-file.ts';
import { MANIFEST_FILE, type Manifest } from './manifest.ts';
import { PACKED } from './packed-snapshot.ts';
import { type RawAnswers, type WrittenFile, writeRawAnswers } from './raw-answers.ts';
import type { SnapshotSealer } from './seal-snapshot.ts';
import { formatSums, isSafePath, SUMS_FILE } from './sha256-sums.ts';
import type { FileText } from './snapshot-input.ts';
import { mediaTypeOf, roleOf } from './snapshot-layout.ts';

/** What a snapshot that could not be sealed lacks. */
const UNSEALED = {
  files: new Map<string, string>(),
  anchorsConfigured: [],
  anchorsAbsent: ['signature', 'log', 'rfc3161', 'immutableBlob'],
} as const;

/** What only the written files and the seal know of a manifest. */
type Written = 'files' | 'anchorsConfigured' | 'anchorsAbsent';

/** Everything that a sealed folder is made of. */
export interface FolderInput {
  /** The folder above it, made where there is none. */
  readonly within: string;
  readonly name: string;
  /** Every file that is neither an answer nor of the seal, by path. */
  readonly content: ReadonlyMap<string, FileText>;
  readonly raw: RawAnswers;
  readonly manifest: (counts: {
    readonly exchanges: number;
    readonly answers: number;
  }) => Omit<Manifest, Written>;
  /** Absent: it is not sealed. */
  readonly sealer?: SnapshotSealer;
  /** Whether it is kept when it cannot be sealed; what stands for a period must not be. */
  readonly isKeptUnsealed: boolean;
  /** Of the container that runs, `sha256:…`; absent: not known. */
  readonly imageDigest?: string;
  /** Who asked Azure; absent: not known. */
  readonly principal?: Pick<Principal, 'objectId' | 'appId'>;
}

/** A snapshot on the disk. */
export interface WrittenSnapshot {
  readonly path: string;
  readonly manifest: Manifest;
  /** Why it is not sealed; null when it is, or when nobody asked for it. */
  readonly unsealed: EvidenceError | null;
}

/**
 * Writes a folder of evidence, flushed to the disk, complete or not at all: it is put together under another name first. Throws an
 * EvidenceError when it exists already, when an answer is missing or altered, and what kept it from being sealed unless it is kept then.
 */
export async function writeSealedFolder(
  input: FolderInput,
  signal: AbortSignal,
): Promise<WrittenSnapshot> {
  const { name, within } = input;
  if (!isSafePath(name))
    throw new EvidenceError('EVIDENCE_SCAN_ID', `"${name}" cannot name a snapshot.`);
  const path = join(within, name);
  if (existsSync(path) || existsSync(`${path}${PACKED}`)) {
    throw new EvidenceError(
      'EVIDENCE_SNAPSHOT_EXISTS',
      `${path} exists: a snapshot is written once and never again.`,
    );
  }
  const partial = join(within, `.partial-${name}`);
  await rm(partial, { recursive: true, force: true });
  try {
    const filled = await fill(partial, input, signal);
    await rename(partial, path);
    await flushToDisk(within);
    return { path, ...filled };
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

async function fill(
  folder: string,
  input: FolderInput,
  signal: AbortSignal,
): Promise<Omit<WrittenSnapshot, 'path'>> {
  const begun = await attempt(input, async () => await input.sealer?.begin(signal));
  const { files: keys, anchorsConfigured, anchorsAbsent } = begun.value ?? UNSEALED;
  const folders = new Set([folder, join(folder, 'raw')]);
  await mkdir(join(folder, 'raw'), { recursive: true });
  const write = async (path: string, text: FileText | Uint8Array): Promise<WrittenFile> => {
    signal.throwIfAborted();
    if (!isSafePath(path))
      throw new EvidenceError('EVIDENCE_PATH', `"${path}" cannot stand in a snapshot.`);
    const target = join(folder, path);
    folders.add(dirname(target));
    await mkdir(dirname(target), { recursive: true });
    return { path, ...(await writeHashedFile(target, text)) };
  };
  const files: WrittenFile[] = [];
  for (const [path, text] of [...input.content, ...keys]) files.push(await write(path, text));
  const before = await newestIn(input.within);
  const raw = await writeRawAnswers(input.raw, folder, before, signal);
  files.push(...raw.files);
  const manifest = manifestOf(input, files, raw.exchanges, { anchorsConfigured, anchorsAbsent });
  files.push(await write(MANIFEST_FILE, canonicalJson(manifest)));
  const sums = formatSums(files);
  files.push(await write(SUMS_FILE, sums));
  const { imageDigest = null, principal = null } = input;
  const material = { manifest, files, sums, imageDigest, principal };
  const sealed = await attempt(input, async () => await begun.value?.seal(material, signal));
  for (const [path, content] of sealed.value ?? []) await write(path, content);
  for (const each of folders) await flushToDisk(each);
  return { manifest, unsealed: begun.error ?? sealed.error ?? null };
}

/** The folder before that lies plain: names begin with their instant. */
async function newestIn(within: string): Promise<string | undefined> {
  const names = await readdir(within);
  const newest = names
    .filter((name) => isSafePath(name) && !name.endsWith(PACKED))
    .toSorted()
    .at(-1);
  return newest === undefined ? undefined : join(within, newest);
}

/** What can be expected to keep a snapshot from being sealed is a value here, where it is kept all the same. */
async function attempt<T>(
  { isKeptUnsealed }: FolderInput,
  work: () => Promise<T>,
): Promise<{ readonly value?: T; readonly error?: EvidenceError }> {
  try {
    return { value: await work() };
  } catch (error) {
    if (isKeptUnsealed && error instanceof EvidenceError) return { error };
    throw error;
  }
}

function manifestOf(
  { manifest }: FolderInput,
  files: readonly WrittenFile[],
  exchanges: number,
  anchors: Pick<Manifest, 'anchorsConfigured' | 'anchorsAbsent'>,
): Manifest {
  return {
    ...manifest({
      exchanges,
      answers: files.filter(({ path }) => roleOf(path) === 'answer').length,
    }),
    ...anchors,
    files: files
      .map((file) => ({ ...file, mediaType: mediaTypeOf(file.path), role: roleOf(file.path) }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}
