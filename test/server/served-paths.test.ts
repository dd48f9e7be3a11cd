import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { isServed, SERVED_PATHS, servedLink } from '#domain/served-paths.ts';
import { startHealthServer } from '#server/health-server.ts';

describe('22: what is linked to', () => {
  it('22: is served, and what is not served is not linked to', async () => {
    const health = () => ({ isAlive: true, isReady: true, details: {} });
    const log = pino({ level: 'silent' });
    const server = await startHealthServer({ host: '127.0.0.1', port: 0, log, health });
    try {
      for (const path of [...SERVED_PATHS, '/alerts/al_1', '/', '/evidence/1', '/metrics']) {
        const { status } = await fetch(`${server.address}${path}`);
        expect(status !== 404, path).toBe(isServed(path));
        expect(servedLink(server.address, path) !== null, path).toBe(status !== 404);
      }
    } finally {
      await server.close();
    }
  });

  it('22: is linked to again as soon as it is served', () => {
    const served = ['/alerts/:id'];

    expect(servedLink('https://posture.example.com/', '/alerts/al_1', served)).toBe(
      'https://posture.example.com/alerts/al_1',
    );
    expect(servedLink('https://posture.example.com', '/alerts', served)).toBeNull();
    expect(servedLink(null, '/alerts/al_1', served)).toBeNull();
  });
});
