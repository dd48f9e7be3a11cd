import { cpSync, readFileSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fail } from '#domain/verdict.ts';
import type { Check } from '#evaluation/check.ts';
import { applyStep, readDriftScript } from '#simulator/drift-script.ts';
import { readEstate } from '#simulator/estate/read-estate.ts';
import type { MisbehaviourRule } from '#simulator/estate/schema.ts';
import { GOOD_ESTATE } from '#simulator/simulator.ts';
import { type KeptScans, startKeptScans } from '../harness/kept-scans.ts';
import { CHECKS } from '../harness/product.ts';
import { bodiesOf, forgeBody, redoSums, rewrite } from './forge.ts';

const STEPS = readDriftScript('config/estates/demo-drift.yaml');
const SERVER = 'sql-flex';
const AGREES = /^replayed \S+: \d{3,} verdicts of \d+ claims, every one as recorded\n$/u;
const LONG = 120_000;
/** The change feed lags, as the real one does, but not for as long as it takes. */
const FEED_LAG_SECONDS = 0.2;
const ESTATE = {
  ...readEstate(GOOD_ESTATE),
  changeFeed: { lagSeconds: FEED_LAG_SECONDS },
};

async function drift(scans: KeptScans, phase: 'drift' | 'mend' = 'drift'): Promise<void> {
  const { resourceManager, ca, admin } = scans.simulator;
  const target = { resourceManager, ca, token: admin.token() };
  for (const step of STEPS) await applyStep(step, phase === 'mend' ? { ...target, phase } : target);
  await wait(2 * FEED_LAG_SECONDS * 1_000);
}

async function expectAgreement(scans: KeptScans, path: string): Promise<void> {
  const run = await scans.posture('evidence', 'replay', path);

  expect(`${run.stderr}${run.stdout}`.slice(0, 3_000)).toMatch(AGREES);
  expect(run.status).toBe(0);
}

interface Report {
  readonly differences: readonly {
    readonly kind: string;
    readonly check?: string;
    readonly resourceId?: string;
    readonly checkChanged?: boolean;
    readonly recorded?: { readonly status: string } | string | null;
    readonly replayed?: { readonly status: string } | string | null;
  }[];
  readonly missing: readonly string[];
  readonly changedChecks: readonly { readonly id: string }[];
}

async function reportOf(scans: KeptScans, path: string): Promise<{ status: number } & Report> {
  const { status, stdout, stderr } = await scans.posture('evidence', 'replay', path, '--json');
  if (stderr !== '') throw new Error(stderr);
  return { status, ...(JSON.parse(stdout) as Report) };
}

describe('posture evidence replay', () => {
  it(
    'sees full and incremental scans as they were recorded, with drift, mending and what is gone',
    async () => {
      await using scans = await startKeptScans({ estate: ESTATE });
      await expectAgreement(scans, await scans.scan('full'));
      await drift(scans);
      const drifted = await scans.scan('incremental');
      await expectAgreement(scans, drifted);
      await expectAgreement(scans, await scans.scan('incremental'));
      await drift(scans, 'mend');
      await expectAgreement(scans, await scans.scan('incremental'));
      await drift(scans);
      await expectAgreement(scans, await scans.scan('full'));
      // What is sealed is told of an incremental scan, and the drift is in it.
      const result = readFileSync(join(drifted, 'results/result.json'), 'utf8');
      expect(result).toContain('"mode": "incremental"');
      expect(result).toMatch(/"status":\s?"fail"/u);
    },
    LONG,
  );

  it(
    'sees a scan of a part, and a bundle, as they were recorded',
    async () => {
      await using scans = await startKeptScans();
      await expectAgreement(scans, await scans.scan('full', '--document', 'flex-applications'));
      const path = await scans.scan('full');
      const zip = join(scans.directory, 'bundle.zip');
      const exported = await scans.posture('evidence', 'export', '--to', zip);

      expect(exported.status).toBe(0);
      await expectAgreement(scans, zip);
      await expectAgreement(scans, path.split('/').at(-1) ?? '');
    },
    LONG,
  );
});

