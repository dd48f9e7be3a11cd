import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, describe, expect, it } from 'vitest';
import type { AlertChannel } from '#alerting/channel.ts';
import { createSigner } from '#channels/standard-webhook.ts';
import { createWebhookChannel, type WebhookSettings } from '#channels/webhook.ts';
import type { Notification } from '#domain/alert.ts';
import { ConfigurationError } from '#domain/errors.ts';
import { Secret } from '#domain/secret.ts';
import { notification } from '../harness/notifications.ts';
import { type Receiver, startReceiver } from '../harness/receiver.ts';
import { sharedIsHere, sharedPath } from '../harness/shared.ts';

const NOW = Date.UTC(2026, 0, 1);
const KEY = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function receiver(...parameters: Parameters<typeof startReceiver>): Promise<Receiver> {
  const started = await startReceiver(...parameters);
  closing.push(async () => await started.close());
  return started;
}

function channel(
  url: string,
  keys: readonly string[] = [KEY],
  changes: Partial<WebhookSettings> = {},
) {
  const settings = {
    name: 'hook',
    url: new Secret(url),
    keys: keys.map((key) => new Secret(key)),
    pages: false,
    privateNetwork: false,
    caFile: null,
    ...changes,
  };
  return createWebhookChannel(settings, { now: () => NOW });
}

async function send(
  hook: AlertChannel,
  told: Notification = notification(),
  signal = AbortSignal.timeout(20_000),
) {
  const { destinationVersion } = hook;
  return await hook.deliver({ notification: told, destinationVersion }, signal);
}

async function deliver(url: string) {
  return await send(channel(url));
}

describe('the webhook channel', () => {
  it('posts a signed CloudEvent and keeps what the receiver calls it', async () => {
    const hook = await receiver((response) => {
      response.writeHead(202, { 'x-request-id': 'r-1' }).end('ok');
    });

    expect(await deliver(hook.url)).toEqual({
      outcome: 'delivered',
      status: 202,
      responseId: 'r-1',
    });

    const [got] = hook.received;
    expect(got?.headers).toMatchObject({
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'webhook-id': notification().id,
      'webhook-timestamp': String(NOW / 1000),
      'webhook-signature': createSigner([KEY])(notification().id, NOW / 1000, got?.body ?? ''),
    });
    expect(JSON.parse(got?.body ?? '')).toMatchObject({ id: notification().id });
  });

  it('sends no signature without a key', async () => {
    const hook = await receiver((response) => response.end());

    await send(channel(hook.url, []));

    expect(hook.received[0]?.headers['webhook-signature']).toBeUndefined();
  });

  it('A24: signs with both keys during a rotation, and both versions still reach it', async () => {
    const hook = await receiver((response) => response.end());
    const before = channel(hook.url, ['older']);
    const rotating = channel(hook.url, [KEY, 'older']);
    const told = notification({ kind: 'resolved' });
    const { destinationVersion } = before;

    const during = await rotating.deliver(
      { notification: told, destinationVersion },
      AbortSignal.timeout(20_000),
    );
    const after = await channel(hook.url).deliver(
      { notification: told, destinationVersion },
      AbortSignal.timeout(20_000),
    );

    expect(during.outcome).toBe('delivered');
    expect(String(hook.received[0]?.headers['webhook-signature']).split(' ')).toHaveLength(2);
    expect(rotating.destinationVersions).toContain(destinationVersion);
    expect(after).toMatchObject({ outcome: 'failed', retryable: false });
    expect(hook.received).toHaveLength(1);
  });

  it("A24: posts Alertmanager's form where it is asked for", async () => {
    const hook = await receiver((response) => response.end());

    await send(channel(hook.url, [KEY], { format: 'alertmanager' }));

    expect(hook.received[0]?.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(JSON.parse(hook.received[0]?.body ?? '')).toMatchObject({
      version: '4',
      status: 'firing',
    });
    expect(hook.received[0]?.headers['webhook-signature']).toMatch(/^v1,/u);
  });

  it('does not follow a redirect', async () => {
    const hook = await receiver((response) => {
      response.writeHead(307, { location: '/elsewhere' }).end();
    });

    expect(await deliver(hook.url)).toEqual({
      outcome: 'failed',
      reason: 'status 307',
      status: 307,
      retryable: false,
    });
    expect(hook.received.map(({ path }) => path)).toEqual(['/hook']);
  });

  it('goes by the status although the body is endless, breaks off or is huge', async () => {
    const endless = await receiver((response) => {
      const timer = setInterval(() => response.write('x'.repeat(16_384)), 1);
      response.on('close', () => clearInterval(timer));
    });
    const torn = await receiver((response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('half');
      setTimeout(() => response.destroy(), 20);
    });

    expect(await deliver(endless.url)).toEqual({ outcome: 'delivered', status: 200 });
    expect(await deliver(torn.url)).toEqual({ outcome: 'delivered', status: 200 });
  });

  it('calls a broken connection by its code and never by its address', async () => {
    const server: Server = createServer((socket) => socket.destroy());
    await new Promise<void>((listening) => {
      server.listen(0, '127.0.0.1', listening);
    });
    const { port } = server.address() as AddressInfo;
    const address = `http://127.0.0.1:${String(port)}/s3cret`;

    const torn = await deliver(address);
    await new Promise((closed) => server.close(closed));
    const refused = await deliver(address);
    const unknown = await deliver('https://no-such-host.invalid/s3cret');

    expect(torn).toMatchObject({ outcome: 'failed', retryable: true });
    expect(refused).toEqual({ outcome: 'failed', reason: 'ECONNREFUSED', retryable: true });
    expect(unknown).toMatchObject({ outcome: 'failed', retryable: true });
    expect(JSON.stringify([torn, refused, unknown])).not.toMatch(/s3cret|invalid|127\.0/u);
  });

  it('stops when it is told to', async () => {
    const hook = await receiver(() => undefined);

    const delivery = await send(channel(hook.url), notification(), AbortSignal.timeout(50));

    expect(delivery).toEqual({ outcome: 'failed', reason: 'stopped', retryable: true });
  });

  it.each([
    'http://example.com/s3cret',
    'ftp://localhost/s3cret',
    'https://u:s3cret@example.com/',
    's3cret',
  ])('refuses the address %s without saying it', (url) => {
    expect(() => channel(url)).toThrow(ConfigurationError);
    expect(() => channel(url)).not.toThrow(/s3cret/u);
  });

  describe.skipIf(!sharedIsHere)('(left out without the shared material)', () => {
    it('sends the headers that Standard Webhooks asks for', async () => {
      const hook = await receiver((response) => response.end());
      const schema = readFileSync(
        sharedPath('schemas', 'standard-webhooks-headers.schema.json'),
        'utf8',
      );
      const validate = new Ajv2020({ strict: false }).compile(JSON.parse(schema) as object);

      await send(channel(hook.url, [KEY, 'older']));

      expect(validate(hook.received[0]?.headers), JSON.stringify(validate.errors)).toBe(true);
    });
  });
});
