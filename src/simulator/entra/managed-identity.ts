import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Tokens } from './tokens.ts';

/** The managed-identity endpoint of App Service (`/msi/token`) and of virtual machines (`/metadata/identity/oauth2/token`). */
export interface ManagedIdentityEndpoint {
  readonly endpoint: string;
  /** What `x-identity-header` must say. */
  readonly header: string;
  readonly authorityHost: string;
  close(): Promise<void>;
}

/** Listens on loopback at a free port. */
export async function startManagedIdentity(tokens: Tokens): Promise<ManagedIdentityEndpoint> {
  const header = randomBytes(16).toString('hex');
  const server = createServer((request, response) => answer(request, response, tokens, header));
  const port = await listen(server);
  const authorityHost = `http://127.0.0.1:${port}`;
  return {
    endpoint: `${authorityHost}/msi/token`,
    header,
    authorityHost,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  tokens: Tokens,
  header: string,
): void {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const path = url.pathname.replace(/\/$/, '').toLowerCase();
  const isAppService = path === '/msi/token';
  const isMachine = path === '/metadata/identity/oauth2/token';
  const resource = url.searchParams.get('resource');
  if (!isAppService && !isMachine) return send(response, 404, { error: 'not_found' });
  const isAllowed = isAppService
    ? request.headers['x-identity-header'] === header
    : request.headers['metadata'] === 'true';
  if (!isAllowed) {
    const error_description = isAppService
      ? 'The x-identity-header is missing or wrong.'
      : 'Required metadata header not specified';
    return send(response, 400, { error: 'invalid_request', error_description });
  }
  if (resource === null) {
    return send(response, 400, {
      error: 'invalid_request',
      error_description: 'resource is missing',
    });
  }
  const { token, expiresOn, lifetime } = tokens.mint(resource);
  send(response, 200, {
    access_token: token,
    expires_on: String(expiresOn),
    expires_in: String(lifetime),
    not_before: String(expiresOn - lifetime),
    resource,
    token_type: 'Bearer',
  });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address: AddressInfo | string | null = server.address();
      if (address === null || typeof address === 'string') reject(new Error('no port'));
      else resolve(address.port);
    });
  });
}