describe('posture evidence replay of scans while Azure misbehaves', () => {
  let scans: KeptScans;

  beforeAll(async () => {
    scans = await startKeptScans({ requestTimeoutMs: 300 });
    await scans.scan('full');
  }, LONG);

  afterAll(async () => {
    await scans[Symbol.asyncDispose]();
  });

  it.each<readonly [string, readonly MisbehaviourRule[]]>([
    ['a 403', [{ match: { path: '/servers/.*/databases' }, effect: { status: 403 } }]],
    ['a truncated answer', [{ match: { path: '/vaults' }, effect: { truncateBody: true } }]],
    ['no answer in time', [{ match: { path: '/backupLongTerm' }, effect: { hang: true } }]],
    [
      'a broken connection',
      [{ match: { path: '/blobServices' }, effect: { resetConnection: true } }],
    ],
    [
      'a 500 that a second attempt mends',
      [{ match: { path: '/storageAccounts' }, effect: { status: 500 }, times: 1 }],
    ],
    [
      'a 429 to the last',
      [{ match: { path: '/failoverGroups' }, effect: { status: 429, retryAfter: 0 } }],
    ],
    ['an endless list', [{ match: { path: '/keys' }, effect: { endlessPages: true } }]],
    ['a list that lacks a row', [{ match: { path: '/resources\\?' }, effect: { dropItem: 3 } }]],
    [
      'a subscription that is hidden',
      [
        { match: { path: '^/subscriptions/1111[^/]*\\?' }, effect: { status: 404 } },
        { match: { path: 'ResourceGraph' }, effect: { status: 403 } },
      ],
    ],
  ])(
    'sees %s as it was',
    async (_, rules) => {
      scans.simulator.admin.misbehaviour.replace(rules);
      const full = await scans.scan('full');
      const incremental = await scans.scan('incremental');
      scans.simulator.admin.misbehaviour.replace([]);
      const after = await scans.scan('incremental');

      await expectAgreement(scans, full);
      await expectAgreement(scans, incremental);
      await expectAgreement(scans, after);
    },
    LONG,
  );
});

