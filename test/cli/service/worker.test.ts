import { rmSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { runHere } from '../../harness/posture-here.ts';
import { smallConfiguration } from '../../harness/small-service.ts';

it('posture run --worker says what it needs where the state is a directory', async () => {
  const { config, folder } = smallConfiguration();
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const { exitCode, stderr } = await runHere(['run', '--worker', '--config', config]);

  expect(exitCode).toBe(3);
  expect(stderr).toContain('[WORKER_STATE]');
  expect(stderr).toContain('state: postgres://');
});
