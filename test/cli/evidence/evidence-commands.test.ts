import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runHere } from '../../harness/posture-here.ts';

describe('questions about the past, as processes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'past-'));

  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['period', '--from'],
    ['at', '<instant>'],
    ['statement', '--text'],
    ['sample', '--seed'],
  ])(
    'posture evidence %s --help tells of it and does nothing',
    { timeout: 20_000 },
    async (command, words) => {
      const run = await runHere(['evidence', command, '--help'], {});

      expect(run).toMatchObject({ exitCode: 0, stderr: '' });
      expect(run.stdout).toContain(`Usage: posture evidence ${command}`);
      expect(run.stdout).toContain(words);
    },
  );

  it.each([
    ['period', ['--from', '2026-01-01', '--to', '2026-01-02'], 'no readable state'],
    ['at', ['2026-01-01'], 'no readable state'],
    ['statement', ['flinker'], 'no snapshot'],
    ['sample', ['--seed', 'a', '--count', '1'], 'no snapshot'],
  ])(
    'posture evidence %s answers 3 and says what is missing where nothing was kept yet',
    { timeout: 20_000 },
    async (command, args, words) => {
      const run = await runHere(
        ['--config', 'config/simulated.yaml', 'evidence', command, ...args],
        { POSTURE_STATE: folder },
      );

      expect(run).toMatchObject({ exitCode: 3, stdout: '' });
      expect(run.stderr).toContain(words);
    },
  );
});
