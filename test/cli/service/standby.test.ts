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
import { eventually, type PostureChild } from '../../harness/posture-child.ts';
import { startService, statusAt } from '../../harness/small-service.ts';

const LONG = 90_000;
const KILLS = Number(process.env['KILLS'] ?? 2);

onPostgres('posture run that stands by', ({ shared }) => {
  it(`takes over whenever the one that leads is killed: nothing is lost or told twice, ${KILLS} kills`, async () => {
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
    const begin = (): PostureChild => {
      const child = startService(config, azure.env);
      onTestFinished(async () => {
        if (child.process.exitCode === null && child.process.signalCode === null)
          await child.end('SIGKILL');
      });
      return child;
    };
    const standBy = async (): Promise<PostureChild> => {
      const child = begin();
      await eventually(
        () => (child.stderr().includes('this one stands by') ? true : undefined),
        'it stands by',
        child,
        LONG,
      );
      return child;
    };
    const scanned = async (child: PostureChild, count: number): Promise<void> => {
      const scans = (): number => child.stderr().split('"msg":"scan finished"').length - 1;
      const what = `${String(count)} scans finished`;
      await eventually(() => (scans() >= count ? true : undefined), what, child, LONG);
    };
    const told = (kind: string) => toldOn(receiver, 'hook').filter((one) => one.kind === kind);

    let leader = begin();
    await scanned(leader, 2);
    let standby = await standBy();
    const address = /"address":"(http:[^"]+)"/u.exec(standby.stderr())?.[1] ?? '';
    const health = [await statusAt(address, '/healthz'), await statusAt(address, '/readyz')];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const by = { who: 'alice', correlationId: `c-${String(kill)}` };
      await setTls(azure, [serverId(0, 1)], kill % 2 === 0 ? '1.0' : '1.2', by);
      await leader.end('SIGKILL');
      leader = standby;
      const [kind, count] = [kill % 2 === 0 ? 'firing' : 'resolved', Math.floor(kill / 2) + 1];
      await eventually(
        () => (told(kind).length >= count ? true : undefined),
        `${kind} is told`,
        leader,
        LONG,
      );
      standby = await standBy();
    }
    const quit = await standby.end('SIGTERM');
    await scanned(leader, 3);
    const { code } = await leader.end('SIGTERM');

    expect(health).toEqual([200, 503]);
    expect([quit.code, code]).toEqual([0, 0]);
    expect(standby.stderr()).not.toContain('"msg":"scan finished"');
    expect(told('firing')).toHaveLength(Math.ceil(KILLS / 2));
    expect(told('resolved')).toHaveLength(Math.floor(KILLS / 2));
    const ids = toldOn(receiver, 'hook').map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(ids.length);
  }, 480_000);
});
