import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '#store/open-store.ts';
import { stateWithAlerts } from './alerts-state.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

let made: Awaited<ReturnType<typeof stateWithAlerts>>;

beforeEach(async () => {
  made = await stateWithAlerts();
});

afterEach(() => {
  rmSync(made.folder, { recursive: true });
});

function startSilence(reason: string) {
  const args = ['alerts', 'silence', '--claim', 'flex.*', '--reason', reason, ...made.config];
  const child = spawn(process.execPath, ['src/main.ts', ...args], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  return { child, closed };
}

describe('posture alerts silence, killed', () => {
  it('A10: a silence that was said to be there is there, though the process was killed at that very moment', async () => {
    const { child, closed } = startSilence('first');
    const [said] = (await once(child.stdout, 'data')) as [Buffer];

    child.kill('SIGKILL');

    await closed;
    const id = /silenced (\S+) until/u.exec(said.toString('utf8'))?.[1];
    const store = await openStore(made.state);
    expect(await store.silences()).toMatchObject([{ id, reason: 'first' }]);
    expect(await store.log.find('silence', { id: id ?? '' })).toBeDefined();
    store.close();
  }, 60_000);
});
