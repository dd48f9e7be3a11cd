import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { EvidenceError } from '#domain/errors.ts';
import { type BodyStore, createBodyStore } from './body-store.ts';
import { MANIFEST_FILE, type Manifest, parseManifest } from './manifest.ts';
import type { BundleSource } from './verify-pieces.ts';
import type { Remarks } from './verify-remarks.ts';

/** How the name of a packed snapshot ends. */
export const PACKED = '.packed';

/** What a list of snapshots says of one, without its manifest being read. */
export type SnapshotHead = Omit<Manifest, 'files'> & {
  /** Those that the manifest names, and their bytes. */
  readonly totals: { readonly files: number; readonly bytes: number };
};

/** A file of a packed snapshot: what it is made of, one after the other, or where it is short its content. */
export type PackedFile =
  | { readonly bytes: number; readonly pieces: readonly string[] }
  | { readonly base64: string }
  | { readonly text: string };

/** Every file but the answers, which the manifest names and which lie among the bodies under their digests, by path. */
export type PackedFiles = Readonly<Record<string, PackedFile>>;

const LF = 10;
const FIRST_BYTES = 4096;

/** The content of a packed snapshot's file: its head in a line, then everything else as one zstd frame. */
export function packedBytes(head: SnapshotHead, files: PackedFiles): Buffer {
  return Buffer.concat([
    Buffer.from(`${JSON.stringify(head)}\n`),
    zstdCompressSync(Buffer.from(JSON.stringify(files))),
  ]);
}

/** The head of a packed snapshot; null: it cannot be read. */
export function readHead(path: string): SnapshotHead | null {
  let line = '';
  try {
    const file = openSync(path, 'r');
    try {
      const block = Buffer.alloc(FIRST_BYTES);
      for (let end = -1; end === -1; ) {
        const read = readSync(file, block, 0, block.length, null);
        if (read === 0) return null;
        end = block.subarray(0, read).indexOf(LF);
        line += block.toString('latin1', 0, end === -1 ? read : end);
      }
    } finally {
      closeSync(file);
    }
  } catch {
    // Whoever lists snapshots names it all the same; `verifyBundle` says what is wrong.
    return null;
  }
  return parseHead(Buffer.from(line, 'latin1').toString('utf8'));
}

function parseHead(line: string): SnapshotHead | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || !('totals' in value)) return null;
  const { totals, ...rest } = value;
  const manifest = parseManifest(JSON.stringify({ ...rest, files: [] }));
  return manifest === undefined || !isTotals(totals) ? null : { ...headOf(manifest), totals };
}

/** What of a manifest a list of snapshots tells. */
export function headOf({ files, ...head }: Manifest): SnapshotHead {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return { ...head, totals: { files: files.length, bytes } };
}

function isTotals(value: unknown): value is SnapshotHead['totals'] {
  return (
    typeof value === 'object' &&
    value !== null &&
    'files' in value &&
    'bytes' in value &&
    Number.isSafeInteger(value.files) &&
    Number.isSafeInteger(value.bytes)
  );
}

/** A file of a packed snapshot that is no answer; undefined where there is none. Throws an EvidenceError for what is not whole. */
export async function readPackedFile(path: string, name: string): Promise<Buffer | undefined> {
  const file = parseFiles(path, await readFile(path))[name];
  const bodies = createBodyStore(dirname(dirname(path)));
  return file === undefined ? undefined : Buffer.concat([...contentOf(bodies, file)]);
}

/** Digests of what a packed snapshot's files but the answers are made of; throws an EvidenceError for what is not whole. */
export async function packedPieces(path: string): Promise<readonly string[]> {
  return piecesOf(parseFiles(path, await readFile(path)));
}

function piecesOf(files: PackedFiles): readonly string[] {
  return Object.values(files).flatMap((file) => ('pieces' in file ? file.pieces : []));
}

/** Digests of everything that lies among the bodies for a packed snapshot; throws an EvidenceError for what is not whole. */
export async function packedDigests(path: string): Promise<readonly string[]> {
  const files = parseFiles(path, await readFile(path));
  const manifest = manifestIn(path, createBodyStore(dirname(dirname(path))), files);
  return [...piecesOf(files), ...answersIn(manifest).map(({ sha256 }) => sha256)];
}

function parseFiles(path: string, content: Buffer): PackedFiles {
  try {
    const text = zstdDecompressSync(content.subarray(content.indexOf(LF) + 1)).toString('utf8');
    // Whoever wrote it was `packSnapshot`; what somebody altered since does not have the sealed digests.
    return JSON.parse(text) as PackedFiles;
  } catch (cause) {
    throw new EvidenceError('EVIDENCE_DAMAGED', `${path} is not whole: it cannot be unpacked.`, {
      cause,
    });
  }
}

/**
 * A packed snapshot to read as the folder that it was. An answer that is missing or spoilt is remarked, and reads as nothing. Throws an
 * EvidenceError for a file that is not whole.
 */
export function openPacked(path: string, remarks: Remarks): BundleSource {
  const files = parseFiles(path, readFileSync(path));
  const bodies = createBodyStore(dirname(dirname(path)));
  const answers = answersIn(manifestIn(path, bodies, files));
  const sizes = [
    ...Object.entries(files).map(([name, file]) => [name, sizeOf(file)] as const),
    ...answers.map((answer) => [answer.path, answer.bytes] as const),
  ];
  const answer = new Map(answers.map(({ path: name, sha256 }) => [name, sha256]));
  return {
    files: new Map(sizes.toSorted(([a], [b]) => (a < b ? -1 : 1))),
    *pieces(name) {
      const sha256 = answer.get(name);
      const file = files[name] ?? { bytes: 0, pieces: sha256 === undefined ? [] : [sha256] };
      try {
        yield* contentOf(bodies, file);
      } catch (error) {
        if (!(error instanceof EvidenceError)) throw error;
        remarks.alter(name, error.message);
      }
    },
    [Symbol.dispose]: () => undefined,
  };
}

function* contentOf(bodies: BodyStore, file: PackedFile): Generator<Buffer> {
  if ('pieces' in file) for (const sha256 of file.pieces) yield bodies.read(sha256);
  else if ('text' in file) yield Buffer.from(file.text);
  else yield Buffer.from(file.base64, 'base64');
}

function answersIn({ files }: Manifest): Manifest['files'] {
  return files.filter(({ role }) => role === 'answer');
}

function manifestIn(path: string, bodies: BodyStore, files: PackedFiles): Manifest {
  const file = files[MANIFEST_FILE];
  const content = file === undefined ? [] : [...contentOf(bodies, file)];
  const manifest = parseManifest(Buffer.concat(content).toString('utf8'));
  if (manifest !== undefined) return manifest;
  throw new EvidenceError(
    'EVIDENCE_DAMAGED',
    `${path} has no readable manifest: ${basename(path)} was altered, or the disk is failing.`,
  );
}

function sizeOf(file: PackedFile): number {
  if ('pieces' in file) return file.bytes;
  return 'text' in file ? Buffer.byteLength(file.text) : Buffer.from(file.base64, 'base64').length;
}
