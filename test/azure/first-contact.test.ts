import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { generate } from 'selfsigned';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createAzure } from '#azure/azure.ts';
import { resolveCloud } from '#azure/cloud-settings.ts';
import type { CredentialKind, IdentityValues } from '#azure/credential.ts';
import { AzureAccessError } from '#domain/errors.ts';
import { createScopeReader } from '#inventory/scope-reader.ts';
import {
  type ArmAnswer,
  type ArmServer,
  IDENTITY,
  startArmServer,
  TENANT,
} from '../harness/arm-server.ts';
import { createMemoryKeeper, realClock } from '../harness/azure-access.ts';

const folder = mkdtempSync(join(tmpdir(), 'first-contact-'));
const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a person is told, and after how many milliseconds; with the product's own limits. Fails when Azure could be read. */
async function refusalOf(options: {
  readonly resourceManager: string;
  readonly authority?: string;
  readonly caFile?: string | undefined;
  readonly credential?: CredentialKind;
  readonly identity?: IdentityValues;
}): Promise<{ readonly message: string; readonly ms: number }> {
  const { resourceManager, authority = resourceManager, caFile } = options;
  const azure = await createAzure({
    cloud: resolveCloud({
      resourceManager,
      authority,
      ...(caFile === undefined ? {} : { caFile }),
    }),
    credential: options.credential ?? 'client-secret',
    identity: options.identity ?? IDENTITY,
    keeper: createMemoryKeeper(),
    clock: realClock,
    log: pino({ level: 'silent' }),
  });
  closing.push(async () => await azure.close());
  const began = Date.now();
  try {
    await createScopeReader({ azure, clock: realClock }).connect(AbortSignal.timeout(25_000));
  } catch (error) {
    expect(error).toBeInstanceOf(AzureAccessError);
    expect(error).toHaveProperty('exitStatus', 4);
    return { message: (error as Error).message, ms: Date.now() - began };
  }
  throw new Error('Azure was read');
}

async function arm(script: () => ArmAnswer): Promise<ArmServer> {
  const server = await startArmServer(script);
  closing.push(async () => await server[Symbol.asyncDispose]());
  return server;
}

async function portOf(server: ReturnType<typeof createTcpServer>): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closing.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

async function deadPort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function httpsWith(days: { readonly from: number; readonly to: number }, name: string) {
  const at = (day: number): Date => new Date(Date.now() + day * 86_400_000);
  const pems = await generate([{ name: 'commonName', value: name }], {
    algorithm: 'sha256',
    keyType: 'ec',
    notBeforeDate: at(days.from),
    notAfterDate: at(days.to),
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: name }] },
    ],
  });
  const caFile = join(folder, `${name}-${days.to}.pem`);
  writeFileSync(caFile, pems.cert);
  const server = createServer({ key: pems.private, cert: pems.cert }, (_, answer) =>
    answer.end('{}'),
  );
  return { origin: `https://localhost:${await portOf(server)}`, caFile };
}

describe('19: no Azure', () => {
  it('19: a dead port is told within seconds, with host and cause, for sign-in and for Azure itself', async () => {
    const port = await deadPort();
    const server = await arm(() => ({}));
    const dead = `https://localhost:${port}`;

    const signIn = await refusalOf({ resourceManager: dead });
    const azure = await refusalOf({
      resourceManager: dead,
      authority: server.origin,
      caFile: server.caFile,
    });

    for (const { message, ms } of [signIn, azure]) {
      expect(message).toContain(`localhost:${port}`);
      expect(message).toContain('ECONNREFUSED');
      expect(message).toContain('azure.cloud');
      expect(ms).toBeLessThan(8_000);
    }
    expect(signIn.message).toContain('sign-in failed');
  }, 30_000);

  it('19: a name that DNS does not know', async () => {
    const { message } = await refusalOf({ resourceManager: 'https://no-such-host.invalid' });

    expect(message).toMatch(
      /DNS does not know no-such-host\.invalid.*\((?:ENOTFOUND|EAI_AGAIN)\)/u,
    );
  }, 30_000);

  it('19: a certificate that is not trusted, with the setting that trusts it', async () => {
    const server = await arm(() => ({}));

    const { message, ms } = await refusalOf({ resourceManager: server.origin });

    expect(message).toMatch(/SELF_SIGNED|UNABLE_TO_VERIFY/u);
    expect(message).toContain(new URL(server.origin).host);
    expect(message).toContain('azure.cloud.caFile');
    expect(ms).toBeLessThan(5_000);
  }, 30_000);

  it.each([
    [
      'that has expired',
      { from: -10, to: -1 },
      'localhost',
      /has expired.*CERT_HAS_EXPIRED.*clock/u,
    ],
    ['that is not valid yet', { from: 1, to: 10 }, 'localhost', /CERT_NOT_YET_VALID.*clock/u],
    ['of another name', { from: -1, to: 10 }, 'other.example', /for another name/u],
  ])(
    '19: a certificate %s',
    async (_, days, name, words) => {
      const { origin, caFile } = await httpsWith(days, name);

      const { message } = await refusalOf({ resourceManager: origin, caFile });

      expect(message).toMatch(words);
      expect(message).toContain(new URL(origin).host);
    },
    30_000,
  );

  it('19: a port that does not speak TLS', async () => {
    const port = await portOf(createHttpServer((_, answer) => answer.end('hello')));

    const { message } = await refusalOf({ resourceManager: `https://localhost:${port}` });

    expect(message).toMatch(/localhost:\d+ does not speak TLS/u);
  }, 30_000);
});

