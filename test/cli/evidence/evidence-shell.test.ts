import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyBundle } from '#evidence/verify-bundle.ts';
import { parseTrusted } from '#evidence/verify-keys.ts';
import { walkFiles } from '#evidence/walk-files.ts';
import { type PythonVerifier, pythonIsHere, startPython } from '../../evidence/python-verifier.ts';
import { randomOf } from '../../evidence/random-of.ts';
import { runPosture } from '../../harness/posture.ts';
import { makeToolFolder, verifiesInShell } from '../../harness/shell-verify.ts';
import { startSimulateChild } from '../../harness/simulate-child.ts';

const SEED = Number(process.env['SEED'] ?? Date.now() % 2_147_483_647);
const CONFIG = ['--config', 'config/simulated.yaml'];
const hasOpenssl = spawnSync('openssl', ['version']).error === undefined;

describe(`the evidence of the simulated estate, taken home (seed ${SEED})`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'posture-shell-'));
  const snapshot = join(folder, 'taken');
  const zip = join(folder, 'taken.zip');
  const key = join(folder, 'key.pem');
  let python: PythonVerifier | undefined;

  beforeAll(async () => {
    const azure = await startSimulateChild();
    const env = { ...azure.env, POSTURE_STATE: join(folder, 'state') };
    await runPosture(['scan', '--evidence', ...CONFIG], env);
    for (const to of [snapshot, zip])
      expect((await runPosture(['evidence', 'export', '--to', to, ...CONFIG], env)).exitCode).toBe(
        0,
      );
    const published = join(folder, 'posture-keys.json');
    await runPosture(['evidence', 'keys', '--well-known', published, ...CONFIG], env);
    await azure.stop();
    copyFileSync(join(snapshot, 'keys/attest-p256.pem'), key);
    python = pythonIsHere ? startPython() : undefined;
  }, 120_000);

  afterAll(() => {
    python?.close();
    rmSync(folder, { recursive: true });
  });

  it('is verified by both verifiers, as folder and as zip', async () => {
    const trusted = parseTrusted(readFileSync(key, 'utf8'));
    for (const bundle of [snapshot, zip]) {
      const found = await verifyBundle(bundle, { trusted });
      const second = await python?.ask({ bundle, key });

      expect(found, JSON.stringify(found.altered)).toMatchObject({ altered: [], untrusted: [] });
      expect([0, 2]).toContain(found.status);
      if (second !== undefined) expect(second.status, second.remarks.join()).toBe(found.status);
    }
  }, 60_000);

  it.skipIf(!hasOpenssl)(
    'E18 is verified in a shell without node, and in no file after one byte (needs openssl)',
    async () => {
      const tools = makeToolFolder(join(folder, 'tools'));
      const random = randomOf(SEED);
      expect(verifiesInShell(snapshot, key, tools)).toBe(true);
      const covered = (await walkFiles(snapshot))
        .map(({ path }) => path)
        .filter((path) => !path.startsWith('log/') && !/^attestation\.\w+\.json$/u.test(path));
      const chosen = [...covered].sort(() => random() - 0.5).slice(0, 20);
      for (const path of [
        ...chosen,
        'SHA256SUMS',
        'attestation.sig',
        'attestation.statement.json',
      ]) {
        const file = join(snapshot, path);
        const good = readFileSync(file);
        if (good.length === 0) continue;
        const bytes = Buffer.from(good);
        const place = Math.floor(random() * bytes.length);
        bytes[place] = (bytes[place] ?? 0) ^ 1;
        rmSync(file);
        writeFileSync(file, bytes);
        expect(verifiesInShell(snapshot, key, tools), `${path} ${place}`).toBe(false);
        writeFileSync(file, good);
      }
      expect(verifiesInShell(snapshot, key, tools)).toBe(true);
    },
    120_000,
  );

  it('E17 the command of docs/auditor.md takes the key out of the published list (needs awk)', () => {
    const guide = readFileSync(join(import.meta.dirname, '../../../docs/auditor.md'), 'utf8');
    const command = guide.split('\n').find((line) => line.startsWith('awk '));

    spawnSync('/bin/sh', ['-c', command ?? 'exit 1'], { cwd: folder });

    expect(readFileSync(join(folder, 'attest-1.pem'), 'utf8')).toBe(readFileSync(key, 'utf8'));
  });

  it('is noticed by both verifiers wherever a byte is changed in the zip', async () => {
    const trusted = parseTrusted(readFileSync(key, 'utf8'));
    const random = randomOf(SEED);
    const good = readFileSync(zip);
    for (let n = 0; n < 60; n += 1) {
      const bytes = Buffer.from(good);
      // Behind the first two bytes, without which it is no zip.
      const place = 2 + Math.floor(random() * (bytes.length - 2));
      bytes[place] = (bytes[place] ?? 0) ^ (1 + Math.floor(random() * 255));
      writeFileSync(zip, bytes);
      const asked = python?.ask({ bundle: zip, key });
      const { status } = await verifyBundle(zip, { trusted });
      const second = await asked;

      expect(status, String(place)).toBe(1);
      if (second !== undefined) expect(second.status, String(place)).toBe(1);
    }
    writeFileSync(zip, good);
  }, 120_000);
});
