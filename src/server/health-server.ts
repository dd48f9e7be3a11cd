import fastify from 'fastify';
import type { Logger } from 'pino';
import { ConfigurationError } from '#domain/errors.ts';
import { machineFault } from '#domain/machine-fault.ts';

/** What the health endpoints answer with. */
export interface Health {
  /** The service works at all: its event loop answers and it is not stopping. */
  readonly isAlive: boolean;
  /** It can do its job: the state is writable and a scan has been completed recently enough. */
  readonly isReady: boolean;
  /** Shown to people; no secrets, no resource names. */
  readonly details: Readonly<Record<string, unknown>>;
}

export interface HealthServer {
  /** Where it listens, e.g. `http://127.0.0.1:8080`. */
  readonly address: string;
  close(): Promise<void>;
}

/** Serves `/healthz` and `/readyz` (200 or 503 with JSON). Limits against slow or large requests are set here: the library's default is none. */
export async function startHealthServer(options: {
  readonly host: string;
  readonly port: number;
  readonly log: Logger;
  readonly health: () => Health;
}): Promise<HealthServer> {
  const server = fastify({
    loggerInstance: options.log.child({ component: 'server' }, { level: quieter(options.log) }),
    bodyLimit: 16 * 1024,
    requestTimeout: 30_000,
    connectionTimeout: 30_000,
    // Whoever is in the middle of asking when the service stops gets no answer: it must not wait for a request that never ends.
    forceCloseConnections: true,
    http: { maxHeaderSize: 16 * 1024, headersTimeout: 10_000 },
  });
  // With `done` and not async: a reply is itself awaitable, and to wait for it here would be to wait for what this hook holds up.
  server.addHook('onSend', (_request, reply, _payload, done) => {
    void reply.headers({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'",
    });
    done();
  });
  // The reason is for the log; whoever asks from outside learns only that it could not be told.
  server.setErrorHandler((error, request, reply) => {
    request.log.error({ err: error }, 'request failed');
    void reply.code(500).send({ status: 'failing' });
  });
  server.get('/healthz', async (_request, reply) => {
    const { isAlive, details } = options.health();
    return await reply
      .code(isAlive ? 200 : 503)
      .send({ ...details, status: isAlive ? 'ok' : 'stopping' });
  });
  server.get('/readyz', async (_request, reply) => {
    const { isReady, details } = options.health();
    return await reply
      .code(isReady ? 200 : 503)
      .send({ ...details, status: isReady ? 'ready' : 'not ready' });
  });
  const address = await listen(server, options);
  return { address, close: async () => await server.close() };
}

async function listen(
  server: {
    listen(at: { readonly host: string; readonly port: number }): Promise<string>;
    close(): PromiseLike<unknown>;
  },
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  try {
    return await server.listen({ host, port });
  } catch (cause) {
    await server.close();
    const fault = machineFault(cause);
    const why =
      fault?.code === 'EACCES'
        ? 'may not be used by this user: ports below 1024 are for root. Choose another one'
        : (fault?.meaning ?? 'cannot be listened on: no such name or address. Choose another one');
    throw new ConfigurationError(
      'SERVER_LISTEN',
      `The service cannot listen: ${host}:${port} ${why} (server.host, server.port).`,
      { cause },
    );
  }
}

function quieter(log: Logger): string {
  return log.isLevelEnabled('warn') ? 'warn' : log.level;
}
