import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { isSafePath, parseSums, SUMS_FILE } from './sha256-sums.ts';
import { isSealingFile } from './snapshot-layout.ts';
import { type BundleSource, readText } from './verify-pieces.ts';
import type { Remarks } from './verify-remarks.ts';

/** What the files are, as they were read. */
export interface ReadFiles {
  /** SHA-256 in hex, by path. */
  readonly digests: ReadonlyMap<string, string>;
  /** What SHA256SUMS says, by path. */
  readonly sums: ReadonlyMap<string, string>;
  readonly bytes: number;
}

/** After so many bytes or files, others get their turn: reading itself does not wait. */
const TURN_BYTES = 16 << 20;
const TURN_FILES = 200;

/** Reads every file once and compares names and digests with SHA256SUMS: nothing changed, nothing missing, nothing added. */
export async function verifyFiles(source: BundleSource, remarks: Remarks): Promise<ReadFiles> {
  checkNames(source, remarks);
  const { digests, bytes } = await hashAll(source);
  const sums = readSums(source, remarks);
  for (const [path, sha256] of sums) {
    const actual = digests.get(path);
    if (actual === undefined) remarks.alter(path, 'is listed but missing');
    else if (actual !== sha256)
      remarks.alter(path, `was altered: its sha256 is ${actual}, listed is ${sha256}`);
    if (path === SUMS_FILE || isSealingFile(path))
      remarks.alter(SUMS_FILE, `names ${path}, which it cannot know`);
  }
  for (const path of digests.keys()) {
    if (path !== SUMS_FILE && !isSealingFile(path) && !sums.has(path))
      remarks.alter(path, 'was added: it is not listed');
  }
  return { digests, sums, bytes };
}

function checkNames({ files }: BundleSource, remarks: Remarks): void {
  const names = new Map<string, string>();
  for (const path of files.keys()) {
    if (!isSafePath(path)) remarks.alter(path, 'has a name that no snapshot contains');
    const other = names.get(path.toLowerCase());
    if (other !== undefined) remarks.alter(path, `differs from ${other} by case alone`);
    names.set(path.toLowerCase(), path);
  }
}

function readSums(source: BundleSource, remarks: Remarks): ReadonlyMap<string, string> {
  const text = readText(source, SUMS_FILE, remarks);
  if (text === undefined) {
    if (source.files.size === 0) remarks.alter('.', 'is empty');
    if (!source.files.has(SUMS_FILE))
      remarks.alter(SUMS_FILE, 'is missing: nothing can be verified');
    return new Map();
  }
  const { sums, problems } = parseSums(text);
  for (const problem of problems) remarks.alter(SUMS_FILE, problem);
  return sums;
}

async function hashAll(source: BundleSource) {
  const digests = new Map<string, string>();
  let bytes = 0;
  let sinceTurn = 0;
  for (const path of source.files.keys()) {
    const digest = createHash('sha256');
    for (const piece of source.pieces(path)) {
      digest.update(piece);
      bytes += piece.length;
      sinceTurn += piece.length;
      if (sinceTurn >= TURN_BYTES) {
        await setImmediate();
        sinceTurn = 0;
      }
    }
    digests.set(path, digest.digest('hex'));
    sinceTurn += TURN_BYTES / TURN_FILES;
  }
  return { digests, bytes };
}