describe('posture evidence replay of what was tampered with', () => {
  let scans: KeptScans;
  let snapshots: Readonly<Record<'full' | 'incremental' | 'part', string>>;
  let copies = 0;

  beforeAll(async () => {
    scans = await startKeptScans();
    const full = await scans.scan('full');
    const incremental = await scans.scan('incremental');
    const part = await scans.scan('full', '--document', 'flex-applications');
    snapshots = { full, incremental, part };
  }, LONG);

  afterAll(async () => {
    await scans[Symbol.asyncDispose]();
  });

  /** A snapshot to forge: the next test finds its own as it was. */
  function copyOf(snapshot: string): string {
    copies += 1;
    const copy = join(scans.directory, `copy-${copies}`);
    cpSync(snapshot, copy, { recursive: true });
    return copy;
  }

  it(
    'says which verdict another answer gives, when manifest and sums were made right',
    async () => {
      const path = copyOf(snapshots.full);
      const body = bodiesOf(path).find(
        ({ text }) =>
          text.startsWith('{"value":') &&
          text.includes(`/servers/${SERVER}"`) &&
          text.includes('"minimalTlsVersion":"1.2"'),
      );
      if (body === undefined) throw new Error('no answer speaks of the server');
      forgeBody(
        path,
        body.path,
        body.text.replaceAll('"minimalTlsVersion":"1.2"', '"minimalTlsVersion":"1.0"'),
      );

      const report = await reportOf(scans, path);
      const words = await scans.posture('evidence', 'replay', path);

      expect(report.status).toBe(1);
      expect(report.missing).toEqual([]);
      expect(report.differences).toContainEqual(
        expect.objectContaining({
          kind: 'verdict',
          check: 'encryption-in-transit',
          checkChanged: false,
          recorded: expect.objectContaining({ status: 'pass' }),
          replayed: expect.objectContaining({ status: 'fail' }),
        }),
      );
      expect(report.differences).toContainEqual(
        expect.objectContaining({ kind: 'claim', recorded: 'holds', replayed: 'broken' }),
      );
      expect(words.stdout).toMatch(/recorded pass.*\n {2}replayed fail/u);
      expect(words.stdout).toMatch(/^NOT as recorded/mu);
    },
    LONG,
  );

  it(
    'says which verdict another answer gives that an incremental scan had carried forward',
    async () => {
      const path = copyOf(snapshots.incremental);
      const [scanId = ''] = snapshots.incremental.split('_').slice(-1);
      const index = readFileSync(join(path, 'raw/index.ndjson'), 'utf8').split('\n');
      const earlier = index.filter((line) => line !== '' && !line.includes(scanId)).join('\n');
      const body = bodiesOf(path).find(
        ({ path: of, text }) =>
          earlier.includes(of.slice('raw/'.length, -'.body'.length)) &&
          text.includes('transparentDataEncryption') &&
          text.includes('"Enabled"'),
      );
      if (body === undefined) throw new Error('nothing was carried forward');
      forgeBody(path, body.path, body.text.replace('"Enabled"', '"Disabled"'));

      const { status, differences } = await reportOf(scans, path);

      expect(status).toBe(1);
      expect(differences).toContainEqual(
        expect.objectContaining({
          check: 'encryption-at-rest',
          recorded: expect.objectContaining({ status: 'pass' }),
          replayed: expect.objectContaining({ status: 'fail' }),
        }),
      );
    },
    LONG,
  );

  it.each([
    [
      'a verdict that was turned round',
      (text: string) => text.replace('"status":"pass"', '"status":"fail"'),
    ],
    [
      'a reason that was reworded',
      (text: string) => text.replace(/"reason":"[^"]*"/u, '"reason":"All is well."'),
    ],
    ['a verdict that was taken out', (text: string) => text.replace(/^ {4}\{.*\},\n/mu, '')],
    [
      'a claim that was turned round',
      (text: string) => text.replace('"status": "attested"', '"status": "holds"'),
    ],
  ])(
    'says %s',
    async (_, change) => {
      const path = copyOf(snapshots.part);
      const before = readFileSync(join(path, 'results/result.json'), 'utf8');
      const after = change(before);
      expect(after).not.toBe(before);
      rewrite(path, 'results/result.json', after);
      redoSums(path);

      const { status, differences } = await reportOf(scans, path);

      expect(status).toBe(1);
      expect(differences.length).toBeGreaterThan(0);
    },
    LONG,
  );

  it(
    'says that a check is another one, and what it makes of the answers',
    async () => {
      const path = copyOf(snapshots.full);
      const mutated = 'encryption-in-transit';
      const checks = CHECKS.map(
        (check): Check =>
          check.id === mutated
            ? {
                ...check,
                judge: async ({ evidence, readAt }) =>
                  await Promise.resolve([
                    { verdict: fail('Mutated.', { expected: 1, observed: 2 }), evidence, readAt },
                  ]),
              }
            : check,
      );
      const describeCheck = (check: Check) => ({
        id: check.id,
        version: 'x',
        sha256: check.id === mutated ? '0'.repeat(64) : 'f'.repeat(64),
      });

      const run = await scans.postureWith(
        { checks, describeCheck },
        'evidence',
        'replay',
        path,
        '--json',
      );
      const report = JSON.parse(run.stdout) as Report;

      expect(run.status).toBe(1);
      const verdicts = report.differences.filter(({ kind }) => kind === 'verdict');
      expect(verdicts.length).toBeGreaterThan(0);
      expect(verdicts.every(({ check, checkChanged }) => check === mutated && checkChanged)).toBe(
        true,
      );
      expect(report.changedChecks.map(({ id }) => id)).toContain(mutated);
    },
    LONG,
  );

  it(
    'names the answers that are not there any more, and the questions that nothing was kept of',
    async () => {
      const path = copyOf(snapshots.full);
      const [lost] = bodiesOf(path).filter(({ text }) => text.includes(`/servers/${SERVER}"`));
      rmSync(join(path, lost?.path ?? ''));

      const pruned = await reportOf(scans, path);

      expect(pruned.status).toBe(2);
      expect(pruned.missing).toEqual([
        `sha256:${lost?.path.slice('raw/'.length, -'.body'.length)}`,
      ]);
      const index = readFileSync(join(path, 'raw/index.ndjson'), 'utf8').split('\n');
      const kept = index.filter((line) => !line.includes('/failoverGroups'));
      expect(kept.length).toBeLessThan(index.length);
      rewrite(path, 'raw/index.ndjson', kept.join('\n'));

      const { differences } = await reportOf(scans, path);

      expect(differences).toContainEqual({
        kind: 'question',
        question: expect.stringContaining('/failoverGroups') as unknown,
      });
    },
    LONG,
  );

  it(
    'ends with 3 for what cannot be read',
    async () => {
      const path = copyOf(snapshots.part);
      const [body] = bodiesOf(path).filter(({ text }) => text.includes(SERVER));
      rewrite(path, body?.path ?? '', 'altered');

      const altered = await scans.posture('evidence', 'replay', path);
      rewrite(path, 'scope/claims.json', '[]');
      const form = await scans.posture('evidence', 'replay', path);
      const nothing = await scans.posture('evidence', 'replay', 'nowhere');

      expect([altered.status, form.status, nothing.status]).toEqual([3, 3, 3]);
      expect(altered.stderr).toContain('EVIDENCE_DAMAGED');
      expect(form.stderr).toContain('EVIDENCE_NOT_REPLAYABLE');
    },
    LONG,
  );

  it(
    'asks nobody',
    async () => {
      // Nobody asks the simulated Azure after this.
      await scans.simulator.close();
      const connect = vi.spyOn(Socket.prototype, 'connect').mockImplementation(() => {
        throw new Error('something wanted to reach the network');
      });
      try {
        await expectAgreement(scans, snapshots.full);
        expect(connect).not.toHaveBeenCalled();
      } finally {
        connect.mockRestore();
      }
    },
    LONG,
  );
});
