import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { expect, it, vi } from 'vitest';
import { createAzure } from '#azure/azure.ts';
import { resolveCloud } from '#azure/cloud-settings.ts';
import { startArmServer } from '../harness/arm-server.ts';
import { createMemoryKeeper, realClock } from '../harness/azure-access.ts';

// Alone in its file: the identity library keeps the first endpoint that it finds for the life of the process.
it('signs in with a managed identity, for the cloud`s audience, as the client that was named', async () => {
  const asked: URL[] = [];
  const endpoint = createServer((request, response) => {
    asked.push(new URL(request.url ?? '', 'http://x'));
    const token = {
      access_token: 'opaque',
      expires_on: String(Math.floor(Date.now() / 1000) + 3600),
      token_type: 'Bearer',
      resource: 'r',
    };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(token));
  });
  await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
  vi.stubEnv(
    'IDENTITY_ENDPOINT',
    `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/msi/token`,
  );
  vi.stubEnv('IDENTITY_HEADER', 'secret-header');
  await using server = await startArmServer(() => ({ body: { value: [] } }));
  const azure = await createAzure({
    cloud: resolveCloud({ resourceManager: server.origin, caFile: server.caFile }),
    credential: 'managed-identity',
    identity: { clientId: 'the-client' },
    keeper: createMemoryKeeper(),
    clock: realClock,
    log: pino({ level: 'silent' }),
  });
  const question = {
    operation: 'subscriptions',
    permission: 'x/read',
    signal: AbortSignal.timeout(10_000),
  };

  const reading = await azure.reader.pages(question, (clients) =>
    clients.subscriptions().subscriptions.list(),
  );

  expect(reading.status).toBe('collected');
  expect(
    asked.map(({ searchParams }) => [searchParams.get('resource'), searchParams.get('client_id')]),
  ).toEqual([['https://management.azure.com', 'the-client']]);
  expect(server.requests[0]?.headers['authorization']).toBe('Bearer opaque');
  expect(azure.tenantId()).toBeNull();
  await azure.close();
  endpoint.close();
  vi.unstubAllEnvs();
});
