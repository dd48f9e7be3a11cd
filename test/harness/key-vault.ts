import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, createServer } from 'node:https';
import type { LookupFunction } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TokenCredential } from '@azure/core-auth';
import { generate } from 'selfsigned';
import { onTestFinished } from 'vitest';

/** Key Vault's data plane for one key, as far as signing needs it; it really signs, and asks for a token first as the real one does. */
export interface FakeKeyVault {
  /** `https://test.vault.azure.net/keys/seal/<version>`; the agents lead there. */
  readonly keyId: string;
  readonly agents: { agentFor(address: URL): Agent };
  readonly credential: TokenCredential;
  readonly requests: readonly string[];
  /** Another version of the key; its identifier. */
  addVersion(): string;
  /** From now on the version signs no more, as a disabled one. */
  disable(keyId: string): void;
  /** Signs with another key than the one it shows. */
  readonly lie: { on: boolean };
}

const HOST = 'test.vault.azure.net';

export async function startKeyVault(curve: 'P-256' | 'P-384' = 'P-256'): Promise<FakeKeyVault> {
  const keys = new Map<string, ReturnType<typeof makeKey>>();
  const disabled = new Set<string>();
  const requests: string[] = [];
  const lie = { on: false };
  const addVersion = (): string => {
    const version = String(keys.size + 1).padStart(32, '0');
    keys.set(version, makeKey(curve));
    return `https://${HOST}/keys/seal/${version}`;
  };
  const keyId = addVersion();
  const pems = await generate([{ name: 'commonName', value: HOST }], {
    algorithm: 'sha256',
    keyType: 'ec',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: HOST }] },
    ],
  });
  const server = createServer({ key: pems.private, cert: pems.cert }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [, , , version = '', action] = (request.url ?? '').split('?')[0]?.split('/') ?? [];
      requests.push(`${request.method} ${(request.url ?? '').split('?')[0]}`);
      const answer = (status: number, body: object, headers: Record<string, string> = {}) => {
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        response.end(JSON.stringify(body));
      };
      if (request.headers.authorization !== 'Bearer vault-token') {
        const challenge = `Bearer authorization="https://login.microsoftonline.com/tenant", resource="https://vault.azure.net"`;
        return answer(401, {}, { 'www-authenticate': challenge });
      }
      const key = keys.get(version);
      if (key === undefined) return answer(404, { error: { code: 'KeyNotFound', message: 'no' } });
      const kid = `https://${HOST}/keys/seal/${version}`;
      if (action === undefined) {
        const jwk = key.publicKey.export({ format: 'jwk' });
        return answer(200, {
          key: { kid, key_ops: ['sign'], ...jwk },
          attributes: { enabled: true },
        });
      }
      if (disabled.has(kid))
        return answer(403, {
          error: { code: 'Forbidden', message: 'Operation sign is not allowed' },
        });
      const { alg, value } = JSON.parse(Buffer.concat(chunks).toString()) as {
        readonly alg: string;
        readonly value: string;
      };
      if (action !== 'sign' || alg !== 'ES256')
        return answer(400, { error: { code: 'BadParameter', message: alg } });
      const signingKey = lie.on ? makeKey(curve).privateKey : key.privateKey;
      const signature = signDigest(Buffer.from(value, 'base64url'), signingKey);
      answer(200, { kid, value: signature.toString('base64url') });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const lookup: LookupFunction = (_host, _options, done) =>
    done(null, [{ address: '127.0.0.1', family: 4 }]);
  const agent = new Agent({ ca: pems.cert, port, lookup });
  onTestFinished(async () => {
    agent.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    keyId,
    agents: { agentFor: () => agent },
    credential: {
      getToken: async () =>
        await Promise.resolve({ token: 'vault-token', expiresOnTimestamp: 4_102_444_800_000 }),
    },
    requests,
    addVersion,
    disable: (id) => void disabled.add(id),
    lie,
  };
}

function makeKey(curve: string) {
  return generateKeyPairSync('ec', { namedCurve: curve });
}

/** Signs a digest as it is, which node:crypto does not offer: openssl does it. Answers with r and s, 32 bytes each. */
function signDigest(digest: Buffer, key: KeyObject): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'posture-vault-'));
  try {
    writeFileSync(join(folder, 'key.pem'), key.export({ format: 'pem', type: 'pkcs8' }));
    writeFileSync(join(folder, 'digest'), digest);
    const der = execFileSync(
      'openssl',
      ['pkeyutl', '-sign', '-inkey', 'key.pem', '-in', 'digest'],
      {
        cwd: folder,
      },
    );
    const lengthOfR = der[3] ?? 0;
    const parts = [der.subarray(4, 4 + lengthOfR), der.subarray(6 + lengthOfR)];
    return Buffer.concat(
      parts.map((part) => Buffer.concat([Buffer.alloc(32), part]).subarray(-32)),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
