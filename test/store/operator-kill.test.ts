import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '#store/open-store.ts';
import { COMPILED } from '../harness/compiled.ts';
import { onEachEngine } from '../harness/engines.ts';
import { alert, alertRecord } from './alerts.ts';

const KILLS = 20;
/** More than anybody can say before it is killed. */
const MANY = 100_000;

interface Entry {
  readonly type: string;
  readonly body: { readonly id?: string; readonly by?: string };
}

onEachEngine(({ shared }) => {
  let directory: string;

  beforeEach(async () => {
    directory = await shared();
  });

  describe('an operator who is killed', () => {
    it('A10: at 20 random moments: what was said to be there is there, anything else wholly or not at all', async () => {
      const seed = Math.trunc(Math.random() * 2_147_483_646) + 1;
      let random = seed;
      const next = (): number => {
        random = (random * 48_271) % 2_147_483_647;
        return random / 2_147_483_647;
      };
      const service = await openStore(directory);
      await service.recordAlerts(alertRecord(1, { alerts: [alert('a')] }));

      const said: string[] = [];
      for (let kill = 0; kill < KILLS; kill += 1) {
        const range = [String(kill * MANY), String((kill + 1) * MANY)];
        const child = spawn(
          process.execPath,
          [
            ...COMPILED,
            resolve(import.meta.dirname, '../harness/operator-child.ts'),
            directory,
            ...range,
          ],
          { stdio: ['ignore', 'pipe', 'inherit'] },
        );
        let text = '';
        child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
        const closed = once(child, 'close');
        await once(child.stdout, 'data');
        await wait(20 * next());
        child.kill('SIGKILL');
        await closed;
        said.push(...[...text.matchAll(/said (\d+)\n/gu)].map((found) => `si_${found[1] ?? ''}`));
      }
      service.close();

      const store = await openStore(directory);
      const kept = (await store.silences()).map(({ id }) => id);
      const entries = (await store.log.entries(0, await store.log.size())).map(
        ({ bytes }) => JSON.parse(Buffer.from(bytes).toString('utf8')) as Entry,
      );
      const logged = entries.flatMap(({ type, body }) =>
        type === 'silence' ? [body.id ?? 'nothing'] : [],
      );
      const taken = entries.flatMap(({ type, body }) =>
        type === 'acknowledgement' ? [body.by ?? 'nobody'] : [],
      );
      const why = `seed ${String(seed)}`;
      expect(said.length, why).toBeGreaterThanOrEqual(KILLS);
      expect(kept, why).toEqual(expect.arrayContaining(said));
      expect(logged.toSorted(), why).toEqual(kept.toSorted());
      // Each life may have ended between the two things that are said.
      expect(taken.length - kept.length, why).toBeGreaterThanOrEqual(0);
      expect(taken.length - kept.length, why).toBeLessThanOrEqual(KILLS);
      expect(await store.acknowledgements(), why).toMatchObject([{ by: taken.at(-1) }]);
      store.close();
    }, 300_000);
  });
});
