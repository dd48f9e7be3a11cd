import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EvidenceError } from '#domain/errors.ts';
import { createAnswerStore } from '#evidence/answer-store.ts';
import { findSnapshot, listSnapshots } from '#evidence/list-snapshots.ts';
import { findPeriod, keptAnswers, type PeriodInput, writePeriod } from '#evidence/period-bundle.ts';
import { askForPeriod, forgetRequest, periodRequests } from '#evidence/period-requests.ts';
import { pruneSnapshots } from '#evidence/prune-snapshots.ts';
import { requiredFiles } from '#evidence/snapshot-layout.ts';
import { verifyBundle } from '#evidence/verify-bundle.ts';
import { exchange, GO_ON, temporaryDirectory } from '../harness/evidence-store.ts';
import { createMemoryLog } from '../harness/memory-log.ts';
import { sealedSnapshot, sealingIn } from '../harness/sealed.ts';
import { makeToolFolder, verifiesInShell } from '../harness/shell-verify.ts';
import { pythonIsHere, startPython } from './python-verifier.ts';

const FROM = '2026-11-01T00:00:00.000Z';
const TO = '2026-11-21T03:04:00.000Z';
const NAME = 'period_20261101T000000000Z_20261121T030400000Z';
const BEGIN = '2026-10-01T00:00:00.000Z';

const hasTools = ['openssl', 'sha256sum'].every(
  (tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).error === undefined,
);

/** A store with two answers to three questions. */
async function keptAnswersIn(directory: string) {
  const answers = createAnswerStore(directory);
  answers.beginScan('scan-0002');
  const query = '{"query":"resources"}';
  const first = answers.keep(exchange('{"value":["a"]}', { requestBody: query }));
  const second = answers.keep(exchange('{"value":["b"]}'));
  answers.keep(exchange('{"value":["b"]}', { url: 'https://management.azure.com/other' }));
  await answers.endScan(GO_ON);
  return { answers, first, second };
}

async function periodInput(directory: string, log = createMemoryLog()): Promise<PeriodInput> {
  const sealing = sealingIn(directory, log);
  await sealing.start(GO_ON);
  const { answers, first } = await keptAnswersIn(directory);
  const { exchanges } = await keptAnswers(answers, new Set([first]), BEGIN);
  const names = requiredFiles({ kind: 'period' }).filter(
    (path) => path !== 'README.txt' && path !== 'raw/index.ndjson',
  );
  return {
    directory,
    period: { from: FROM, to: TO },
    tenantId: null,
    coverage: {
      subscriptions: 1,
      subscriptionsIncomplete: 0,
      resources: 3,
      findings: 0,
      findingsUnknown: 0,
      runsExpected: 4,
      runsCompleted: 3,
    },
    collector: { name: 'posture', version: '1', configurationSha256: 'c'.repeat(64) },
    content: new Map(names.map((path) => [path, 'header\r\n'])),
    exchanges,
    answers,
    sealer: sealing.sealer,
  };
}

