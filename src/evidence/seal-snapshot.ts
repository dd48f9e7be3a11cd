import { EvidenceError } from '#domain/errors.ts';
import type { Instant } from '#domain/instant.ts';
import type { LogEntry } from '#domain/log-entry.ts';
import type { LogReader } from '#domain/state-store.ts';
import { formatConsistency, formatInclusion } from '#merkle-log/proof-text.ts';
import { consistencyProof, inclusionProof } from '#merkle-log/proofs.ts';
import { formatVkey } from '#merkle-log/signed-note.ts';
import { type AnchorState, anchorsText, type TimeStamper } from './anchors.ts';
import {
  envelopesOf,
  preAuthentication,
  type StatementInput,
  sealedEntry,
  statementText,
} from './attestation.ts';
import type { SignedTree } from './checkpointer.ts';
import { sha256Of } from './hashed-file.ts';
import { historyText, readHistory } from './keys/key-history.ts';
import type { LogKey } from './keys/key-ring.ts';
import { fingerprintOf, publicPem, type Signer } from './keys/signer.ts';
import { readSnapshotFile } from './list-snapshots.ts';
import { MANIFEST_FILE } from './manifest.ts';

/** What a snapshot gives to be sealed. */
export type SealMaterial = Omit<StatementInput, 'log' | 'previous'>;

