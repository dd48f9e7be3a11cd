import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TokenCredential } from '@azure/core-auth';
import { ContainerClient, newPipeline } from '@azure/storage-blob';
import { generate } from 'selfsigned';
import { onTestFinished } from 'vitest';

const PROGRAM = resolve(import.meta.dirname, '../../node_modules/azurite/dist/src/blob/main.js');

export const azuriteIsHere: boolean = existsSync(PROGRAM);

export interface Azurite {
  readonly container: string;
  readonly caFile: string;
  readonly credential: TokenCredential;
  /** The container in the hands of its owner, who can do everything: Azurite ignores immutability without a word. */
  readonly owner: ContainerClient;
}

/** Azurite over HTTPS with one empty container; it looks at what tokens say and not at who signed them. */
export async function startAzurite(): Promise<Azurite> {
  const folder = mkdtempSync(join(tmpdir(), 'posture-azurite-'));
  const pems = await generate([{ name: 'commonName', value: 'localhost' }], {
    algorithm: 'sha256',
    keyType: 'ec',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  const caFile = join(folder, 'cert.pem');
  writeFileSync(caFile, pems.cert);
  writeFileSync(join(folder, 'key.pem'), pems.private);
  const port = await freePort();
  const options = {
    blobHost: '127.0.0.1',
    blobPort: String(port),
    location: folder,
    oauth: 'basic',
    cert: caFile,
    key: join(folder, 'key.pem'),
  };
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn(
    process.execPath,
    [PROGRAM, ...flags, '--silent', '--skipApiVersionCheck', '--disableTelemetry'],
    { stdio: 'ignore' },
  );
  onTestFinished(async () => {
    await stopped(child);
    rmSync(folder, { recursive: true, force: true });
  });
  await listening(port);
  const container = `https://127.0.0.1:${port}/devstoreaccount1/evidence`;
  const agent = new Agent({ ca: pems.cert });
  const pipeline = newPipeline(credential);
  pipeline.factories.push({
    create: (next) => ({
      async sendRequest(request) {
        request.agent = agent;
        return await next.sendRequest(request);
      },
    }),
  });
  const owner = new ContainerClient(container, pipeline);
  await owner.create();
  return { container, caFile, credential, owner };
}

const credential: TokenCredential = {
  getToken: async () => await Promise.resolve({ token: token(), expiresOnTimestamp: 4e12 }),
};

function token(): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    aud: 'https://storage.azure.com',
    iss: 'https://sts.windows.net/11111111-1111-4111-8111-111111111111/',
    iat: 1_600_000_000,
    nbf: 1_600_000_000,
    exp: 4_000_000_000,
  };
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isOpen) return;
    await sleep(100);
  }
  throw new Error('Azurite did not start');
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
