import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isFormerCheck } from '#domain/former-checks.ts';
import { createRemarks } from '#evidence/verify-remarks.ts';
import { openSource } from '#evidence/verify-source.ts';
import type { ReplayReport } from '#replay/replay-snapshot.ts';
import { pythonIsHere, startPython } from '../evidence/python-verifier.ts';
import { type KeptScans, startKeptScans } from '../harness/kept-scans.ts';
import { unpacked } from './lived-state.ts';

let scans: KeptScans;
let folder: string;
let bundle: string;
/** The same, as the folder that it was exported from. */
let snapshot: string;
let key: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'posture-old-bundle-'));
  bundle = join(folder, 'bundle.zip');
  snapshot = join(folder, 'snapshot');
  writeFileSync(bundle, unpacked('bundle.zip'));
  using source = await openSource(bundle, createRemarks());
  for (const name of source.files.keys()) {
    const path = join(snapshot, name);
    mkdirSync(dirname(path), { recursive: true });
    // Each piece is gone with the next.
    writeFileSync(
      path,
      Buffer.concat(Array.from(source.pieces(name), (piece) => Buffer.from(piece))),
    );
  }
  key = join(snapshot, 'keys/attest-p256.pem');
  scans = await startKeptScans();
}, 60_000);

afterAll(async () => {
  await scans[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** Of the old product: complete but for what it could not read in Azure. */
const INCOMPLETE = 2;

describe('a bundle of the old form', () => {
  it.each(['bundle', 'snapshot'])('verifies as a %s', async (form) => {
    const path = form === 'bundle' ? bundle : snapshot;

    const ran = await scans.posture('evidence', 'verify', path, '--key', key);

    expect(`${ran.stdout}${ran.stderr}`).not.toMatch(/^(?:altered|untrusted)/mu);
    expect(ran.status).toBe(INCOMPLETE);
  });

  it.skipIf(!pythonIsHere)(
    'verifies by the second verifier, in the same words (needs python3)',
    async () => {
      const python = startPython();
      const told = await python.ask({ bundle, key });
      python.close();
      const ran = await scans.posture('evidence', 'verify', bundle, '--key', key);

      expect(told.status).toBe(INCOMPLETE);
      for (const remark of told.remarks) expect(`${ran.stdout}${ran.stderr}`).toContain(remark);
    },
  );

  it('is shown', async () => {
    const ran = await scans.posture('evidence', 'show', snapshot);

    expect([ran.status, ran.stderr]).toEqual([0, '']);
    expect(ran.stdout).toContain('results/result.json');
  });

  it('is asked anew, and what is told otherwise is told as the questions’ doing, with the reason', async () => {
    const ran = await scans.posture('evidence', 'replay', bundle);

    expect(ran.stdout).toContain(
      'asked today by encryption-in-transit: sql-managed-instance-minimum-tls, sql-server-minimum-tls, storage-https-only, storage-minimum-tls\n',
    );
    expect(ran.stdout).toMatch(
      /flex\.pitr {2}point-in-time-restore .*warehouse .*\n {2}recorded not-applicable.*\n {2}replayed fail.* never to any point in time/u,
    );
    expect(ran.stdout).not.toContain('NOT as recorded');
    expect(ran.stdout).toContain(
      'asked anew bundle.zip: of 66 claims 1 come to another status by today',
    );
    expect(ran.stdout).toContain('says nothing against the answers');
    expect(ran.status).toBe(1);
  });

  it('comes to the status of then for every claim, but for what today’s form sees anew', async () => {
    const ran = await scans.posture('evidence', 'replay', bundle, '--json');
    const report = JSON.parse(ran.stdout) as ReplayReport;
    const told = report.differences.map((one) =>
      one.kind === 'verdict'
        ? [one.claim, one.check, one.recorded?.status ?? null, one.replayed?.status ?? null].join(
            ' ',
          )
        : one.kind,
    );

    expect([report.claims, report.missing]).toEqual([66, []]);
    expect(told.sort()).toEqual(
      [
        // A storage account without backups, where the claim named no check of storage accounts.
        'draftit.cloud-backup backup-recent  fail',
        // A dedicated SQL pool never keeps what is promised of databases.
        'draftit.backup-retention backup-retention not-applicable fail',
        'draftit.log-backup log-backup not-applicable fail',
        'draftit.monthly-retention monthly-retention not-applicable fail',
        'flex.long-term-retention long-term-retention not-applicable fail',
        'flex.pitr point-in-time-restore not-applicable fail',
        // What a vault protects is a database like any other.
        'flex.differential differential-backup  fail',
        'flex.differential differential-backup  fail',
        'flex.long-term-retention long-term-retention  fail',
        'flex.long-term-retention long-term-retention  fail',
        // Nobody asked for zones then: five databases lie in one, and their claim is broken by them.
        ...Array.from({ length: 5 }, () => 'draftit.isolation zone-redundant  fail'),
        'claim',
      ].sort(),
    );
    expect(report.former?.checks.every(({ id }) => isFormerCheck(id))).toBe(true);
    expect(report.former?.notAskedThen.length).toBeGreaterThan(0);
  });
});
