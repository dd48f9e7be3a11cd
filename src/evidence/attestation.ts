import type { Instant } from '#domain/instant.ts';
import type { Checkpoint } from '#merkle-log/checkpoint.ts';
import { canonicalJson } from './canonical-json.ts';
import { sha256Of } from './hashed-file.ts';
import type { Manifest } from './manifest.ts';

/** Media type of in-toto statements in DSSE. */
const PAYLOAD_TYPE = 'application/vnd.in-toto+json';
/** What kind of statement ours is; its members are in docs/evidence-format.md. */
export const PREDICATE_TYPE = 'https://azure-posture-monitor/attestation/evidence-snapshot/v1';

/** A file that the statement speaks of. */
interface Subject {
  readonly path: string;
  readonly sha256: string;
}

/** Everything that a statement is made of. */
export interface StatementInput {
  readonly manifest: Manifest;
  /** SHA256SUMS, manifest.json and every other file of the snapshot. */
  readonly files: readonly Subject[];
  /** The text of SHA256SUMS. */
  readonly sums: string;
  readonly imageDigest: string | null;
  /** Who asked Azure. */
  readonly principal: { readonly objectId: string; readonly appId: string } | null;
  /** The snapshot before this one; null for the first. */
  readonly previous: { readonly snapshot: string; readonly manifestSha256: string } | null;
  /** The log before this snapshot was told of in it. */
  readonly log: Checkpoint;
}

/** The in-toto statement of a snapshot: SHA256SUMS, and with it every file outside raw/, by digest. */
export function statementText(input: StatementInput): string {
  const { manifest, files, sums, log, previous, principal } = input;
  const subjects = files.filter(({ path }) => !path.startsWith('raw/'));
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    predicateType: PREDICATE_TYPE,
    subject: subjects
      .map(({ path, sha256 }) => ({ name: path, digest: { sha256 } }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    predicate: {
      snapshot: manifest.snapshot,
      tenantId: manifest.tenantId,
      period: manifest.period,
      coverage: {
        runsExpected: manifest.coverage.runsExpected ?? 1,
        runsCompleted: manifest.coverage.runsCompleted ?? 1,
        resources: manifest.coverage.resources,
        readsUnknown: manifest.coverage.findingsUnknown,
      },
      collector: {
        version: manifest.collector.version,
        imageDigest: input.imageDigest,
        configDigest: { sha256: manifest.collector.configurationSha256 },
        principal:
          principal === null ? null : { objectId: principal.objectId, appId: principal.appId },
      },
      claims: { sha256: files.find(({ path }) => path === 'scope/claims.json')?.sha256 ?? null },
      checks: { sha256: sha256Of(Buffer.from(linesOf(sums, 'scope/checks'), 'utf8')) },
      previous:
        previous === null
          ? null
          : { snapshot: previous.snapshot, manifest: { sha256: previous.manifestSha256 } },
      log: {
        origin: log.origin,
        sizeBefore: log.size,
        rootBefore: Buffer.from(log.root).toString('base64'),
      },
      anchorsConfigured: manifest.anchorsConfigured,
      anchorsAbsent: manifest.anchorsAbsent,
    },
  };
  return [...canonicalJson(statement)].join('');
}

/** What is signed: DSSE's pre-authentication encoding of the statement. */
export function preAuthentication(payload: Uint8Array): Buffer {
  const head = `DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${payload.length} `;
  return Buffer.concat([Buffer.from(head, 'utf8'), payload]);
}

/** A signed statement in the two wrappings that other tools take. */
export function envelopesOf(
  statement: Uint8Array,
  signature: Uint8Array,
  fingerprint: string,
): { readonly dsse: string; readonly sigstore: string } {
  const envelope = {
    payload: Buffer.from(statement).toString('base64'),
    payloadType: PAYLOAD_TYPE,
    signatures: [{ keyid: fingerprint, sig: Buffer.from(signature).toString('base64') }],
  };
  // The hint is how cosign names a key: base64 of the digest over its SubjectPublicKeyInfo. Guess: not run against cosign.
  const hint = Buffer.from(fingerprint.slice('sha256:'.length), 'hex').toString('base64');
  const bundle = {
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: { publicKey: { hint } },
    dsseEnvelope: envelope,
  };
  return {
    dsse: [...canonicalJson(envelope)].join(''),
    sigstore: [...canonicalJson(bundle)].join(''),
  };
}

/** The body of the log's entry for a sealing. */
export function sealedEntry(
  at: Instant,
  sealed: {
    readonly manifest: Manifest;
    readonly manifestSha256: string;
    readonly statementSha256: string;
    readonly signatureSha256: string;
    readonly fingerprint: string;
  },
) {
  const { snapshot, scanId } = sealed.manifest;
  return {
    type: 'export',
    at,
    body: {
      action: 'sealed',
      key: sealed.fingerprint,
      manifest: { sha256: sealed.manifestSha256 },
      scan: scanId,
      signature: { sha256: sealed.signatureSha256 },
      snapshot,
      statement: { sha256: sealed.statementSha256 },
    },
  } as const;
}

function linesOf(sums: string, prefix: string): string {
  const lines = sums.split('\n').filter((line) => line.slice(66).startsWith(prefix));
  return lines.map((line) => `${line}\n`).join('');
}
