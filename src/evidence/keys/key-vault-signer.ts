import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto';
import type { TokenCredential } from '@azure/core-auth';
import {
  CryptographyClient,
  KeyClient,
  type KeyClientOptions,
  parseKeyVaultKeyIdentifier,
} from '@azure/keyvault-keys';
import { EvidenceError } from '#domain/errors.ts';
import type { Agents } from '#network/agents.ts';
import { rawToDer } from '../ecdsa-signature.ts';
import { isP256, type Signer } from './signer.ts';

/** How Key Vault is reached. */
export interface KeyVaultAccess {
  /** Needs keys/get and keys/sign, nothing else. */
  readonly credential: TokenCredential;
  /** Where its connections come from, proxies included. */
  readonly agents: Pick<Agents, 'agentFor'>;
}

/**
 * A P-256 key that never leaves Key Vault. Its ES256 signs a digest and answers with r and s side by side (Key Vault data plane 7.x,
 * sign); they are turned into DER, and each signature is verified here before it is used. Throws an EvidenceError when the key cannot
 * be read or is of another kind.
 */
export async function openKeyVaultSigner(
  keyId: string,
  access: KeyVaultAccess,
  signal: AbortSignal,
): Promise<Signer> {
  const options = optionsOf(access);
  const publicKey = await readPublicKey(keyId, access, options, signal);
  const client = new CryptographyClient(keyId, access.credential, options);
  return {
    publicKey,
    keyId,
    async sign(bytes, signing) {
      const digest = hash('sha256', bytes, 'buffer');
      const { result } = await asked(
        keyId,
        'sign with',
        async () => await client.sign('ES256', digest, { abortSignal: signing }),
      );
      const signature = rawToDer(result);
      if (verify('sha256', bytes, publicKey, signature)) return signature;
      throw new EvidenceError(
        'EVIDENCE_KEY_VAULT',
        `Key Vault answered with a signature that ${keyId} does not verify.`,
      );
    },
  };
}

async function readPublicKey(
  keyId: string,
  { credential }: KeyVaultAccess,
  options: KeyClientOptions,
  signal: AbortSignal,
): Promise<KeyObject> {
  const { vaultUrl, name, version } = parseKeyVaultKeyIdentifier(keyId);
  const client = new KeyClient(vaultUrl, credential, options);
  const { key } = await asked(
    keyId,
    'read',
    async () =>
      await client.getKey(name, {
        abortSignal: signal,
        ...(version === undefined ? {} : { version }),
      }),
  );
  const { kty, crv, x, y } = key ?? {};
  if (crv === 'P-256' && x !== undefined && y !== undefined) {
    const publicKey = createPublicKey({
      format: 'jwk',
      key: { kty: 'EC', crv, x: base64url(x), y: base64url(y) },
    });
    if (isP256(publicKey)) return publicKey;
  }
  throw new EvidenceError(
    'EVIDENCE_KEY_VAULT',
    `${keyId} is no EC key on P-256 (${kty ?? 'no type'}, ${crv ?? 'no curve'}): sealing needs one.`,
  );
}

async function asked<T>(keyId: string, what: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'AbortError') throw cause;
    throw new EvidenceError(
      'EVIDENCE_KEY_VAULT',
      `Cannot ${what} the key ${keyId}: the identity needs keys/get and keys/sign on it, and the key must be enabled.`,
      { cause },
    );
  }
}

function optionsOf({ agents }: KeyVaultAccess): KeyClientOptions {
  return {
    additionalPolicies: [
      {
        position: 'perCall',
        policy: {
          name: 'postureAgent',
          async sendRequest(request, next) {
            // Also where there is no proxy, or the library would take one from the environment by itself.
            request.agent = agents.agentFor(new URL(request.url));
            return await next(request);
          },
        },
      },
    ],
  };
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
