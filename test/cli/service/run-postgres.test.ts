import { rmSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import {
  hook,
  lifeConfiguration,
  serverId,
  setTls,
  startLifeAzure,
  toldOn,
} from '../../harness/alert-life.ts';
import { onPostgres } from '../../harness/engines.ts';
import { startHttpsReceiver } from '../../harness/https-receiver.ts';
import { runPosture } from '../../harness/posture.ts';
import { eventually } from '../../harness/posture-child.ts';
import { scansFinished, startService } from '../../harness/small-service.ts';

const LONG = 60_000;

onPostgres('posture run', ({ shared }) => {
  it('scans, tells of a drift, hears that somebody has it, is killed and begins again: nothing is lost or told twice', async () => {
    const [azure, receiver] = await Promise.all([
      startLifeAzure([3]),
      startHttpsReceiver((response) => response.writeHead(204).end()),
    ]);
    onTestFinished(async () => {
      await azure.stop();
      await receiver.close();
      rmSync(azure.folder, { recursive: true });
    });
    const config = lifeConfiguration(azure.folder, {
      name: 'life',
      subscription: 0,
      severity: 'high',
      schedules: '{ scan: "*/2 * * * * *" }',
      alerts: {
        channels: [{ type: 'log' }, hook(receiver, 'hook')],
        timing: { recoverAfter: 'PT1S' },
      },
      state: await shared(),
    });
    const posture = async (...args: string[]) => {
      const { exitCode, stdout, stderr } = await runPosture(
        [...args, '--config', config],
        azure.env,
      );
      expect(exitCode, stderr).toBe(0);
      return stdout;
    };
    const begin = async () => {
      const child = startService(config, azure.env);
      onTestFinished(async () => {
        if (child.process.exitCode === null && child.process.signalCode === null)
          await child.end('SIGKILL');
      });
      await scansFinished(child, 1);
      return child;
    };
    const told = (kind: string) => toldOn(receiver, 'hook').filter((one) => one.kind === kind);

    await posture('scan');
    const first = await begin();
    await setTls(azure, [serverId(0, 1)], '1.0', { who: 'alice', correlationId: 'c-1' });
    const page = await eventually(() => told('firing')[0], 'the page', first, LONG);
    await posture('alerts', 'ack', page.alertId, '--note', 'mine');
    await first.end('SIGKILL');

    const second = await begin();
    await scansFinished(second, 2);
    expect(await posture('alerts', 'show', page.alertId)).toContain('mine');
    await setTls(azure, [serverId(0, 1)], '1.2', { who: 'alice', correlationId: 'c-2' });
    await eventually(() => told('resolved')[0], 'its end', second, LONG);
    await scansFinished(second, 4);
    const { code } = await second.end('SIGTERM');

    expect(code, second.stderr()).toBe(0);
    expect(told('firing')).toHaveLength(1);
    expect(told('resolved')).toMatchObject([{ alertId: page.alertId }]);
    const ids = toldOn(receiver, 'hook').map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(await posture('claims', '--counts')).toContain('1 holds');
  }, 240_000);
});
