import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type KeyRecord, rotationBytes } from '#evidence/keys/key-history.ts';
import { fingerprintOf, publicPem } from '#evidence/keys/signer.ts';
import { writeSnapshot } from '#evidence/snapshot.ts';
import { formatVkey, noteKey } from '#merkle-log/signed-note.ts';
import { GO_ON, keptScan, snapshotInput } from '../harness/evidence-store.ts';
import { sealingIn } from '../harness/sealed.ts';

/** Name of the log of sealed snapshots in tests. */
export const ORIGIN = 'posture.test/log';

/** What the tampers work with: three snapshots of one log, and one of another, each sealed. */
export interface TamperBase {
  readonly folder: string;
  /** The one that is tampered with, and its elder and younger. */
  readonly good: string;
  readonly older: string;
  readonly later: string;
  /** Of a stranger with the same log name. */
  readonly strange: string;
  /** PEM file of the trusted key. */
  readonly key: string;
  /** Private halves of the trusted key and the true log's key. */
  readonly attest: KeyObject;
  readonly log: KeyObject;
  /** Nobody's. */
  readonly other: KeyObject;
  readonly otherLog: KeyObject;
  [Symbol.dispose](): void;
}

/** Seals four snapshots below a new temporary folder; `isWhole`: nothing in them is unknown. */
export async function createTamperBase(isWhole = false): Promise<TamperBase> {
  const folder = mkdtempSync(join(tmpdir(), 'posture-tamper-'));
  const [older = '', good = '', later = ''] = await sealThree(join(folder, 'own'), isWhole);
  const [, strange = ''] = await sealThree(join(folder, 'stranger'), isWhole);
  const copies = { older, good, later, strange };
  // Copied, so that no tamper reaches the store through a hard link.
  for (const [name, path] of Object.entries(copies))
    cpSync(path, join(folder, name), { recursive: true });
  const privateKey = (name: string): KeyObject =>
    createPrivateKey(readFileSync(join(folder, 'own/private', name)));
  return {
    folder,
    good: join(folder, 'good'),
    older: join(folder, 'older'),
    later: join(folder, 'later'),
    strange: join(folder, 'strange'),
    key: join(folder, 'good/keys/attest-p256.pem'),
    attest: privateKey('attest-p256.pem'),
    log: privateKey('log-ed25519.pem'),
    other: generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey,
    otherLog: generateKeyPairSync('ed25519').privateKey,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function sealThree(directory: string, isWhole: boolean): Promise<readonly string[]> {
  const sealing = sealingIn(directory);
  await sealing.start(GO_ON);
  const { store, result } = await keptScan(directory);
  const paths: string[] = [];
  for (const minute of ['01', '02', '03']) {
    const claims = result.claims.map((claim) => ({
      ...claim,
      findings: claim.findings.filter(({ status }) => !isWhole || status !== 'unknown'),
    }));
    const scan = { ...result.scan, finishedAt: `2026-11-21T03:${minute}:00.000Z` };
    const input = snapshotInput(
      directory,
      store,
      { ...result, scan, claims },
      {
        sealer: sealing.sealer,
      },
    );
    const { path, unsealed } = await writeSnapshot(input, GO_ON);
    if (unsealed !== null) throw unsealed;
    paths.push(path);
  }
  return paths;
}

/** A record of the history for a key; the older key signs it when it is given. */
export function keyRecord(
  purpose: KeyRecord['purpose'],
  publicKey: KeyObject,
  changes: Partial<KeyRecord> = {},
  older?: KeyObject,
): KeyRecord {
  const record = {
    purpose,
    algorithm: purpose === 'attest' ? 'ECDSA-P256-SHA256' : 'Ed25519',
    fingerprint: fingerprintOf(publicKey),
    publicKey: publicPem(publicKey),
    vkey: purpose === 'log' ? formatVkey(noteKey(ORIGIN, publicKey)) : null,
    keyId: null,
    from: '2026-01-01T00:00:00.000Z',
    to: null,
    signedBy: null,
    signature: null,
    ...changes,
  } as const;
  if (older === undefined) return record;
  return { ...record, signature: sign('sha256', rotationBytes(record), older).toString('base64') };
}