describe('19: what the sign-in is answered', () => {
  const SECRET = { ...IDENTITY, tenantId: 'elsewhere' };
  const html = { 'content-type': 'text/html' };
  const entra = (description: string): ArmAnswer => ({
    status: 401,
    body: { error: 'invalid_client', error_description: `${description}\r\nTrace ID: 1` },
  });

  it.each([
    [
      'a login page',
      { headers: html, body: '<html>Sign in</html>' },
      /answered with a web page \(status 200\)/u,
    ],
    [
      'a page of a gateway',
      { status: 403, headers: html, body: '<html>' },
      /answered with a web page \(status 403\)/u,
    ],
    ['no page and no JSON', { headers: { 'content-type': 'text/plain' }, body: 'ok' }, /no JSON/u],
    [
      'a redirect',
      { status: 302, headers: { location: 'https://portal.example/login' } },
      /redirect to portal\.example/u,
    ],
    ['a gateway in trouble', { status: 502, headers: html, body: '<html>' }, /status 502/u],
    [
      'an expired secret',
      entra('AADSTS7000222: The provided client secret keys are expired.'),
      /AADSTS7000222.*make a new one/u,
    ],
    [
      'a wrong secret',
      entra('AADSTS7000215: Invalid client secret provided.'),
      /is not the value of a secret/u,
    ],
    ['a wrong tenant', entra("AADSTS90002: Tenant 'elsewhere' not found."), /AZURE_TENANT_ID/u],
    ['a wrong client', entra('AADSTS700016: Application not found.'), /AZURE_CLIENT_ID/u],
    [
      'a wrong clock',
      entra('AADSTS700024: Client assertion is not within its valid time range.'),
      /clock/u,
    ],
  ] satisfies readonly (readonly [string, ArmAnswer, RegExp])[])(
    '19: %s',
    async (_, answer, words) => {
      const server = await arm(() => answer);

      const { message } = await refusalOf({
        resourceManager: server.origin,
        caFile: server.caFile,
        identity: SECRET,
      });

      expect(message).toMatch(words);
      expect(message).toContain(new URL(server.origin).host);
      expect(message).not.toContain('Network unreachable');
      expect(message).not.toContain(IDENTITY.clientSecret);
    },
    40_000,
  );

  it('19: a certificate that is not there is no unreachable network', async () => {
    const server = await arm(() => ({}));

    const { message } = await refusalOf({
      resourceManager: server.origin,
      caFile: server.caFile,
      credential: 'client-certificate',
      identity: {
        tenantId: TENANT,
        clientId: 'c',
        clientCertificatePath: join(folder, 'none.pem'),
      },
    });

    expect(message).toContain('none.pem');
  }, 30_000);
});

describe('19: what stands before Azure', () => {
  const html = { 'content-type': 'text/html' };

  it.each([
    ['502 for everything', { status: 502, headers: html, body: '<html>Bad gateway</html>' }],
    [
      '503 in Azure`s own words for everything',
      { status: 503, body: { error: { code: 'ServerUnavailable' } } },
    ],
    ['a web page for everything', { status: 200, headers: html, body: '<html>' }],
    [
      'a redirect for everything',
      { status: 302, headers: { location: 'https://portal.example/' } },
    ],
  ])(
    '19: %s is no Azure at all',
    async (_, answer) => {
      const server = await arm(() => answer);

      const { message, ms } = await refusalOf({
        resourceManager: server.origin,
        caFile: server.caFile,
      });

      expect(message).toContain('Nothing that was asked was answered by Azure');
      expect(ms).toBeLessThan(15_000);
    },
    30_000,
  );
});

describe('19: AZURE_CLIENT_SEND_CERTIFICATE_CHAIN', () => {
  it.each([
    ['true', true],
    ['1', true],
    ['TRUE', true],
    ['', false],
    ['false', false],
    ['0', false],
  ])(
    '19: %j sends the chain along: %s',
    async (value, isSent) => {
      const bodies: string[] = [];
      const server = await startArmServer(({ url, body }) => {
        bodies.push(body);
        const base = `${url.origin}/elsewhere/oauth2/v2.0`;
        return url.pathname.endsWith('/token')
          ? { status: 400, body: { error: 'invalid_client' } }
          : {
              body: {
                issuer: `${url.origin}/elsewhere/v2.0`,
                authorization_endpoint: `${base}/authorize`,
                token_endpoint: `${base}/token`,
                jwks_uri: `${url.origin}/elsewhere/discovery/v2.0/keys`,
              },
            };
      });
      closing.push(async () => await server[Symbol.asyncDispose]());
      const pems = await generate([{ name: 'commonName', value: 'app' }], {
        algorithm: 'sha256',
        keySize: 2048,
      });
      const clientCertificatePath = join(folder, 'client.pem');
      writeFileSync(clientCertificatePath, `${pems.private}\n${pems.cert}`);

      await refusalOf({
        resourceManager: server.origin,
        caFile: server.caFile,
        credential: 'client-certificate',
        identity: {
          tenantId: 'elsewhere',
          clientId: 'c',
          clientCertificatePath,
          sendCertificateChain: value,
        },
      });

      const form = new URLSearchParams(
        bodies.find((body) => body.includes('client_assertion')) ?? '',
      );
      const header = form.get('client_assertion')?.split('.')[0] ?? '';
      expect(
        'x5c' in (JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as object),
      ).toBe(isSent);
    },
    30_000,
  );
});
