import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** `stranger`: signed by nobody that `caFile` names; `other-name`: made for another host. */
export type Certificate = 'good' | 'expired' | 'stranger' | 'other-name';

export interface HttpsRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface HttpsReceiver {
  /** `https://localhost:port`. */
  readonly origin: string;
  readonly port: number;
  readonly caFile: string;
  readonly received: readonly HttpsRequest[];
  close(): Promise<void>;
}

/** A real HTTPS server on loopback with a certificate of its own, which answers as told. `early`: before the body was read. */
export async function startHttpsReceiver(
  answer: (response: ServerResponse, request: HttpsRequest) => void,
  options: {
    readonly certificate?: Certificate;
    readonly early?: (response: ServerResponse) => boolean;
  } = {},
): Promise<HttpsReceiver> {
  const certificate = options.certificate ?? 'good';
  const own = await pems(
    certificate === 'other-name' ? 'elsewhere.example' : 'localhost',
    certificate,
  );
  const trusted = certificate === 'stranger' ? await pems('localhost', 'good') : own;
  const folder = await mkdtemp(join(tmpdir(), 'https-receiver-'));
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, trusted.cert);
  const received: HttpsRequest[] = [];
  const server: Server = createServer({ key: own.private, cert: own.cert }, (request, response) => {
    response.on('error', () => undefined);
    if (options.early?.(response) === true) return;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const entry = { path: request.url ?? '', headers: request.headers, body };
      received.push(entry);
      answer(response, entry);
    });
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `https://localhost:${String(port)}`,
    port,
    caFile,
    received,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((closed) => {
        server.close(() => closed());
      });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const DAY_MS = 86_400_000;

const made = new Map<string, ReturnType<typeof makePems>>();

/** Of each kind one a process: to make one takes longer than what is then sent. */
async function pems(host: string, certificate: Certificate) {
  const key = `${host} ${certificate}`;
  const known = made.get(key) ?? makePems(host, certificate);
  made.set(key, known);
  return await known;
}

async function makePems(host: string, certificate: Certificate) {
  const isExpired = certificate === 'expired';
  const now = Date.now();
  return await generate([{ name: 'commonName', value: host }], {
    algorithm: 'sha256',
    keyType: 'ec',
    notBeforeDate: new Date(now - (isExpired ? 10 : 1) * DAY_MS),
    notAfterDate: new Date(now + (isExpired ? -1 : 1) * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: host }] },
    ],
  });
}
