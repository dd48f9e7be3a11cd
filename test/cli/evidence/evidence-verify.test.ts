import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTamperBase, type TamperBase } from '../../evidence/tamper-base.ts';
import { runPosture } from '../../harness/posture.ts';
import { runHere } from '../../harness/posture-here.ts';

const NO_CONFIGURATION = ['--config', 'nowhere.yaml'];

describe('posture evidence verify', () => {
  let base: TamperBase;
  let unknown: TamperBase;

  beforeAll(async () => {
    base = await createTamperBase(true);
    unknown = await createTamperBase();
  });

  afterAll(() => {
    base[Symbol.dispose]();
    unknown[Symbol.dispose]();
  });

  const verify = async (...options: readonly string[]) =>
    await runHere(['evidence', 'verify', ...options, ...NO_CONFIGURATION], {});

  it('E19 ends with 0 when everything is as it was sealed by a trusted key', async () => {
    const { exitCode, stdout } = await verify(base.good, '--key', base.key);

    expect(exitCode, stdout).toBe(0);
    expect(stdout).toMatch(
      /^sealed 2026-11-21T03:05:00\.\d{3}Z by sha256:[0-9a-f]{64} \(trusted: /mu,
    );
    expect(stdout).toMatch(/^VERIFIED {2}\S+: \d+ files, \d+ bytes$/mu);
  }, 30_000);

  it('E19 ends with 1 for one that was altered, and says what', async () => {
    const prior = join(base.later, 'log/checkpoint');
    const { exitCode, stdout } = await verify(base.good, '--key', base.key, '--prior', prior);

    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^altered {2}log\/checkpoint: .*the log was cut/mu);
    expect(stdout).toMatch(/^ALTERED {2}/mu);
  }, 30_000);

  it('E19 ends with 2 for one that is incomplete, and says each gap', async () => {
    const { exitCode, stdout } = await verify(unknown.good, '--key', unknown.key);

    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/^incomplete {2}results\/result\.json: 1 findings could not be read/mu);
  }, 30_000);

  it('E19 ends with 3 without a trusted key, and says that the bundle’s own key proves nothing', async () => {
    const { exitCode, stdout } = await verify(base.good);

    expect(exitCode).toBe(3);
    expect(stdout).toContain('It is self-consistent. That proves nothing about who sealed it');
  }, 30_000);

  it.each([
    ['a bundle that is not there', () => ['nowhere.zip']],
    ['a file that is no bundle', () => [join(base.good, 'README.txt'), '--key', base.key]],
    ['a key that is not there', () => [base.good, '--key', 'nowhere.pem']],
    [
      'a private key instead of a public one',
      () => [base.good, '--key', join(base.folder, 'own/private/attest-p256.pem')],
    ],
    ['a checkpoint that is not there', () => [base.good, '--key', base.key, '--prior', 'nowhere']],
  ])(
    'E19 ends with 3 for %s',
    async (_, options) => {
      const { exitCode, stderr } = await verify(...options());

      expect(exitCode).toBe(3);
      expect(stderr).toMatch(/^posture: .* \[EVIDENCE_/mu);
    },
    30_000,
  );

  it('E19 ends with 64 for a command line that it does not know', async () => {
    expect((await verify('--nonsense')).exitCode).toBe(64);
    expect((await verify('--help')).exitCode).toBe(0);
    expect((await runPosture(['evidence', 'list', '--nonsense'], {})).exitCode).toBe(3);
  }, 30_000);

  it('says the same as JSON', async () => {
    const key = join(base.folder, 'windows.pem');
    writeFileSync(key, readFileSync(base.key, 'utf8').replaceAll('\n', '\r\n'));
    const { exitCode, stdout } = await verify(base.good, '--key', key, '--json');

    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: '1',
      status: 0,
      result: 'VERIFIED',
      files: expect.any(Number),
      altered: [],
      untrusted: [],
      incomplete: [],
    });
  }, 30_000);

  it('trusts the keys of the installation when there is a configuration and no key is given', async () => {
    const config = join(base.folder, 'posture.yaml');
    const text = readFileSync('config/demo.yaml', 'utf8');
    writeFileSync(config, text.replace(/^state:.*$/mu, `state: ${base.folder}/state`));
    const keys = join(base.folder, 'state/evidence/keys');
    copyInto(keys, join(base.good, 'keys/history.json'));

    const own = await runHere(['evidence', 'verify', base.good, '--config', config], {});
    const strange = await runHere(['evidence', 'verify', base.strange, '--config', config], {});

    expect(own.stdout).toContain('(trusted: the keys of this installation, ');
    expect(strange.stdout).toContain('is not the trusted key');
    expect([own.exitCode, strange.exitCode]).toEqual([0, 3]);
  }, 30_000);
});

function copyInto(folder: string, file: string): void {
  mkdirSync(folder, { recursive: true });
  copyFileSync(file, join(folder, 'history.json'));
}
