import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  envelopesOf,
  preAuthentication,
  sealedEntry,
  statementText,
} from '#evidence/attestation.ts';
import { canonicalJson, canonicalLine } from '#evidence/canonical-json.ts';
import { sha256Of } from '#evidence/hashed-file.ts';
import { historyText, type KeyRecord } from '#evidence/keys/key-history.ts';
import { fingerprintOf, publicPem } from '#evidence/keys/signer.ts';
import { type Manifest, parseManifest } from '#evidence/manifest.ts';
import { formatSums } from '#evidence/sha256-sums.ts';
import { isSealingFile, mediaTypeOf, roleOf } from '#evidence/snapshot-layout.ts';
import { walkFiles } from '#evidence/walk-files.ts';
import { signCheckpoint } from '#merkle-log/checkpoint.ts';
import { formatConsistency, formatInclusion } from '#merkle-log/proof-text.ts';
import { consistencyProof, inclusionProof } from '#merkle-log/proofs.ts';
import { formatVkey, noteKey } from '#merkle-log/signed-note.ts';
import { leafHash, leavesOf, rootOf } from '#merkle-log/tree.ts';

/** With what somebody seals a snapshot again, who knows the whole format. */
export interface Forgery {
  /** Private. */
  readonly attest: KeyObject;
  readonly log: KeyObject;
  readonly origin: string;
  readonly at: string;
  readonly keys: readonly KeyRecord[];
  readonly manifest?: (manifest: Manifest) => Manifest;
  readonly statement?: (text: string) => string;
}

/** Seals the content of a folder anew, step by step as docs/evidence-format.md has it; only the keys tell it from the true one. */
export async function forge(path: string, forgery: Forgery): Promise<void> {
  const { attest, log, origin, at, keys } = forgery;
  const put = (file: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    rmSync(join(path, file), { force: true });
    writeFileSync(join(path, file), content);
  };
  const logKey = noteKey(origin, log);
  put('keys/attest-p256.pem', publicPem(createPublicKey(attest)));
  put('keys/history.json', historyText({ keys }));
  put('keys/log-ed25519.pem', publicPem(logKey.publicKey));
  put('keys/log.vkey', `${formatVkey(logKey)}\n`);
  const read = parseManifest(readFileSync(join(path, 'manifest.json'), 'utf8'));
  if (read === undefined) throw new Error('there is no manifest to begin with');
  const contents = (await walkFiles(path))
    .filter(
      (file) => !['manifest.json', 'SHA256SUMS'].includes(file.path) && !isSealingFile(file.path),
    )
    .map((file) => describeFile(path, file.path));
  const manifest = (forgery.manifest ?? ((same) => same))({ ...read, files: contents });
  put('manifest.json', [...canonicalJson(manifest)].join(''));
  const files = [...contents, describeFile(path, 'manifest.json')];
  const sums = formatSums(files);
  put('SHA256SUMS', sums);
  const before = [Buffer.from('one'), Buffer.from('two')].map((entry) => leafHash(entry));
  const prior = { origin, size: 2, root: rootOf(leavesOf(Buffer.concat(before))) };
  const text = statementText({
    manifest,
    files: [...files, describeFile(path, 'SHA256SUMS')],
    sums,
    imageDigest: null,
    principal: null,
    previous: null,
    log: prior,
  });
  const statement = Buffer.from((forgery.statement ?? ((same) => same))(text));
  const signature = sign('sha256', preAuthentication(statement), attest);
  const fingerprint = fingerprintOf(createPublicKey(attest));
  const { dsse, sigstore } = envelopesOf(statement, signature, fingerprint);
  const entry = Buffer.from(
    canonicalLine(
      sealedEntry(at, {
        manifest,
        fingerprint,
        manifestSha256: describeFile(path, 'manifest.json').sha256,
        statementSha256: sha256Of(statement),
        signatureSha256: sha256Of(signature),
      }),
    ),
  );
  const leaves = leavesOf(Buffer.concat([...before, leafHash(entry)]));
  const checkpoint = signCheckpoint({ origin, size: 3, root: rootOf(leaves) }, log);
  put('attestation.statement.json', statement);
  put('attestation.sig', signature);
  put('attestation.dsse.json', dsse);
  put('attestation.sigstore.json', sigstore);
  put('log/entry.json', entry);
  put('log/checkpoint', checkpoint);
  put('log/prior-checkpoint', signCheckpoint(prior, log));
  const inclusion = { index: 2, proof: inclusionProof(leaves, 2, 3), checkpoint };
  put('log/inclusion.tlog-proof', formatInclusion(inclusion));
  const consistency = { oldSize: 2, proof: consistencyProof(leaves, 2, 3), checkpoint };
  put('log/consistency.txt', formatConsistency(consistency));
}

function describeFile(path: string, file: string) {
  const content = readFileSync(join(path, file));
  return {
    path: file,
    bytes: content.length,
    sha256: sha256Of(content),
    mediaType: mediaTypeOf(file),
    role: roleOf(file),
  };
}