describe('the bundle of a period', () => {
  it('E8 E13 is sealed with the runs that were due, and says that not all took place', async () => {
    const directory = temporaryDirectory();
    const { path } = await writePeriod(await periodInput(directory), GO_ON);

    const statement = JSON.parse(
      readFileSync(join(path, 'attestation.statement.json'), 'utf8'),
    ) as {
      readonly predicate: { readonly coverage: object };
    };
    const { altered, incomplete } = await verifyBundle(path);

    expect(statement.predicate.coverage).toEqual({
      runsExpected: 4,
      runsCompleted: 3,
      resources: 3,
      readsUnknown: 0,
    });
    expect(altered).toEqual([]);
    expect(incomplete.map(({ message }) => message)).toContain(
      'not every run that was due took place',
    );
  });

  it.skipIf(!pythonIsHere)(
    'E19 the second verifier finds nothing altered, and what was (needs python3)',
    async () => {
      const directory = temporaryDirectory();
      const { path } = await writePeriod(await periodInput(directory), GO_ON);
      const python = startPython();

      const whole = await python.ask({ bundle: path, key: join(path, 'keys/attest-p256.pem') });
      writeFileSync(join(path, 'results/timeline.csv'), 'other\r\n');
      const altered = await python.ask({ bundle: path, key: join(path, 'keys/attest-p256.pem') });
      python.close();

      expect(whole.status, whole.remarks.join('\n')).toBe(2);
      expect(altered.status).toBe(1);
    },
  );

  it.skipIf(!hasTools)(
    'E18 is verified in a shell without node, and not after a change (needs openssl and sha256sum)',
    async () => {
      const directory = temporaryDirectory();
      const { path } = await writePeriod(await periodInput(directory), GO_ON);
      const tools = makeToolFolder(join(directory, 'tools'));
      const key = join(path, 'keys/attest-p256.pem');

      const whole = verifiesInShell(path, key, tools);
      writeFileSync(join(path, 'results/timeline.csv'), 'header\r ');
      const altered = verifiesInShell(path, key, tools);

      expect([whole, altered]).toEqual([true, false]);
    },
  );

  it('E15 is written once, and found by its name but never as the newest snapshot', async () => {
    const directory = temporaryDirectory();
    const input = await periodInput(directory);
    expect(await findPeriod(directory, FROM, TO)).toBeUndefined();
    await writePeriod(input, GO_ON);

    await expect(writePeriod(input, GO_ON)).rejects.toMatchObject({
      code: 'EVIDENCE_SNAPSHOT_EXISTS',
    });

    expect((await findPeriod(directory, FROM, TO))?.name).toBe(NAME);
    expect((await findSnapshot(directory, NAME))?.kind).toBe('period');
    expect(await listSnapshots(directory)).toEqual([]);
    expect(await findPeriod(directory, FROM, '2026-11-21T03:04:00.001Z')).toBeUndefined();
  });

  it('leaves nothing behind where it cannot be sealed, at the begin or at the end', async () => {
    const directory = temporaryDirectory();
    const log = createMemoryLog();
    const input = await periodInput(directory, log);
    const fails = new EvidenceError('EVIDENCE_KEY', 'the key is gone');
    const halfway: PeriodInput['sealer'] = {
      begin: async (signal) => ({
        ...(await input.sealer.begin(signal)),
        seal: async () => await Promise.reject(fails),
      }),
    };

    await expect(writePeriod({ ...input, sealer: halfway }, GO_ON)).rejects.toBe(fails);
    log.rollBack(0);
    const mismatch = { code: 'EVIDENCE_LOG_MISMATCH' };
    await expect(writePeriod(input, GO_ON)).rejects.toMatchObject(mismatch);

    expect(readdirSync(join(directory, 'periods'))).toEqual([]);
  });

  it('E16 goes when it is old enough', async () => {
    const directory = temporaryDirectory();
    const { path } = await writePeriod(await periodInput(directory), GO_ON);
    await sealedSnapshot(directory);

    const young = await pruneSnapshots(directory, { before: '2026-11-21T03:00:00.000Z' }, GO_ON);
    const old = await pruneSnapshots(directory, { before: '2026-11-21T03:04:00.001Z' }, GO_ON);

    expect(young).not.toContain(NAME);
    expect(old).toContain(NAME);
    expect(readdirSync(join(path, '..'))).toEqual([]);
  });

  it('names the answers that are no longer kept, and every question of one that is', async () => {
    const directory = temporaryDirectory();
    const { answers, first, second } = await keptAnswersIn(directory);
    const never = `sha256:${'0'.repeat(64)}` as const;

    const before = await keptAnswers(answers, new Set([first, second, never]), BEGIN);
    rmSync(answers.bodyPath(first));
    const after = await keptAnswers(answers, new Set([first, second, never]), BEGIN);

    expect(before.exchanges).toHaveLength(3);
    expect(before.gone).toEqual([never]);
    expect(after.exchanges.map(({ seq }) => seq)).toEqual([2, 3]);
    expect(after.gone).toEqual([never, first].sort());
  });
});

describe('requests for a period', () => {
  it('are one per period, kept until they are met, and nothing else is one', async () => {
    const directory = temporaryDirectory();
    const request = { from: FROM, to: TO };
    expect(await periodRequests(directory)).toEqual([]);
    await askForPeriod(directory, request);
    await askForPeriod(directory, request);
    for (const [name, text] of [
      ['a.json', '{'],
      ['b.json', '{"from":"x","to":"y"}'],
      ['c.json', JSON.stringify({ from: TO, to: FROM })],
      ['d.json', '[]'],
    ] as const)
      writeFileSync(join(directory, 'requests', name), text);

    const asked = await periodRequests(directory);
    await forgetRequest(directory, request);

    expect(asked).toEqual([request]);
    expect(await periodRequests(directory)).toEqual([]);
  });
});
