import { formatVkey } from '#merkle-log/signed-note.ts';
import type { Manifest } from './manifest.ts';
import { SEALING_FILES } from './snapshot-layout.ts';
import { verifyAnchors } from './verify-anchors.ts';
import { verifyContents } from './verify-contents.ts';
import { type ReadFiles, verifyFiles } from './verify-files.ts';
import { type TrustedKey, verifyHistory, verifyTrust, verifyWindow } from './verify-keys.ts';
import { verifyLog, verifyOutsidePrior } from './verify-log.ts';
import { verifyManifest } from './verify-manifest.ts';
import type { BundleSource } from './verify-pieces.ts';
import { createRemarks, type RemarkGroups, type Remarks, statusOf } from './verify-remarks.ts';
import { verifySignature } from './verify-signature.ts';
import { openSource } from './verify-source.ts';
import { verifyEntry, verifyStatement } from './verify-statement.ts';

/** What a reader brings along, from outside the bundle. */
export interface Outside {
  readonly trusted: readonly TrustedKey[];
  /** The note of a checkpoint that he kept; the log must continue it. */
  readonly prior?: string;
}

/** What a verification found. */
export interface Verification extends RemarkGroups {
  /** 0 verified, 1 altered, 2 verified but incomplete, 3 nobody who is trusted vouches for it. */
  readonly status: 0 | 1 | 2 | 3;
  /** Files that were read and hashed. */
  readonly files: number;
  readonly bytes: number;
  /** Of the key that signed, and when it was sealed by the log's own word; null when it was not sealed or that cannot be read. */
  readonly sealed: { readonly key: string; readonly at: string } | null;
}

/**
 * Verifies a snapshot or bundle, a folder or a zip, offline, by docs/evidence-format.md: nothing was altered, added or taken away; its
 * parts agree; who sealed it, and that the log has it. Memory does not grow with its bytes, only with the number of its files. Throws
 * an EvidenceError when there is nothing to read; what is wrong with the bundle is part of the answer.
 */
export async function verifyBundle(
  path: string,
  outside: Outside = { trusted: [] },
): Promise<Verification> {
  const remarks = createRemarks();
  using source = await openSource(path, remarks);
  const files = await verifyFiles(source, remarks);
  const manifest = verifyManifest(source, files, remarks);
  if (manifest !== undefined) verifyContents(source, files, manifest, remarks);
  const sealed = verifySeal(source, files, manifest, outside, remarks);
  const { altered, untrusted, incomplete, stated } = remarks;
  return {
    status: statusOf(remarks),
    altered,
    untrusted,
    incomplete,
    stated,
    files: source.files.size,
    bytes: files.bytes,
    sealed: sealed ?? null,
  };
}

function verifySeal(
  source: BundleSource,
  files: ReadFiles,
  manifest: Manifest | undefined,
  { trusted, prior }: Outside,
  remarks: Remarks,
): Verification['sealed'] | undefined {
  if (!isSealed(source, remarks) || manifest === undefined) return undefined;
  const said = verifyStatement(source, files, manifest, remarks);
  const key = verifySignature(source, remarks);
  const log = verifyLog(source, said ?? {}, remarks);
  if (log !== undefined && prior !== undefined) verifyOutsidePrior(prior, log, remarks);
  verifyAnchors(source, manifest, remarks);
  const keys = verifyHistory(source, remarks);
  if (key === undefined) return undefined;
  const at = verifyEntry(source, files, manifest, key, remarks);
  if (at === undefined) return undefined;
  verifyWindow(keys, 'attest', ({ fingerprint }) => fingerprint === key, at, remarks);
  if (log !== undefined)
    verifyWindow(keys, 'log', ({ vkey }) => vkey === formatVkey(log.key), at, remarks);
  verifyTrust(trusted, keys, key, at, remarks);
  return { key, at };
}

/** Whether there is a seal; one of which a part is missing is remarked. */
function isSealed({ files }: BundleSource, remarks: Remarks): boolean {
  const expected = [...SEALING_FILES, ...KEY_FILES];
  const present = SEALING_FILES.filter((path) => files.has(path));
  if (present.length === 0 && !files.has('attestation.tsr')) {
    remarks.distrust('.', 'was not sealed: nobody vouches for it');
    return false;
  }
  for (const path of expected)
    if (!files.has(path)) remarks.alter(path, 'belongs to every seal and is missing');
  return expected.every((path) => files.has(path));
}

const KEY_FILES = [
  'keys/attest-p256.pem',
  'keys/history.json',
  'keys/log-ed25519.pem',
  'keys/log.vkey',
] as const;
