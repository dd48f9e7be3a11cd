import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { listSnapshots } from '#evidence/list-snapshots.ts';
import { runPosture } from '../../harness/posture.ts';
import { runHere } from '../../harness/posture-here.ts';
import { startSimulateChild } from '../../harness/simulate-child.ts';
import { smallConfiguration } from '../../harness/small-service.ts';

const GUIDE = resolve(import.meta.dirname, '../../../docs/operations.md');
const FILES = ['posture-keys.json', 'q4.zip', 'moment.zip'];

/** The commands that the guide gives for an audit, as the words of each, in order. */
function auditCommands(): readonly (readonly string[])[] {
  const text = readFileSync(GUIDE, 'utf8');
  const section = text.slice(text.indexOf('**For an audit**'), text.indexOf('**Keys.**'));
  const lines = section.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line.startsWith('posture '))
    .map((line) =>
      [...line.matchAll(/"([^"]*)"|(\S+)/gu)].map((word) => word[1] ?? word[2] ?? '').slice(1),
    );
}

describe('an audit as docs/operations.md has it', () => {
  it('E8 E17 E19 every command of the guide does what it says, one after the other', async () => {
    const own = smallConfiguration();
    const azure = await startSimulateChild();
    onTestFinished(async () => {
      await azure.stop();
      rmSync(own.folder, { recursive: true });
    });
    const config = ['--config', own.config];
    await runPosture(['scan', ...config, '--evidence'], azure.env);
    const [run] = await listSnapshots(join(own.folder, 'state/evidence'));
    const period = { from: new Date(Date.now() - 60_000), to: new Date() };
    const here = (word: string): string => {
      if (FILES.includes(word)) return join(own.folder, word);
      if (word === '2026-10-01') return period.from.toISOString();
      if (word === '2026-12-31') return period.to.toISOString();
      return /^\d{8}T\d{9}Z_/u.test(word) ? (run?.name.slice(0, 30) ?? word) : word;
    };

    const ended: [string, number | null][] = [];
    for (const words of auditCommands()) {
      const { exitCode, stderr } = await runHere([...words.map(here), ...config], {});
      ended.push([words.slice(1, 2).join(' '), exitCode]);
      expect(stderr, words.join(' ')).not.toMatch(/error/iu);
    }

    expect(ended).toEqual([
      ['keys', 0],
      ['list', 0],
      ['period', 0],
      ['export', 0],
      // A minute of a service that ran once has gaps.
      ['verify', 2],
    ]);
  }, 120_000);
});
