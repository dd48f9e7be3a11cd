import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { envelopesOf, preAuthentication } from './attestation.ts';
import { fingerprintOf, isP256, publicPem } from './keys/signer.ts';
import { type BundleSource, readText, readWhole } from './verify-pieces.ts';
import type { Remarks } from './verify-remarks.ts';

const KEY_FILE = 'keys/attest-p256.pem';

/** Verifies the signature with the bundle's own key, and that the envelopes say the same; its fingerprint, or undefined without a key. */
export function verifySignature(source: BundleSource, remarks: Remarks): string | undefined {
  const key = parseP256(readText(source, KEY_FILE, remarks) ?? '');
  if (key === undefined) {
    remarks.alter(KEY_FILE, 'is no public key of ECDSA P-256');
    return undefined;
  }
  const fingerprint = fingerprintOf(key);
  const statement = readWhole(source, 'attestation.statement.json', remarks);
  const signature = readWhole(source, 'attestation.sig', remarks);
  if (statement === undefined || signature === undefined) return fingerprint;
  if (!verify('sha256', preAuthentication(statement), key, signature))
    remarks.alter('attestation.sig', `is no signature of the statement by ${KEY_FILE}`);
  const { dsse, sigstore } = envelopesOf(statement, signature, fingerprint);
  for (const [path, text] of [
    ['attestation.dsse.json', dsse],
    ['attestation.sigstore.json', sigstore],
  ] as const) {
    if (readWhole(source, path, remarks)?.equals(Buffer.from(text, 'utf8')) !== true)
      remarks.alter(path, 'is not the envelope of this statement and signature');
  }
  return fingerprint;
}

/** The key of a PEM file in its one usual spelling; undefined for any other file, private keys among them. */
export function parseP256(pem: string): KeyObject | undefined {
  if (!pem.startsWith('-----BEGIN PUBLIC KEY-----\n')) return undefined;
  try {
    const key = createPublicKey(pem);
    return isP256(key) && publicPem(key).trimEnd() === pem.trimEnd() ? key : undefined;
  } catch {
    // The caller says what it was looked for in.
    return undefined;
  }
}
