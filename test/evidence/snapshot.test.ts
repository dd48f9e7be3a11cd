import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAnswerStore } from '#evidence/answer-store.ts';
import { writeSnapshot } from '#evidence/snapshot.ts';
import { verifyBundle } from '#evidence/verify-bundle.ts';
import {
  exchange,
  GO_ON,
  keptScan,
  snapshotInput,
  temporaryDirectory,
} from '../harness/evidence-store.ts';
import { claimResult, databaseId, finding } from '../harness/findings.ts';
import { parseCsv } from '../harness/parse-csv.ts';
import { scanResult } from '../harness/scan-result.ts';
import { HOSTILE_NAMES } from '../harness/varied-results.ts';

describe('writeSnapshot', () => {
  it('writes what sha256sum and the verifier accept', async () => {
    const directory = temporaryDirectory();
    const { store, result } = await keptScan(directory);

    const { path, manifest } = await writeSnapshot(snapshotInput(directory, store, result), GO_ON);

    expect(path).toBe(join(directory, 'snapshots', '20261121T030012500Z_scan-0001'));
    const output = execFileSync('sha256sum', ['--strict', '-c', 'SHA256SUMS'], {
      cwd: path,
      encoding: 'utf8',
    });
    expect(output.match(/: OK/gu)).toHaveLength(manifest.files.length + 1);
    const verification = await verifyBundle(path);
    expect(verification.altered).toEqual([]);
    expect(verification).toMatchObject({ status: 3, files: manifest.files.length + 2 });
    expect(manifest.coverage).toEqual({
      subscriptions: 1,
      subscriptionsIncomplete: 0,
      resources: 12,
      findings: 3,
      findingsUnknown: 1,
      exchanges: 3,
      answers: 4,
    });
    expect(readdirSync(join(directory, 'snapshots'))).toHaveLength(1);
  });

  it('gives the same bytes on another machine, whatever the order of the lists', async () => {
    const sums = [];
    for (const isReversed of [false, true]) {
      const directory = temporaryDirectory();
      const { store, result } = await keptScan(directory);
      const input = snapshotInput(directory, store, result);
      const { path } = await writeSnapshot(
        isReversed
          ? {
              ...input,
              checks: [...input.checks].reverse(),
              population: [...input.population].reverse(),
            }
          : input,
        GO_ON,
      );
      sums.push(readFileSync(join(path, 'SHA256SUMS'), 'utf8'));
    }

    expect(sums[1]).toBe(sums[0]);
    expect(sums[0]?.split('\n').length).toBeGreaterThan(15);
  });

  it('links bodies instead of copying them, and keeps them when the store is pruned', async () => {
    const directory = temporaryDirectory();
    const { store, result } = await keptScan(directory);
    const digest = result.claims[0]?.findings[0]?.evidence[0] ?? 'sha256:';

    const { path } = await writeSnapshot(snapshotInput(directory, store, result), GO_ON);

    const copy = join(path, 'raw', `${digest.slice(7)}.body`);
    expect(statSync(copy).ino).toBe(statSync(store.bodyPath(digest)).ino);
    rmSync(store.bodyPath(digest));
    expect((await verifyBundle(path)).altered).toEqual([]);
  });

  it('takes the answers of carried verdicts from the scan that read them', async () => {
    const directory = temporaryDirectory();
    const { store, result } = await keptScan(directory);
    store.beginScan('scan-0002');
    store.keep(exchange('{"changes":[]}'));
    await store.endScan(GO_ON);
    const second = scanResult(result.claims, { scan: { id: 'scan-0002', mode: 'incremental' } });

    const { path, manifest } = await writeSnapshot(snapshotInput(directory, store, second), GO_ON);

    expect(manifest.coverage).toMatchObject({ exchanges: 3, answers: 3 });
    expect(
      readFileSync(join(path, 'raw/index.ndjson'), 'utf8').match(/"scan":"scan-000[12]"/gu),
    ).toEqual(['"scan":"scan-0002"', '"scan":"scan-0001"', '"scan":"scan-0001"']);
    expect((await verifyBundle(path)).altered).toEqual([]);
  });

  it('keeps hostile names exact in JSON and harmless in CSV', async () => {
    const directory = temporaryDirectory();
    const { store } = await keptScan(directory);
    const names = HOSTILE_NAMES.filter((name) => name.isWellFormed());
    const result = scanResult(
      [
        claimResult(
          names.map((name) =>
            finding({
              resourceId: databaseId(name),
              status: 'unknown',
              reason: name,
              evidence: [],
            }),
          ),
        ),
      ],
      { scan: { id: 'scan-0001' } },
    );

    const { path } = await writeSnapshot(snapshotInput(directory, store, result), GO_ON);

    expect((await verifyBundle(path)).altered).toEqual([]);
    expect(JSON.parse(readFileSync(join(path, 'results/result.json'), 'utf8'))).toEqual(result);
    const rows = parseCsv(readFileSync(join(path, 'coverage/unknown.csv'), 'utf8'));
    expect(rows.slice(1).map((row) => row.at(-1)?.replace(/^'/u, ''))).toEqual(names);
    expect(parseCsv(readFileSync(join(path, 'scope/excluded.csv'), 'utf8'))[1]?.[3]).toBe(
      "'=exclude.tags env=test",
    );
  });

  it('covers an empty scan', async () => {
    const directory = temporaryDirectory();
    const store = createAnswerStore(directory);
    store.beginScan('scan-0001');
    await store.endScan(GO_ON);
    const result = scanResult([], { scan: { id: 'scan-0001', subscriptions: [] } });

    const { path } = await writeSnapshot(snapshotInput(directory, store, result), GO_ON);

    expect((await verifyBundle(path)).altered).toEqual([]);
  });
});
