import type { LookupAddress } from 'node:dns';
import { afterEach, describe, expect, it } from 'vitest';
import { createPost, type PostSettings } from '#channels/post.ts';
import { ConfigurationError } from '#domain/errors.ts';
import { type HttpsReceiver, startHttpsReceiver } from '../harness/https-receiver.ts';

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function receiver(...parameters: Parameters<typeof startHttpsReceiver>) {
  const started = await startHttpsReceiver(...parameters);
  closing.push(async () => await started.close());
  return started;
}

async function send(address: string, settings: Partial<PostSettings> = {}) {
  const post = createPost({ privateNetwork: false, caFile: null, ...settings });
  return await post(
    { address, headers: { authorization: 'canary-header' }, body: '{}', nowMs: 0 },
    AbortSignal.timeout(20_000),
  );
}

function answering(...addresses: readonly string[]): NonNullable<PostSettings['resolve']> {
  return (_, answer) =>
    answer(
      null,
      addresses.map((address): LookupAddress => ({ address, family: 4 })),
    );
}

const REFUSED = { outcome: 'failed', reason: 'address not allowed', retryable: true };

/** The receiver under another name: its certificate says localhost, so that a connection ends in the name's mismatch. */
function underName(hook: HttpsReceiver): string {
  return `https://hooks.example.com:${String(hook.port)}/s3cret`;
}

describe('where a message may go (S12)', () => {
  it('does not connect to a name that leads to this machine, unless the network is private', async () => {
    const hook = await receiver((response) => response.end());

    const open = await send(underName(hook), { resolve: answering('127.0.0.1') });
    const inside = await send(underName(hook), {
      resolve: answering('127.0.0.1'),
      caFile: hook.caFile,
      privateNetwork: true,
    });

    expect(open).toEqual(REFUSED);
    // It was connected to: only the certificate's name is in the way.
    expect(inside).toMatchObject({ outcome: 'failed', reason: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  });

  it('looks at each connection anew: a resolver that changes its mind gets nothing', async () => {
    const hook = await receiver((response) => response.end());
    const asked: string[] = [];
    const rebinding: NonNullable<PostSettings['resolve']> = (name, answer) => {
      asked.push(name);
      answer(null, [{ address: asked.length === 1 ? '192.0.2.1' : '127.0.0.1', family: 4 }]);
    };

    expect(await send(underName(hook), { resolve: rebinding })).toEqual(REFUSED);
    expect(await send(underName(hook), { resolve: rebinding })).toEqual(REFUSED);
    expect(hook.received).toEqual([]);
  });

  it.each([
    'https://2130706433:PORT/',
    'https://0x7f000001:PORT/',
    'https://0177.0.0.1:PORT/',
    'https://127.1:PORT/',
    'https://127.0.0.2:PORT/',
    'https://[::ffff:127.0.0.1]:PORT/',
    'https://169.254.169.254/metadata/instance',
    'https://[fd00:ec2::254]/latest',
    'https://10.0.0.1/',
  ])('refuses %s', async (address) => {
    const hook = await receiver((response) => response.end());

    expect(await send(address.replace('PORT', String(hook.port)))).toEqual(REFUSED);
    expect(hook.received).toEqual([]);
  });

  it('refuses the metadata service in a private network too', async () => {
    expect(await send('https://169.254.169.254/', { privateNetwork: true })).toEqual(REFUSED);
    expect(
      await send('https://hooks.example.com/', {
        privateNetwork: true,
        resolve: answering('169.254.169.254'),
      }),
    ).toEqual(REFUSED);
  });

  it('sends to this machine where the address says so', async () => {
    const hook = await receiver((response) => response.end());

    const delivery = await send(`${hook.origin}/hook`, { caFile: hook.caFile });

    expect(delivery).toEqual({ outcome: 'delivered', status: 200 });
  });

  it('does not follow a redirect to the metadata service', async () => {
    const hook = await receiver((response) => {
      response.writeHead(307, { location: 'https://169.254.169.254/' }).end();
    });

    const delivery = await send(`${hook.origin}/hook`, { caFile: hook.caFile });

    expect(delivery).toEqual({
      outcome: 'failed',
      reason: 'status 307',
      status: 307,
      retryable: false,
    });
    expect(hook.received).toHaveLength(1);
  });

  it('takes no proxy from the environment', async () => {
    const hook = await receiver((response) => response.end());
    const before = process.env['HTTPS_PROXY'];
    process.env['HTTPS_PROXY'] = 'http://127.0.0.1:9';

    const delivery = await send(`${hook.origin}/hook`, { caFile: hook.caFile });

    if (before === undefined) delete process.env['HTTPS_PROXY'];
    else process.env['HTTPS_PROXY'] = before;
    expect(delivery.outcome).toBe('delivered');
  });
});

describe('what the body of an answer is for', () => {
  it('is read to 64 KiB, goes to the judge alone and decides only over a good status', async () => {
    const bodies: number[] = [];
    const hook = await receiver((response, { path }) => {
      response.statusCode = path === '/bad' ? 500 : 200;
      response.end(Buffer.alloc(200_000, 'x'));
    });
    const post = createPost({ privateNetwork: false, caFile: hook.caFile });
    const ask = async (path: string) =>
      await post(
        {
          address: `${hook.origin}${path}`,
          headers: {},
          body: '',
          nowMs: 0,
          judge: (_, body) => {
            bodies.push(body.length);
            return { outcome: 'failed', reason: 'it says no', retryable: false };
          },
        },
        AbortSignal.timeout(20_000),
      );

    expect(await ask('/good')).toMatchObject({ reason: 'it says no' });
    expect(await ask('/bad')).toMatchObject({ reason: 'status 500', retryable: true });
    expect(bodies).toEqual([64 * 1024]);
  });
});

describe('createPost', () => {
  it('says at once that a certificate file is not there', () => {
    expect(() => createPost({ privateNetwork: false, caFile: '/no/such/ca.pem' })).toThrow(
      ConfigurationError,
    );
  });
});
