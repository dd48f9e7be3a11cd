import { readdirSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { AlertChannel, Delivery } from '#alerting/channel.ts';
import {
  type Certificate,
  type HttpsReceiver,
  startHttpsReceiver,
} from '../harness/https-receiver.ts';
import { notification } from '../harness/notifications.ts';
import { CANARY, HTTP_CHANNELS, type HttpChannel, NOW_MS } from './all-channels.ts';

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

it('drives every channel that posts', () => {
  const folder = join(import.meta.dirname, '../../src/channels');
  const posting = readdirSync(folder).filter((file) =>
    /= createPost\(|return createAddressChannel\(/u.test(readFileSync(join(folder, file), 'utf8')),
  );

  expect(posting.length).toBeGreaterThan(6);
  const channels = posting.filter((file) => file !== 'address-channel.ts');
  expect(HTTP_CHANNELS.map(({ name }) => `${name}.ts`).toSorted()).toEqual(channels.toSorted());
});

async function receiver(...parameters: Parameters<typeof startHttpsReceiver>) {
  const started = await startHttpsReceiver(...parameters);
  closing.push(async () => await started.close());
  return started;
}

/** One try, whose result names neither key nor address. */
async function deliver(channel: HttpChannel, hook: HttpsReceiver): Promise<Delivery> {
  return await deliverBy(makeFor(channel, hook), hook);
}

function makeFor(channel: HttpChannel, hook: HttpsReceiver): AlertChannel {
  return channel.create(hook.origin, { privateNetwork: false, caFile: hook.caFile });
}

async function deliverBy(made: AlertChannel, hook: HttpsReceiver): Promise<Delivery> {
  const delivery = await made.deliver(
    { notification: notification(), destinationVersion: made.destinationVersion },
    AbortSignal.timeout(60_000),
  );
  expect(JSON.stringify(delivery)).not.toMatch(
    new RegExp(`${CANARY}|localhost|127\\.0\\.0\\.1|${String(hook.port)}`, 'u'),
  );
  return delivery;
}

function answerGood({ good }: HttpChannel, response: ServerResponse): void {
  response.writeHead(good.status).end(good.body);
}

function good(channel: HttpChannel): Delivery {
  const { outcome, responseId } = channel;
  const { status } = channel.good;
  return { outcome, status, ...(responseId === undefined ? {} : { responseId }) };
}

/** What a yes without its body is. */
function bare(channel: HttpChannel): Delivery | object {
  const { outcome } = channel;
  return channel.needsBody === true
    ? { outcome: 'failed', retryable: true }
    : { outcome, status: channel.good.status };
}

const RETRYABLE = [408, 425, 429];

describe.each(HTTP_CHANNELS)('$name through every status (A21)', (channel) => {
  it('takes its receiver at its word', async () => {
    const hook = await receiver((response) => answerGood(channel, response));

    expect(await deliver(channel, hook)).toEqual(good(channel));
    expect(hook.received).toHaveLength(1);
  });

  it('knows each status from 200 to 599', async () => {
    let status = 200;
    const hook = await receiver((response) => {
      // A redirect would lead to where keys are given out.
      response.writeHead(status, { location: 'https://169.254.169.254/' }).end();
    });

    const made = makeFor(channel, hook);
    for (; status < 600; status += 1) {
      const delivery = await deliverBy(made, hook);

      const expected =
        status < 300
          ? channel.accepts(status)
            ? { outcome: channel.outcome, status }
            : { outcome: 'failed', retryable: true }
          : {
              outcome: 'failed',
              reason: `status ${String(status)}`,
              status,
              retryable: status >= 500 || RETRYABLE.includes(status),
            };
      expect(delivery, String(status)).toMatchObject(expected);
      expect('isGone' in delivery, String(status)).toBe(status === 410);
    }
    expect(hook.received).toHaveLength(400);
  });

  it('waits for the last word after an early hint, and takes no change of protocol for one', async () => {
    const hinting = await receiver((response) => {
      response.writeEarlyHints({ link: '</a.css>; rel=preload; as=style' });
      answerGood(channel, response);
    });
    const switching = await receiver((response) => {
      response.writeHead(101, { upgrade: 'x', connection: 'upgrade' }).end();
    });

    expect(await deliver(channel, hinting)).toEqual(good(channel));
    expect(await deliver(channel, switching)).toMatchObject({ outcome: 'failed', retryable: true });
  });

  it.each([
    ['7', 7_000],
    ['0', 1_000],
    ['99999999', 3_600_000],
    [new Date(NOW_MS + 90_000).toUTCString(), 90_000],
    [new Date(NOW_MS - 90_000).toUTCString(), 1_000],
    ['-1', undefined],
    ['soon', undefined],
    [CANARY, undefined],
  ])('reads Retry-After %j', async (header, wait) => {
    const hook = await receiver((response) => {
      response.writeHead(429, { 'retry-after': header }).end();
    });

    const delivery = await deliver(channel, hook);

    expect(delivery).toMatchObject({ outcome: 'failed', status: 429, retryable: true });
    expect('retryAfterMs' in delivery ? delivery.retryAfterMs : undefined).toBe(wait);
  });
});

describe.each(HTTP_CHANNELS)('$name through every fault (A22)', (channel) => {
  it('tries again after a connection that ends before the headers', async () => {
    const early = await receiver(() => undefined, {
      early: (response) => {
        response.destroy();
        return true;
      },
    });
    const late = await receiver((response) => response.destroy());

    for (const hook of [early, late])
      expect(await deliver(channel, hook)).toMatchObject({ outcome: 'failed', retryable: true });
  });

  it('tries again after what is no HTTP', async () => {
    const hook = await receiver((response) => {
      response.socket?.end(`HTTP/1.1 twohundred ${CANARY}\r\n\r\n`);
    });

    expect(await deliver(channel, hook)).toMatchObject({ outcome: 'failed', retryable: true });
  });

  it('goes by the status of an answer that breaks off', async () => {
    const hook = await receiver((response) => {
      response.writeHead(channel.good.status, { 'content-length': '1000' });
      response.write('{"half":');
      setTimeout(() => response.destroy(), 20);
    });

    expect(await deliver(channel, hook)).toMatchObject(bare(channel));
  });

  it('reads no more than 64 KiB', async () => {
    const hook = await receiver((response) => {
      response.writeHead(channel.good.status);
      const timer = setInterval(() => response.write('x'.repeat(16_384)), 1);
      response.on('close', () => clearInterval(timer));
    });

    const begun = performance.now();
    expect(await deliver(channel, hook)).toMatchObject(bare(channel));
    // Far from the 15 s after which it would have stopped for the time alone.
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  it('keeps no id that only says back what it was sent', async () => {
    let secret = '';
    const hook = await receiver((response, { path, headers, body }) => {
      const [plain] = new RegExp(`${CANARY}\\w*`, 'u').exec(`${path}${body}`) ?? [];
      secret = plain ?? headers.authorization?.split(' ').at(-1) ?? String(headers['webhook-id']);
      response.writeHead(channel.good.status, { 'x-request-id': secret }).end(secret);
    });

    const delivery = await deliver(channel, hook);

    expect(delivery).toMatchObject(bare(channel));
    expect(secret).not.toBe('');
    expect(JSON.stringify(delivery)).not.toContain(secret);
  });

  it.each<[Certificate, string]>([
    ['expired', 'CERT_HAS_EXPIRED'],
    ['stranger', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['other-name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ])('sends nothing to a receiver with a certificate that is %s', async (certificate, reason) => {
    const hook = await receiver((response) => answerGood(channel, response), { certificate });

    expect(await deliver(channel, hook)).toEqual({ outcome: 'failed', reason, retryable: true });
    expect(hook.received).toEqual([]);
  });

  it('tries again when nobody listens', async () => {
    const hook = await startHttpsReceiver(() => undefined);
    const made = makeFor(channel, hook);
    await hook.close();

    expect(await deliverBy(made, hook)).toEqual({
      outcome: 'failed',
      reason: 'ECONNREFUSED',
      retryable: true,
    });
  });
});

describe('every channel waits 15 s at most (A21)', () => {
  const SLOW: readonly {
    readonly name: string;
    readonly answer: (channel: HttpChannel, response: ServerResponse) => void;
    readonly expected: (channel: HttpChannel) => object;
  }[] = [
    { name: 'says nothing', answer: () => undefined, expected: () => TIMEOUT },
    {
      name: 'headers letter by letter',
      answer: ({ good: { status } }, { socket }) => {
        socket?.write(`HTTP/1.1 ${String(status)} OK\r\nx-slow: `);
        drip((letter) => socket?.write(letter), socket);
      },
      expected: () => TIMEOUT,
    },
    {
      name: 'a body letter by letter: its status counts',
      answer: ({ good: { status } }, response) => {
        response.writeHead(status);
        drip((letter) => response.write(letter), response);
      },
      expected: bare,
    },
  ];
  const TIMEOUT = { outcome: 'failed', reason: 'timeout', retryable: true };

  it('for a receiver that says nothing, or too slowly', async () => {
    // All at once, since each waits to the end.
    const rows = HTTP_CHANNELS.flatMap((channel) => SLOW.map((slow) => ({ channel, slow })));
    await Promise.all(
      rows.map(async ({ channel, slow }) => {
        const hook = await receiver((response) => slow.answer(channel, response));
        const begun = performance.now();

        const delivery = await deliver(channel, hook);

        const took = performance.now() - begun;
        expect(delivery, `${channel.name}: ${slow.name}`).toMatchObject(slow.expected(channel));
        expect(took).toBeGreaterThan(14_000);
        expect(took).toBeLessThan(25_000);
      }),
    );
  }, 60_000);
});

function drip(
  write: (letter: string) => void,
  until: { on(event: 'close', done: () => void): unknown } | null,
): void {
  const timer = setInterval(() => write('x'), 200);
  until?.on('close', () => clearInterval(timer));
}
