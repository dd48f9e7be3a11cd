import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
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

    const sealed = await eventually(
      () => {
        const folder = join(evidence, 'snapshots');
        if (!existsSync(folder)) return undefined;
        const names = readdirSync(folder).filter((name) => !name.startsWith('.'));
        return names.length > 1 ? names.toSorted() : undefined;
      },
      'two snapshots',
      child,
    );
    const [first = '', second = ''] = sealed;
    const read = (name: string, file: string): string =>
      readFileSync(join(evidence, 'snapshots', name, file), 'utf8');
    const sizeOf = (note: string): number => Number(note.split('\n')[1]);

    expect(existsSync(join(evidence, 'snapshots', first, 'attestation.sig'))).toBe(true);
    expect(read(second, 'attestation.statement.json')).toContain(first);
    expect(sizeOf(read(second, 'log/checkpoint'))).toBeGreaterThan(
      sizeOf(read(first, 'log/checkpoint')),
    );
    expect(sizeOf(readFileSync(join(evidence, 'log/checkpoint'), 'utf8'))).toBeGreaterThan(0);
    expect(child.stderr()).not.toContain('not sealed');
  }, 90_000);
});
