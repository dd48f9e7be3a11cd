import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { applyStep, readDriftScript } from '#simulator/drift-script.ts';
import { readEstate } from '#simulator/estate/read-estate.ts';
import { GOOD_ESTATE } from '#simulator/simulator.ts';
import { type KeptScans, startKeptScans } from '../harness/kept-scans.ts';

const STEPS = readDriftScript('config/estates/demo-drift.yaml');
const FEED_LAG_SECONDS = 0.2;
const ESTATE = { ...readEstate(GOOD_ESTATE), changeFeed: { lagSeconds: FEED_LAG_SECONDS } };
const AGREES = /rebuilt \S+: \d{3,} verdicts of \d+ claims, of the status that was recorded\n$/u;
const LONG = 180_000;

async function drift(scans: KeptScans, phase: 'drift' | 'mend' = 'drift'): Promise<void> {
  const { resourceManager, ca, admin } = scans.simulator;
  const target = { resourceManager, ca, token: admin.token() };
  for (const step of STEPS) await applyStep(step, phase === 'mend' ? { ...target, phase } : target);
  await wait(2 * FEED_LAG_SECONDS * 1_000);
}

/** A recorded scan without a snapshot; answers with its id. */
async function plainScan(scans: KeptScans, mode: 'full' | 'incremental'): Promise<string> {
  const { stdout, stderr } = await scans.posture('scan', '--mode', mode, '--format', 'json');
  const { scan } = JSON.parse(stdout) as { readonly scan: { readonly id: string } };
  expect(stderr).not.toContain('Evidence:');
  return scan.id;
}

async function expectAgreement(scans: KeptScans, id: string): Promise<void> {
  const run = await scans.posture('evidence', 'replay', id);
  expect(`${run.stderr}${run.stdout}`.slice(0, 3_000)).toMatch(AGREES);
  expect(run.status).toBe(0);
}

describe('posture evidence replay of a recorded scan without a snapshot', () => {
  it(
    'makes full and incremental ones again of the kept answers, each as it was recorded, with drift, mending and what is gone',
    async () => {
      await using scans = await startKeptScans({ estate: ESTATE });
      const ids = [await plainScan(scans, 'full'), await plainScan(scans, 'incremental')];
      await drift(scans);
      ids.push(await plainScan(scans, 'incremental'), await plainScan(scans, 'incremental'));
      await drift(scans, 'mend');
      ids.push(await plainScan(scans, 'incremental'), await plainScan(scans, 'full'));

      for (const id of ids) await expectAgreement(scans, id);
      const [, , drifted = ''] = ids;
      const shown = await scans.posture('evidence', 'show', drifted, '--format', 'json');
      const data = JSON.parse(shown.stdout) as {
        readonly result: { readonly claims: readonly { readonly status: string }[] };
        readonly notKept: { readonly answers: readonly string[] };
      };
      expect(data.result.claims.map(({ status }) => status)).toContain('broken');
      expect(data.notKept.answers).toEqual([]);
      const page = await scans.posture('evidence', 'show', drifted);
      expect(page.stdout).toMatch(/snapshot +none: the result is made of the kept answers/u);
    },
    LONG,
  );

  it(
    'takes the rules of then from a snapshot that was made with them, and says where nobody has them any more',
    async () => {
      await using scans = await startKeptScans({ estate: ESTATE });
      const id = await plainScan(scans, 'full');
      const other = join(scans.directory, 'other.yaml');
      writeFileSync(other, `${readFileSync('config/simulated.yaml', 'utf8')}\n# Written anew.\n`);

      const unknown = await scans.posture('evidence', 'replay', id, '--config', other);
      const snapshot = basename(await scans.scan('incremental'));
      const known = await scans.posture('evidence', 'replay', id, '--config', other);

      expect([unknown.status, unknown.stdout]).toEqual([
        2,
        expect.stringMatching(/ANOTHER than that of then[\s\S]*the configuration is not kept/u),
      ]);
      expect([known.status, known.stdout]).toEqual([
        0,
        expect.stringContaining(`those of the snapshot ${snapshot}`),
      ]);
    },
    LONG,
  );

  it(
    'says which answers are not kept any more, and which scan has none left',
    async () => {
      await using scans = await startKeptScans({ estate: ESTATE });
      const id = await plainScan(scans, 'full');
      const bodies = join(scans.directory, 'evidence/bodies');
      const [folder = ''] = readdirSync(bodies);
      rmSync(join(bodies, folder), { recursive: true });

      const lacking = await scans.posture('evidence', 'replay', id);
      rmSync(join(scans.directory, 'evidence/scans', `${id}.ndjson`));
      const gone = await scans.posture('evidence', 'replay', id);
      const never = await scans.posture('evidence', 'replay', '01JZZZZZZZZZZZZZZZZZZZZZZZ');

      expect([lacking.status, lacking.stdout]).toEqual([
        2,
        expect.stringMatching(
          /^missing {4}sha256:[\s\S]*NOT comparable: .* answers are not kept/mu,
        ),
      ]);
      expect([gone.status, gone.stderr]).toEqual([
        3,
        expect.stringContaining('evidence.everythingDays'),
      ]);
      expect([never.status, never.stderr]).toEqual([3, expect.stringContaining('not the name of')]);
    },
    LONG,
  );
});
