import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { runProgram } from '#cli/program.ts';
import { createWorkbench } from '../../src/app.ts';
import { programParts } from '../harness/program-parts.ts';

const folder = mkdtempSync(join(tmpdir(), 'posture-lists-'));
const CONFIG = ['--config', 'config/simulated.yaml'];

async function posture(...args: readonly string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const workbench = createWorkbench({ POSTURE_STATE: join(folder, 'state') });
  const { signal } = new AbortController();
  const written = [text(stdout), text(stderr)] as const;
  const parts = programParts(workbench);
  const status = await runProgram([...CONFIG, ...args], parts, { stdout, stderr }, signal);
  stdout.end();
  stderr.end();
  return { status, stdout: await written[0], stderr: await written[1] };
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('27: whatever lists is read by programs as well, and goes to a file', () => {
  it.each([
    ['claims', 'documents'],
    ['checks', 'checks'],
    ['permissions --why', 'actions'],
    ['permissions --why --narrow', 'actions'],
    ['explain point-in-time-restore', 'claims'],
    ['alerts route --severity high', 'because'],
    ['evidence list', 'snapshots'],
  ])('27: posture %s --format json', async (command, member) => {
    const file = join(folder, `${command.replaceAll(' ', '_')}.json`);

    const printed = await posture(...command.split(' '), '--format', 'json');
    const kept = await posture(...command.split(' '), '--format', 'json', '--out', file);

    expect([printed.status, kept.status], printed.stderr).toEqual([0, 0]);
    const list = JSON.parse(printed.stdout) as Readonly<Record<string, unknown>>;
    expect(list['schemaVersion']).toBe('1');
    expect(list[member]).toBeInstanceOf(Array);
    expect(kept.stdout).toBe('');
    expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object)).toEqual(
      Object.keys(list),
    );
  });

  it('27: has every claim and every check in it, and what a table would cut', async () => {
    const claims = JSON.parse((await posture('claims', '--format', 'json')).stdout) as {
      readonly documents: readonly { readonly claims: readonly { readonly status: unknown }[] }[];
    };
    const checks = JSON.parse((await posture('checks', '--format', 'json')).stdout) as {
      readonly checks: readonly unknown[];
    };

    expect(claims.documents).toHaveLength(4);
    expect(claims.documents.flatMap((one) => one.claims).length).toBeGreaterThan(100);
    // Nothing was scanned: that is no status.
    expect(
      new Set(claims.documents.flatMap((one) => one.claims.map(({ status }) => status))),
    ).toEqual(new Set([null]));
    expect(checks.checks.length).toBe(createWorkbench({}).checks.length);
  });

  it('27: the role goes to a file too', async () => {
    const file = join(folder, 'role.json');

    const { status, stdout } = await posture('permissions', '--out', file);

    expect([status, stdout]).toEqual([0, '']);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveProperty('AssignableScopes');
  });

  it('27: an export that is told no place says where it could go', async () => {
    const { status, stderr } = await posture('evidence', 'export');

    expect(status).toBe(3);
    expect(stderr).toMatch(/^posture: Say where to: --out FILE\.zip/u);
  });

  it('27: an estate that is wrong ends the simulated Azure with its line', async () => {
    const estate = join(folder, 'estate.yaml');
    writeFileSync(estate, 'pageSize: 0\nsubscriptions: []\n');

    const { status, stderr } = await posture('simulate', '--estate', estate);

    expect(status).toBe(3);
    expect(stderr).toMatch(/estate\.yaml:1: pageSize: .*\[CLI_ESTATE\]\n$/u);
  });
});
