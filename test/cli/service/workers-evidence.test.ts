import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { lifeConfiguration, startLifeAzure } from '../../harness/alert-life.ts';
import { onPostgres } from '../../harness/engines.ts';
import { runPosture } from '../../harness/posture.ts';
import { eventually, startPosture } from '../../harness/posture-child.ts';

onPostgres('evidence of a scan whose parts a worker read', ({ shared }) => {
  it('verifies, and its verdicts are made again from its own answers', async () => {
    const azure = await startLifeAzure([3, 3]);
    const config = lifeConfiguration(azure.folder, {
      name: 'life',
      subscription: 0,
      andAlso: [1],
      severity: 'high',
      schedules: '{ scan: "0 0 1 1 *", full: "0 0 1 1 *", evidence: "*/5 * * * * *" }',
      alerts: { channels: [{ type: 'log' }] },
      state: await shared(),
    });
    const start = (...more: string[]) =>
      startPosture(['run', '--config', config, '--log-level', 'info', ...more], azure.env);
    const leader = start();
    const worker = start('--worker');
    onTestFinished(async () => {
      await worker.end('SIGKILL');
      await leader.end('SIGKILL');
      await azure.stop();
      rmSync(azure.folder, { recursive: true });
    });
    const folder = join(azure.folder, 'life-evidence/snapshots');
    const names = () =>
      existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')) : [];
    await eventually(
      () => (worker.stderr().includes('"msg":"part read"') ? true : undefined),
      'a part is read by the worker',
      worker,
      120_000,
    );
    const before = names().length;
    await eventually(
      () => (names().length > before + 1 ? true : undefined),
      'a snapshot of it',
      leader,
      120_000,
    );
    const newest = names().toSorted().at(-1) ?? '';
    const { code } = await worker.end('SIGTERM');
    // It makes a snapshot every five seconds, and packs the one before.
    await leader.end('SIGTERM');

    expect(code, worker.stderr()).toBe(0);
    for (const command of ['verify', 'replay']) {
      const { exitCode, stdout, stderr } = await runPosture(
        ['evidence', command, newest, '--config', config],
        azure.env,
      );
      expect(exitCode, `${command}: ${stdout}${stderr}`).toBe(0);
    }
  }, 400_000);
});
