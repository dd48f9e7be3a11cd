import { connect } from 'node:net';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { type Health, startHealthServer } from '#server/health-server.ts';

const log = pino({ level: 'silent' });

async function serve(health: () => Health) {
  const server = await startHealthServer({ host: '127.0.0.1', port: 0, log, health });
  return {
    ...server,
    async [Symbol.asyncDispose]() {
      await server.close();
    },
  };
}

describe('health server', () => {
  it.each([
    ['/healthz', { isAlive: true, isReady: false }, 200, 'ok'],
    ['/healthz', { isAlive: false, isReady: true }, 503, 'stopping'],
    ['/readyz', { isAlive: true, isReady: true }, 200, 'ready'],
    ['/readyz', { isAlive: true, isReady: false }, 503, 'not ready'],
  ])('answers %s of %j with %i', async (path, state, status, word) => {
    await using server = await serve(() => ({ ...state, details: { lastScan: '2026-11-21' } }));

    const answer = await fetch(`${server.address}${path}`);

    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ status: word, lastScan: '2026-11-21' });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'");
  });

  it('lets no detail stand in for the status', async () => {
    await using server = await serve(() => ({
      isAlive: true,
      isReady: false,
      details: { status: 'ready' },
    }));

    const answer = await fetch(`${server.address}/readyz`);

    expect(await answer.json()).toEqual({ status: 'not ready' });
  });

  it('is not well when it cannot tell', async () => {
    await using server = await serve(() => {
      throw new Error('the state is locked by /secret/path');
    });

    const answer = await fetch(`${server.address}/readyz`);

    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({ status: 'failing' });
  });

  it('knows nothing else, and takes no large request', async () => {
    await using server = await serve(() => ({ isAlive: true, isReady: true, details: {} }));

    expect((await fetch(server.address)).status).toBe(404);
    expect((await fetch(`${server.address}/healthz`, { method: 'POST', body: 'x' })).status).toBe(
      404,
    );
    const large = await fetch(`${server.address}/healthz`, {
      headers: { big: 'x'.repeat(20_000) },
    });
    expect(large.status).toBe(431);
  });

  it('closes while somebody holds a connection open', async () => {
    const server = await startHealthServer({
      host: '127.0.0.1',
      port: 0,
      log,
      health: () => ({ isAlive: true, isReady: true, details: {} }),
    });
    await fetch(`${server.address}/healthz`);

    const startedAt = performance.now();
    await server.close();

    expect(performance.now() - startedAt).toBeLessThan(2000);
    await expect(connects(Number(new URL(server.address).port))).resolves.toBe(false);
  });
});

async function connects(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, '127.0.0.1', () => resolve(true));
  socket.on('error', () => resolve(false));
  const answer = await promise;
  socket.destroy();
  return answer;
}
