import { hash, type KeyObject } from 'node:crypto';

/** What signs the attestations: ECDSA P-256 with SHA-256. */
export interface Signer {
  readonly publicKey: KeyObject;
  /** Identifier of a Key Vault key with its version; null for a key in a file. */
  readonly keyId: string | null;
  /** The signature as ASN.1 DER. Throws an EvidenceError when the key cannot be used now. */
  sign(bytes: Uint8Array, signal: AbortSignal): Promise<Uint8Array>;
}

/** `sha256:` and the hash over the DER SubjectPublicKeyInfo: what a reader compares over the telephone. */
export function fingerprintOf(publicKey: KeyObject): string {
  return `sha256:${hash('sha256', publicKey.export({ format: 'der', type: 'spki' }), 'hex')}`;
}

/** The public key as every tool takes it. */
export function publicPem(publicKey: KeyObject): string {
  return publicKey.export({ format: 'pem', type: 'spki' }).toString();
}

/** Whether it can be the key of an attestation. */
export function isP256(key: KeyObject): boolean {
  return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
}
