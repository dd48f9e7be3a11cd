import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import pino from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createAzure } from '#azure/azure.ts';
import { resolveCloud } from '#azure/cloud-settings.ts';
import { createPost } from '#channels/post.ts';
import { Secret } from '#domain/secret.ts';
import { createBlobAnchor } from '#evidence/immutable-blob.ts';
import { openKeyVaultSigner } from '#evidence/keys/key-vault-signer.ts';
import { createTimeStamper } from '#evidence/time-stamp.ts';
import { createScopeReader } from '#inventory/scope-reader.ts';
import { createAgents } from '#network/agents.ts';
import { createProxy, type ProxyRules } from '#network/proxy.ts';
import { createAskPage } from '#web/ask-page.ts';
import { createPing } from '#web/ping.ts';
import { type ArmServer, IDENTITY, startArmServer } from '../harness/arm-server.ts';
import { createMemoryKeeper, realClock } from '../harness/azure-access.ts';
import { startConnectProxy } from '../harness/connect-proxy.ts';
import { startHttpsReceiver } from '../harness/https-receiver.ts';

const signal = () => AbortSignal.timeout(20_000);

function rulesFor(address: string, except: readonly string[] = []): ProxyRules {
  const proxy = createProxy(new Secret(address), 'azure.proxy');
  return { https: proxy, http: proxy, except };
}

function withPassword(origin: string): string {
  return origin.replace('http://', 'http://me:hush%201234@');
}

async function connect(server: ArmServer, proxies: ProxyRules): Promise<unknown> {
  const azure = await createAzure({
    cloud: resolveCloud({
      resourceManager: server.origin,
      authority: server.origin,
      caFile: server.caFile,
    }),
    credential: 'client-secret',
    identity: IDENTITY,
    proxies,
    keeper: createMemoryKeeper(),
    clock: realClock,
    log: pino({ level: 'silent' }),
  });
  try {
    return await createScopeReader({ azure, clock: realClock }).connect(signal());
  } finally {
    await azure.close();
  }
}

async function deadPort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

const EMPTY = { body: { value: [] } };

describe('18: Azure through a real proxy', () => {
  it('18: sign-in and reads go through it, with its password', async () => {
    const proxy = await startConnectProxy();
    await using server = await startArmServer(() => EMPTY);

    await connect(server, rulesFor(withPassword(proxy.origin)));

    const { host } = new URL(server.origin);
    expect(new Set(proxy.asked)).toEqual(new Set([`CONNECT ${host}`]));
    const sent = `Basic ${Buffer.from('me:hush 1234').toString('base64')}`;
    expect(new Set(proxy.credentials)).toEqual(new Set([sent]));
    expect(server.tokens()).toBeGreaterThan(0);
  });

  it('18: NO_PROXY goes round it', async () => {
    const proxy = await startConnectProxy();
    await using server = await startArmServer(() => EMPTY);

    await connect(server, rulesFor(proxy.origin, ['localhost']));

    expect(proxy.asked).toEqual([]);
  });

  it('18: errors name the proxy and never its password', async () => {
    const refusing = await startConnectProxy({ refuse: 407 });
    const dead = `http://127.0.0.1:${await deadPort()}`;
    await using server = await startArmServer(() => EMPTY);

    for (const [origin, words] of [
      [refusing.origin, /ERR_PROXY_TUNNEL/u],
      [dead, /refused the connection.*ECONNREFUSED/u],
    ] as const) {
      const failed = await connect(server, rulesFor(withPassword(origin))).catch(
        (error: unknown) => error,
      );

      expect(failed).toMatchObject({ exitStatus: 4 });
      const { message } = failed as Error;
      expect(message).toMatch(words);
      expect(message).toContain(`the proxy ${origin} (azure.proxy)`);
      expect(message).toContain(new URL(server.origin).host);
      expect(message).not.toContain('hush');
    }
  }, 30_000);
});

describe('18: everything else through a real proxy', () => {
  it('18: a channel posts through it, with the certificate of its own authority', async () => {
    const proxy = await startConnectProxy();
    const receiver = await startHttpsReceiver((response) => void response.end());
    onTestFinished(async () => await receiver.close());
    const settings = { privateNetwork: true, caFile: receiver.caFile };
    const post = createPost({ ...settings, proxies: rulesFor(proxy.origin) });

    const delivery = await post(
      { address: receiver.origin, headers: {}, body: '{}', nowMs: 0 },
      signal(),
    );

    expect(delivery.outcome).toBe('delivered');
    expect(proxy.asked).toEqual([`CONNECT ${new URL(receiver.origin).host}`]);
  });

  it('18: an address that may not be connected to is not asked for through it either', async () => {
    const proxy = await startConnectProxy();
    const post = createPost({
      privateNetwork: false,
      caFile: null,
      proxies: rulesFor(proxy.origin),
    });

    const delivery = await post(
      { address: 'https://10.0.0.1/', headers: {}, body: '', nowMs: 0 },
      signal(),
    );

    expect(delivery).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('address not allowed'),
    });
    expect(proxy.asked).toEqual([]);
  });

  it('18: heartbeats, links, time stamps, blobs and key vaults ask it, and their failures name it', async () => {
    const proxy = await startConnectProxy();
    const rules = rulesFor(withPassword(proxy.origin));
    const credential = {
      getToken: async () =>
        await Promise.resolve({ token: 't', expiresOnTimestamp: 4_102_444_800_000 }),
    };
    const told: unknown[] = [];
    const tell = (error: unknown): void =>
      void told.push(error instanceof Error ? error.message : error);

    tell(await createPing('t/1', rules)('https://beat.invalid/x', signal()));
    tell(await createAskPage('t/1', rules)('https://page.invalid/x', signal()));
    await createTimeStamper('http://stamps.invalid/', rules)
      .stamp(Buffer.from('x'), signal())
      .catch(tell);
    await createBlobAnchor({
      container: 'https://blob.invalid/c',
      caFile: null,
      credential,
      origin: 'o',
      now: () => '2026-01-01T00:00:00Z',
      proxies: rules,
    })
      .newestCheckpoint(signal())
      .catch(tell);
    const agents = createAgents({ proxies: rules });
    await openKeyVaultSigner(
      'https://vault.invalid/keys/k/1',
      { credential, agents },
      signal(),
    ).catch(tell);
    agents.destroy();

    for (const host of ['beat', 'page', 'stamps', 'blob', 'vault']) {
      expect(
        proxy.asked.some((line) => line.includes(`${host}.invalid`)),
        host,
      ).toBe(true);
    }
    expect(told).toHaveLength(5);
    const words = JSON.stringify(told);
    expect(words.split(`the proxy ${proxy.origin}`).length - 1).toBeGreaterThanOrEqual(4);
    expect(words).not.toContain('hush');
  }, 60_000);
});
