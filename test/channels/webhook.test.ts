import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, describe, expect, it } from 'vitest';
import { createSigner } from '#channels/standard-webhook.ts';
import { createWebhookChannel } from '#channels/webhook.ts';
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

function channel(url: string, keys: readonly string[] = [KEY]) {
  const settings = { name: 'hook', url: new Secret(url), keys: keys.map((key) => new Secret(key)) };
  return createWebhookChannel(settings, { now: () => NOW });
}

async function deliver(url: string) {
  return await channel(url).deliver(notification(), AbortSignal.timeout(20_000));
}

describe('the webhook channel', () => {
  it('posts a signed CloudEvent and keeps what the receiver calls it', async () => {
    const hook = await receiver((response) => {
      response.writeHead(202, { 'x-request-id': 'r-1' }).end('ok');
    });

    expect(await deliver(hook.url)).toEqual({ outcome: 'delivered', responseId: 'r-1' });

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

    await channel(hook.url, []).deliver(notification(), AbortSignal.timeout(20_000));

    expect(hook.received[0]?.headers['webhook-signature']).toBeUndefined();
  });

  it('does not follow a redirect', async () => {
    const hook = await receiver((response) => {
      response.writeHead(307, { location: '/elsewhere' }).end();
    });

    expect(await deliver(hook.url)).toEqual({
      outcome: 'failed',
      reason: 'status 307',
      retryable: false,
    });
    expect(hook.received.map(({ path }) => path)).toEqual(['/hook']);
  });

  it.each([
    [400, {}, { reason: 'status 400', retryable: false }],
    [410, { 'retry-after': '5' }, { reason: 'status 410', retryable: false }],
    [429, { 'retry-after': '7' }, { reason: 'status 429', retryable: true, retryAfterMs: 7_000 }],
    [503, { 'retry-after': 'nonsense' }, { reason: 'status 503', retryable: true }],
  ])('answers status %i with its meaning', async (status, headers, expected) => {
    const hook = await receiver((response) => {
      response.writeHead(status, headers).end();
    });

    expect(await deliver(hook.url)).toEqual({ outcome: 'failed', ...expected });
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

    expect(await deliver(endless.url)).toEqual({ outcome: 'delivered' });
    expect(await deliver(torn.url)).toEqual({ outcome: 'delivered' });
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

    const delivery = await channel(hook.url).deliver(notification(), AbortSignal.timeout(50));

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

      await channel(hook.url, [KEY, 'older']).deliver(notification(), AbortSignal.timeout(20_000));

      expect(validate(hook.received[0]?.headers), JSON.stringify(validate.errors)).toBe(true);
    });
  });
});
