import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { expect, it, vi } from 'vitest';
import { createAzure } from '#azure/azure.ts';
import { resolveCloud } from '#azure/cloud-settings.ts';
import { Secret } from '#domain/secret.ts';
import { createScopeReader } from '#inventory/scope-reader.ts';
import { createProxy } from '#network/proxy.ts';
import { startArmServer } from '../harness/arm-server.ts';
import { createMemoryKeeper, realClock } from '../harness/azure-access.ts';
import { startConnectProxy } from '../harness/connect-proxy.ts';

// Alone in its file: the identity library keeps the first endpoint that it finds for the life of the process.
it('18: a managed identity`s token never travels through a proxy, Azure`s answers do', async () => {
  const endpoint = createServer((_, response) => {
    const token = {
      access_token: 'opaque',
      expires_on: '4102444800',
      token_type: 'Bearer',
      resource: 'r',
    };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(token));
  });
  await new Promise<void>((done) => endpoint.listen(0, '127.0.0.1', done));
  const { port } = endpoint.address() as AddressInfo;
  const proxy = await startConnectProxy();
  vi.stubEnv('IDENTITY_ENDPOINT', `http://127.0.0.1:${port}/msi/token`);
  vi.stubEnv('IDENTITY_HEADER', 'secret-header');
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy'])
    vi.stubEnv(name, proxy.origin);
  await using server = await startArmServer(() => ({ body: { value: [] } }));
  const set = createProxy(new Secret(proxy.origin), 'HTTPS_PROXY');
  const azure = await createAzure({
    cloud: resolveCloud({ resourceManager: server.origin, caFile: server.caFile }),
    credential: 'managed-identity',
    proxies: { https: set, http: set, except: [] },
    keeper: createMemoryKeeper(),
    clock: realClock,
    log: pino({ level: 'silent' }),
  });

  await createScopeReader({ azure, clock: realClock }).connect(AbortSignal.timeout(10_000));

  expect(server.requests[0]?.headers['authorization']).toBe('Bearer opaque');
  expect(new Set(proxy.asked)).toEqual(new Set([`CONNECT ${new URL(server.origin).host}`]));
  await azure.close();
  endpoint.close();
  vi.unstubAllEnvs();
});
