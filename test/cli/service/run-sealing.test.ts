import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listSnapshots, readSnapshotFile } from '#evidence/list-snapshots.ts';
import { eventually, startPosture } from '../../harness/posture-child.ts';
import { startSimulateChild } from '../../harness/simulate-child.ts';
import { smallConfiguration } from '../../harness/small-service.ts';

describe('posture run', () => {
  it('E12 E13 signs a checkpoint after its runs and seals the snapshots of its schedule', async () => {
    const own = smallConfiguration([
      'schedules: { scan: "*/2 * * * * *", full: "0 3 1 1 *", evidence: "*/3 * * * * *" }',
    ]);
    const azure = await startSimulateChild();
    onTestFinished(async () => {
      await azure.stop();
      rmSync(own.folder, { recursive: true });
    });
    const child = startPosture(['run', '--config', own.config], azure.env);
    onTestFinished(async () => void (await child.end('SIGKILL')));
    const evidence = join(own.folder, 'state/evidence');

    const [newer, first] = await eventually(
      async () => {
        const listed = await listSnapshots(evidence);
        return listed.length > 1 ? listed : undefined;
      },
      'two snapshots',
      child,
      60_000,
    );
    // Packed as soon as a newer one is there.
    const read = async (name: string, file: string): Promise<string> => {
      const found = (await listSnapshots(evidence)).find((each) => each.name === name);
      return String(await readSnapshotFile(found?.path ?? '', file));
    };
    const sizeOf = (note: string): number => Number(note.split('\n')[1]);
    const [last = '', before = ''] = [newer?.name, first?.name];

    expect(await read(before, 'attestation.sig')).not.toBe('undefined');
    expect(await read(last, 'attestation.statement.json')).toContain(before);
    expect(sizeOf(await read(last, 'log/checkpoint'))).toBeGreaterThan(
      sizeOf(await read(before, 'log/checkpoint')),
    );
    expect(sizeOf(readFileSync(join(evidence, 'log/checkpoint'), 'utf8'))).toBeGreaterThan(0);
    expect(child.stderr()).not.toContain('not sealed');
  }, 90_000);
});
