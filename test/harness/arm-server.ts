import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { generate } from 'selfsigned';

export interface ArmRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** How often this method and URL was asked before. */
  readonly earlier: number;
}

/** What the scripted server answers. Default status 200; bytes as they are, a body that is no text as JSON. */
export interface ArmAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** `hang`: never answers; `truncate`: half of the body, then the connection ends; `reset`: the connection ends at once. */
  readonly fault?: 'hang' | 'truncate' | 'reset';
  readonly gzip?: boolean;
}

export interface ArmServer extends AsyncDisposable {
  /** https origin, for resource manager and authority alike. */
  readonly origin: string;
  /** PEM file of the server's own certificate authority. */
  readonly caFile: string;
  /** What was asked, sign-in left out. */
  readonly requests: ArmRequest[];
  /** Sign-ins answered with a token. */
  tokens(): number;
}

/** The tenant in the tokens that the server gives. */
export const TENANT = '11111111-2222-3333-4444-555555555555';

/** Client-secret values that go with the server's own sign-in. */
export const IDENTITY = {
  tenantId: TENANT,
  clientId: 'a-client',
  clientSecret: 'a-secret',
} as const;

/** A real HTTPS server on loopback that signs in everybody and answers ARM requests as `script` says. */
export async function startArmServer(
  script: (request: ArmRequest) => ArmAnswer | Promise<ArmAnswer>,
): Promise<ArmServer> {
  const pems = await (made ??= makePems());
  const folder = await mkdtemp(join(tmpdir(), 'arm-server-'));
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, pems.cert);
  const requests: ArmRequest[] = [];
  let tokens = 0;

  const server = createServer({ key: pems.private, cert: pems.cert }, (request, response) => {
    void answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', origin());
    const body = await textOf(request);
    if (url.pathname.startsWith(`/${TENANT}/`)) {
      if (url.pathname.endsWith('/token')) tokens += 1;
      return sendAnswer(response, { body: signInAnswer(url, origin()) });
    }
    const method = request.method ?? 'GET';
    const earlier = requests.filter(
      (one) => one.method === method && one.url.href === url.href,
    ).length;
    const asked: ArmRequest = { method, url, headers: request.headers, body, earlier };
    requests.push(asked);
    return sendAnswer(response, await script(asked));
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = (): string => `https://localhost:${(server.address() as AddressInfo).port}`;

  return {
    origin: origin(),
    caFile,
    requests,
    tokens: () => tokens,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}

/** One a process: to make one takes longer than what is then answered. */
let made: ReturnType<typeof makePems> | undefined;

async function makePems() {
  return await generate([{ name: 'commonName', value: 'localhost' }], {
    algorithm: 'sha256',
    keyType: 'ec',
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
}

function sendAnswer(response: ServerResponse, answer: ArmAnswer): void {
  if (answer.fault === 'hang') return;
  if (answer.fault === 'reset') {
    response.destroy();
    return;
  }
  const body =
    answer.body instanceof Uint8Array
      ? answer.body
      : Buffer.from(
          typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {}),
        );
  const bytes = answer.gzip === true ? gzipSync(body) : Buffer.from(body);
  response.writeHead(answer.status ?? 200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.length,
    ...(answer.gzip === true ? { 'content-encoding': 'gzip' } : {}),
    ...answer.headers,
  });
  if (answer.fault === 'truncate') {
    response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => response.destroy());
    return;
  }
  response.end(bytes);
}

/** Entra's OpenID configuration and a token, as the identity library asks for them. */
function signInAnswer(url: URL, origin: string): unknown {
  if (!url.pathname.endsWith('/token')) {
    return {
      issuer: `${origin}/${TENANT}/v2.0`,
      authorization_endpoint: `${origin}/${TENANT}/oauth2/v2.0/authorize`,
      token_endpoint: `${origin}/${TENANT}/oauth2/v2.0/token`,
      jwks_uri: `${origin}/${TENANT}/discovery/v2.0/keys`,
    };
  }
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = `${part({ alg: 'none' })}.${part({ tid: TENANT, oid: 'me' })}.signature`;
  return { token_type: 'Bearer', expires_in: 3600, ext_expires_in: 3600, access_token: token };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