/** A sealing that has begun: the keys are there and the log is sound. */
export interface BegunSeal {
  /** `keys/…`, by path; they are listed in SHA256SUMS. */
  readonly files: ReadonlyMap<string, string>;
  readonly anchorsConfigured: readonly string[];
  readonly anchorsAbsent: readonly string[];
  /** `attestation.*` and `log/*`, by path. Throws an EvidenceError when it cannot be sealed. */
  seal(
    material: SealMaterial,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, Uint8Array | string>>;
}

/** Seals snapshots. */
export interface SnapshotSealer {
  /** Throws an EvidenceError when nothing can be sealed now: no key, or a log that contradicts itself. */
  begin(signal: AbortSignal): Promise<BegunSeal>;
}

/** What a sealing needs. */
export interface SealTools {
  readonly evidence: string;
  readonly log: LogReader;
  readonly append: (entries: readonly LogEntry[]) => Promise<number>;
  readonly now: () => Instant;
  readonly signer: Signer;
  readonly logKey: LogKey;
  /** Signed before anything of this snapshot stands in the log. */
  readonly prior: SignedTree;
  readonly checkpoint: (signal: AbortSignal) => Promise<SignedTree>;
  readonly timeStamper: TimeStamper | undefined;
  /** PEM. */
  readonly tsaChain: string | undefined;
  /** Takes a checkpoint out of our reach and says what became of it. */
  readonly anchorCheckpoint: (tree: SignedTree, signal: AbortSignal) => Promise<AnchorState>;
  /** Told what kept the time stamp away, or that nothing did. */
  readonly onTimeStamp: (error: EvidenceError | undefined) => void;
  readonly anchorsConfigured: readonly string[];
  readonly anchorsAbsent: readonly string[];
  readonly previous: StatementInput['previous'];
}

/** Begins to seal with these keys and this state of the log. The order of steps is that of docs/evidence-format.md. */
export async function beginSeal(tools: SealTools): Promise<BegunSeal> {
  return {
    files: await keyFiles(tools),
    anchorsConfigured: tools.anchorsConfigured,
    anchorsAbsent: tools.anchorsAbsent,
    async seal(material, signal) {
      const { prior, signer, previous } = tools;
      const text = statementText({ ...material, previous, log: prior.checkpoint });
      const statement = Buffer.from(text, 'utf8');
      const signature = await signer.sign(preAuthentication(statement), signal);
      const fingerprint = fingerprintOf(signer.publicKey);
      const envelopes = envelopesOf(statement, signature, fingerprint);
      const { manifest, files } = material;
      const manifestSha256 = files.find(({ path }) => path === MANIFEST_FILE)?.sha256 ?? '';
      const sealed = {
        manifest,
        manifestSha256,
        statementSha256: sha256Of(statement),
        signatureSha256: sha256Of(signature),
        fingerprint,
      };
      const proof = await tellLog(tools, sealedEntry(tools.now(), sealed), signal);
      const stamp = await timeStamp(tools, signature, signal);
      const blob = await tools.anchorCheckpoint(proof.tree, signal);
      return new Map<string, Uint8Array | string>([
        ['attestation.statement.json', statement],
        ['attestation.sig', signature],
        ['attestation.dsse.json', envelopes.dsse],
        ['attestation.sigstore.json', envelopes.sigstore],
        ...(stamp.response === undefined ? [] : ([['attestation.tsr', stamp.response]] as const)),
        ['log/entry.json', proof.entry],
        ['log/checkpoint', proof.tree.note],
        ['log/inclusion.tlog-proof', proof.inclusion],
        ['log/prior-checkpoint', prior.note],
        ['log/consistency.txt', proof.consistency],
        ['log/anchors.json', anchorsText([blob, stamp.state])],
      ]);
    },
  };
}

async function keyFiles({ signer, logKey, evidence, tsaChain }: SealTools) {
  const files = new Map<string, string>([
    ['keys/attest-p256.pem', publicPem(signer.publicKey)],
    ['keys/history.json', historyText(await readHistory(evidence))],
    ['keys/log-ed25519.pem', publicPem(logKey.key.publicKey)],
    ['keys/log.vkey', `${formatVkey(logKey.key)}\n`],
  ]);
  if (tsaChain !== undefined) files.set('keys/tsa-chain.pem', tsaChain);
  return files;
}

/** Appends the entry, signs the log with it, and proves both. */
async function tellLog(tools: SealTools, entry: LogEntry, signal: AbortSignal) {
  const index = await tools.append([entry]);
  if (index < 0) {
    throw new EvidenceError(
      'EVIDENCE_LOG_FROZEN',
      'The evidence log takes no entries: it contradicts what was signed.',
    );
  }
  const [recorded] = await tools.log.entries(index, index + 1);
  if (recorded === undefined)
    throw new EvidenceError('EVIDENCE_LOG_ENTRY', `Entry ${index} is not in the evidence log.`);
  const tree = await tools.checkpoint(signal);
  const { size } = tree.checkpoint;
  const { checkpoint: old } = tools.prior;
  return {
    entry: recorded.bytes,
    tree,
    inclusion: formatInclusion({
      index,
      proof: inclusionProof(tree.leaves, index, size),
      checkpoint: tree.note,
    }),
    consistency: formatConsistency({
      oldSize: old.size,
      proof: consistencyProof(tree.leaves, old.size, size),
      checkpoint: tree.note,
    }),
  };
}

/** A time stamp that cannot be had does not keep the snapshot from being sealed; the bundle says that it is missing. */
async function timeStamp(
  { timeStamper, onTimeStamp }: SealTools,
  signature: Uint8Array,
  signal: AbortSignal,
): Promise<{ readonly response?: Uint8Array; readonly state: AnchorState }> {
  const kind = 'rfc3161';
  if (timeStamper === undefined)
    return { state: { kind, status: 'absent', detail: 'no time stamp authority is configured' } };
  try {
    const response = await timeStamper.stamp(signature, signal);
    onTimeStamp(undefined);
    return { response, state: { kind, status: 'present', detail: timeStamper.url } };
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    onTimeStamp(error);
    return { state: { kind, status: 'failed', detail: error.message } };
  }
}

/** Name and manifest digest of the newest snapshot before this one, as the statement names it. Throws an EvidenceError where it has none. */
export async function previousSnapshot(
  newest: { readonly name: string; readonly path: string } | undefined,
): Promise<StatementInput['previous']> {
  if (newest === undefined) return null;
  const manifest = await readSnapshotFile(newest.path, MANIFEST_FILE);
  if (manifest === undefined)
    throw new EvidenceError('EVIDENCE_DAMAGED', `${newest.path} has no manifest.`);
  return { snapshot: newest.name, manifestSha256: sha256Of(manifest) };
}
