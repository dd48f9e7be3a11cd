import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { listPeriods, listSnapshots } from '#evidence/list-snapshots.ts';
import { verifyBundle } from '#evidence/verify-bundle.ts';
import { openStoreForReading } from '#store/open-store.ts';
import { pythonIsHere, startPython } from '../../evidence/python-verifier.ts';
import { runPosture } from '../../harness/posture.ts';
import { eventually } from '../../harness/posture-child.ts';
import { runHere } from '../../harness/posture-here.ts';
import { type SimulateChild, startSimulateChild } from '../../harness/simulate-child.ts';
import {
  SERVER_URL,
  scansFinished,
  smallConfiguration,
  startService,
  TLS_GOOD,
  TLS_OLD,
} from '../../harness/small-service.ts';

let azure: SimulateChild;
beforeAll(async () => {
  azure = await startSimulateChild();
}, 60_000);
afterAll(async () => await azure.stop());

function rows(path: string, name: string): readonly string[] {
  return readFileSync(join(path, name), 'utf8').trimEnd().split('\n').slice(1);
}

describe('posture evidence period --seal', () => {
  it('E8 E15 seals a period once, hands the same bytes out twice, and names runs, answers and who asked', async () => {
    const own = smallConfiguration();
    const { folder } = own;
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const config = ['--config', own.config];
    const from = new Date(Date.now() - 3_600_000).toISOString();
    await azure.call('PATCH', SERVER_URL, TLS_OLD);
    onTestFinished(async () => void (await azure.call('PATCH', SERVER_URL, TLS_GOOD)));
    await runPosture(['scan', ...config, '--evidence'], azure.env);
    const to = new Date().toISOString();
    const seal = ['evidence', 'period', '--from', from, '--to', to, '--seal', ...config];

    const first = await runHere(
      [...seal, '--by', 'an auditor', '--to-file', join(folder, 'a.zip')],
      {},
    );
    const again = await runHere([...seal, '--to-file', join(folder, 'b.zip')], {
      TZ: 'Asia/Tokyo',
    });

    expect(first.exitCode, first.stderr).toBe(0);
    expect(first.stdout).toContain(': sealed\n');
    expect(again.stdout).toContain(': was sealed before\n');
    expect(readFileSync(join(folder, 'b.zip')).equals(readFileSync(join(folder, 'a.zip')))).toBe(
      true,
    );
    const evidence = join(folder, 'state/evidence');
    const [period, ...others] = await listPeriods(evidence);
    if (period === undefined) throw new Error('no period was sealed');
    expect(others).toEqual([]);
    const { altered } = await verifyBundle(period.path);
    expect(altered).toEqual([]);
    if (pythonIsHere) {
      const python = startPython();
      const key = join(period.path, 'keys/attest-p256.pem');
      const second = await python.ask({ bundle: join(folder, 'a.zip'), key });
      python.close();
      expect(second.status, second.remarks.join('\n')).toBe(2);
    }
    const [run] = await listSnapshots(evidence);
    expect(rows(period.path, 'scope/snapshots.csv')).toHaveLength(1);
    expect(rows(period.path, 'scope/snapshots.csv')[0]).toMatch(
      new RegExp(`^${run?.name},[0-9a-f]{64},\\d+,.*,yes$`, 'u'),
    );
    expect(rows(period.path, 'coverage/runs.csv')[0]).toContain('completed');
    expect(period.manifest?.coverage.findings).toBeGreaterThan(0);
    expect(period.manifest?.coverage.answers).toBeGreaterThan(0);
    const access = rows(period.path, 'access-log.csv').join('\n');
    expect(access).toContain(`sealed,,${run?.name}`);
    expect(access).toContain(`asked for,an auditor,${period.name}`);
    const list = await runHere(['evidence', 'list', ...config], {});
    const shown = await runHere(['evidence', 'show', period.name, ...config], {});
    expect(list.stdout).toMatch(new RegExp(`${period.name} .*period .*sealed, log \\d+`, 'u'));
    expect(list.stdout).toMatch(new RegExp(`${run?.name} .*run .*sealed, log \\d+`, 'u'));
    expect(shown.stdout).toMatch(/ {2}kind +a period\n/u);
    expect(shown.stdout).toMatch(/ {2}sealed +yes, entry \d+ of the evidence log\n/u);
    for (const question of [
      ['sample', '--seed', 's', '--count', '1', '--snapshot'],
      ['replay'],
      ['statement', 'own', '--snapshot'],
    ]) {
      const words = ['evidence', ...question, period.name, ...config];
      const { exitCode, stderr } = await runHere(words, {});
      expect([exitCode, stderr]).toEqual([3, expect.stringContaining('is a period')]);
    }
    const state = await openStoreForReading(join(folder, 'state'));
    onTestFinished(() => state.close());
    const sealedAt = await state.log.find('export', { action: 'sealed', snapshot: period.name });
    expect(sealedAt).toBeDefined();
    expect(readdirSync(join(evidence, 'periods'))).toEqual([period.name]);
  }, 120_000);

  it('leaves a request beside a running service, whose next evidence run seals the period', async () => {
    const own = smallConfiguration([
      'schedules: { scan: "*/2 * * * * *", full: "0 3 1 1 *", evidence: "*/3 * * * * *" }',
    ]);
    onTestFinished(() => rmSync(own.folder, { recursive: true }));
    const child = startService(own.config, azure.env);
    onTestFinished(async () => void (await child.end('SIGKILL')));
    await scansFinished(child, 1);
    const period = [
      '--from',
      new Date(Date.now() - 3_600_000).toISOString(),
      '--to',
      new Date().toISOString(),
    ];
    const seal = ['evidence', 'period', ...period, '--seal', '--config', own.config];

    const asked = await runHere(seal, {});
    const evidence = join(own.folder, 'state/evidence');
    const sealed = await eventually(
      async () => (await listPeriods(evidence))[0],
      'a period',
      child,
    );
    const again = await runHere([...seal, '--to-file', join(own.folder, 'a.zip')], {});

    expect(asked.exitCode, asked.stderr).toBe(2);
    expect(asked.stderr).toContain('seals it with its next evidence run');
    expect(again.exitCode, again.stderr).toBe(0);
    expect((await verifyBundle(join(own.folder, 'a.zip'))).altered).toEqual([]);
    const access = rows(sealed.path, 'access-log.csv').join('\n');
    expect(access).toContain(`,${sealed.name},`);
    expect(readdirSync(join(evidence, 'requests'))).toEqual([]);
  }, 120_000);

  it('refuses a part of the claims and a period that is not over', async () => {
    const own = smallConfiguration();
    onTestFinished(() => rmSync(own.folder, { recursive: true }));
    const period = ['evidence', 'period', '--from', '2026-01-01', '--seal', '--config', own.config];

    const part = await runHere([...period, '--to', '2026-02-01', '--claim', 'x'], {});
    const early = await runHere([...period, '--to', '2999-01-01'], {});
    const without = await runHere(
      [...period.filter((word) => word !== '--seal'), '--to', '2026-02-01', '--to-file', 'a.zip'],
      {},
    );

    expect([part.exitCode, early.exitCode, without.exitCode]).toEqual([3, 3, 3]);
    expect(part.stderr).toContain('--seal is for the whole of a period');
    expect(early.stderr).toContain('still to come');
    expect(without.stderr).toContain('add --seal');
  }, 60_000);
});
