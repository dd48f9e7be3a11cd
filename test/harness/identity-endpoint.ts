import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A managed-identity endpoint as App Service has it, for who sends this header. `signature`: the last part of its tokens. */
export async function startIdentity(
  header = 'a-header',
  signature = 'signature',
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const token = `${part({ alg: 'none' })}.${part({ tid: 'a-tenant', oid: 'me' })}.${signature}`;
  const server = createServer((request, response) => {
    const expiry = Math.floor(Date.now() / 1000) + 3600;
    const isAsked = request.headers['x-identity-header'] === header;
    response.writeHead(isAsked ? 200 : 401, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        access_token: token,
        expires_on: String(expiry),
        resource: 'r',
        token_type: 'Bearer',
      }),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/msi/token`,
    close: async () => await new Promise((closed) => server.close(() => closed())),
  };
}
