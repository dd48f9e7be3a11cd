import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openStoreForReading } from '#store/open-store.ts';
import { runPosture } from '../../harness/posture.ts';
import { runHere } from '../../harness/posture-here.ts';
import { type SimulateChild, startSimulateChild } from '../../harness/simulate-child.ts';
import { FLEX, smallConfiguration } from '../../harness/small-service.ts';

const WHO = String.raw`(printf 'DSSEv1 28 application/vnd.in-toto+json %d ' $(wc -c <attestation.statement.json); cat attestation.statement.json) | openssl dgst -sha256 -verify attest-p256.pem -signature attestation.sig`;
const WHAT = String.raw`grep -c "$(sha256sum <SHA256SUMS | cut -d' ' -f1)" attestation.statement.json && sha256sum --strict -c SHA256SUMS`;
const hasTools = ['openssl', 'sha256sum', 'python3'].every(
  (tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).error === undefined,
);

const IMAGE = `sha256:${'a'.repeat(64)}`;

let azure: SimulateChild;
beforeAll(async () => {
  azure = await startSimulateChild();
}, 60_000);
afterAll(async () => await azure.stop());

describe.skipIf(!hasTools)(
  'sealed evidence of posture (needs openssl, sha256sum and python3)',
  () => {
    it('E6 E7 E15 E17 E18 a scan is sealed, exported twice to the same bytes, verified in a shell, and its key replaced', async () => {
      const own = smallConfiguration();
      const { folder } = own;
      onTestFinished(() => rmSync(folder, { recursive: true }));
      const config = ['--config', own.config];
      const environment = { ...azure.env, POSTURE_IMAGE_DIGEST: IMAGE };
      expect((await runPosture(['scan', ...config, '--evidence'], environment)).stderr).not.toMatch(
        /not sealed/u,
      );

      mkdirSync(join(folder, 'out'));
      const named = await runHere(
        ['evidence', 'export', '--to', join(folder, 'out'), ...config],
        {},
      );
      const second = join(folder, 'again.zip');
      await runHere(['evidence', 'export', '--to', second, '--by', 'an auditor', ...config], {
        TZ: 'Asia/Tokyo',
      });
      const [name = '', reports = ''] = readdirSync(join(folder, 'out')).toSorted();
      const bundle = join(folder, 'out', name);
      const keys = await runHere(
        ['evidence', 'keys', '--well-known', join(folder, 'keys.json'), ...config],
        {},
      );

      expect(named.exitCode, named.stderr).toBe(0);
      expect(name).toMatch(/^posture-evidence_[0-9a-z-]+_\w+Z_\w+Z_\d+\.zip$/u);
      expect(readFileSync(second).equals(readFileSync(bundle))).toBe(true);
      expect(reports).toBe(`${name}-reports`);
      // Made again from the bundle alone, without a configuration: the same but for where the answers lie.
      const shown = await runHere(
        ['evidence', 'show', bundle, '--reports', join(folder, 'shown')],
        {},
      );
      expect(shown.exitCode, shown.stderr).toBe(0);
      const made = readdirSync(join(folder, 'shown'), { recursive: true, encoding: 'utf8' });
      expect(made.filter((file) => file.includes('.')).toSorted()).toEqual([
        'index.html',
        'ocsf-2003.ndjson',
        'oscal-ar.json',
        'oscal-poam.json',
        'results.ndjson',
        expect.stringMatching(/^statement\/.*\.html$/u),
      ]);
      for (const file of ['results.ndjson', 'ocsf-2003.ndjson', 'oscal-ar.json'])
        expect(
          readFileSync(join(folder, 'out', reports, file)).equals(
            readFileSync(join(folder, 'shown', file)),
          ),
        ).toBe(true);
      spawnSync('python3', ['-m', 'zipfile', '-e', bundle, join(folder, 'taken')]);
      const published = keys.stdout.slice(keys.stdout.lastIndexOf('-----BEGIN'));
      writeFileSync(join(folder, 'taken/attest-p256.pem'), published);
      const shell = (command: string): number | null =>
        spawnSync('sh', ['-c', command], { cwd: join(folder, 'taken') }).status;
      expect([shell(WHO), shell(WHAT)]).toEqual([0, 0]);
      const results = join(folder, 'taken/results/results.csv');
      writeFileSync(results, readFileSync(results, 'utf8').replace(',', ';'));
      expect([shell(WHO), shell(WHAT)]).toEqual([0, 1]);

      const inside = (file: string): { readonly [name: string]: unknown } =>
        JSON.parse(readFileSync(join(folder, 'taken', file), 'utf8')) as never;
      const collector = inside('scope/collector.json');
      const { objectId, appId } = collector['principal'] as Readonly<Record<string, string>>;
      expect(objectId).toMatch(/^[0-9a-f-]{36}$/u);
      expect(inside('attestation.statement.json')['predicate']).toMatchObject({
        collector: { principal: { objectId, appId }, imageDigest: IMAGE },
      });
      expect(collector['permissions']).toMatchObject([{ subscriptions: [FLEX] }]);
      expect(collector['clock']).toMatchObject({ clockSuspect: false });
      expect(readFileSync(join(folder, 'taken/access-log.csv'), 'utf8')).toMatch(/^log_index,/u);

      const state = await openStoreForReading(join(folder, 'state'));
      const taken = await state.log.find('export', { action: 'handed out', form: 'zip' });
      state.close();
      const told = JSON.parse(Buffer.from(taken?.bytes ?? []).toString()) as { body: object };
      const sha256 = createHash('sha256').update(readFileSync(bundle)).digest('hex');
      expect(told.body).toMatchObject({ by: 'an auditor', sha256 });

      const rotated = await runHere(['evidence', 'keys', 'rotate', ...config], {});
      const later = await runPosture(['scan', ...config, '--evidence'], azure.env);
      const history = JSON.parse(
        readFileSync(join(folder, 'state/evidence/keys/history.json'), 'utf8'),
      ) as {
        readonly keys: readonly { readonly purpose: string; readonly signature: string | null }[];
      };

      expect(rotated.stdout).toMatch(/^sha256:[0-9a-f]{64} signs from/u);
      expect(later.stderr).not.toMatch(/not sealed/u);
      const attest = history.keys.filter(({ purpose }) => purpose === 'attest');
      expect(attest.map(({ signature }) => typeof signature)).toEqual(['object', 'string']);
    }, 120_000);
  },
);
