import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { snapshotDigests } from '#evidence/list-snapshots.ts';
import { pruneAnswers } from '#evidence/prune-answers.ts';
import { writeSnapshot } from '#evidence/snapshot.ts';
import {
  exchange,
  GO_ON,
  keptScan,
  snapshotInput,
  temporaryDirectory,
} from '../harness/evidence-store.ts';

const LATER = '2099-01-01T00:00:00.000Z';

describe('pruneAnswers', () => {
  it('removes what nothing refers to, and keeps a needed answer with its question and index', async () => {
    const directory = temporaryDirectory();
    const { store, result } = await keptScan(directory);
    const [kept, dropped] = [
      result.claims[0]?.findings[0]?.evidence[0],
      result.claims[0]?.findings[1]?.evidence[0],
    ];
    store.beginScan('scan-0002');
    const other = store.keep(exchange('other', { requestBody: 'its question' }));
    await store.endScan(GO_ON);

    const pruned = await pruneAnswers(directory, new Set([kept ?? 'sha256:']), LATER, GO_ON);

    expect(pruned).toMatchObject({ bodies: 5, indexes: 1 });
    expect(existsSync(store.bodyPath(kept ?? 'sha256:'))).toBe(true);
    expect(existsSync(store.bodyPath(dropped ?? 'sha256:'))).toBe(false);
    expect(existsSync(store.bodyPath(other))).toBe(false);
    expect(existsSync(join(directory, 'scans', 'scan-0001.ndjson'))).toBe(true);
    expect(existsSync(join(directory, 'scans', 'scan-0002.ndjson'))).toBe(false);
  });

  it('keeps of several indexes that say the same the newest, and those that say more', async () => {
    const directory = temporaryDirectory();
    const { store } = await keptScan(directory);
    const empty = '{"value":[]}';
    const scan = async (id: string, ...urls: readonly string[]) => {
      store.beginScan(id);
      const digests = urls.map((url) => store.keep(exchange(empty, { url })));
      await store.endScan(GO_ON);
      return digests[0] ?? 'sha256:';
    };
    const digest = await scan('scan-0002', 'https://a.example/one', 'https://a.example/gone');
    await scan('scan-0003', 'https://a.example/one');
    await scan('scan-0004', 'https://a.example/one');

    const pruned = await pruneAnswers(directory, new Set([digest]), LATER, GO_ON);

    // The first scan says nothing of it at all.
    expect(pruned).toMatchObject({ indexes: 2 });
    const left = ['scan-0001', 'scan-0002', 'scan-0003', 'scan-0004'].filter((id) =>
      existsSync(join(directory, 'scans', `${id}.ndjson`)),
    );
    expect(left).toEqual(['scan-0002', 'scan-0004']);
  });

  it('keeps everything that a snapshot refers to', async () => {
    const directory = temporaryDirectory();
    const { store, result } = await keptScan(directory);
    await writeSnapshot(snapshotInput(directory, store, result), GO_ON);

    const pruned = await pruneAnswers(directory, await snapshotDigests(directory), LATER, GO_ON);

    expect(pruned).toEqual({ bodies: 0, bytes: 0, indexes: 0 });
  });

  it('spares what was used lately, and removes what a crash left half-written', async () => {
    const directory = temporaryDirectory();
    const { store, result } = await keptScan(directory);
    const old = result.claims[0]?.findings[0]?.evidence[0] ?? 'sha256:';
    utimesSync(store.bodyPath(old), 1_000_000, 1_000_000);
    const half = join(directory, 'incoming', 'half');
    writeFileSync(half, 'x');
    utimesSync(half, 1_000_000, 1_000_000);

    const pruned = await pruneAnswers(directory, new Set(), '2001-01-01T00:00:00.000Z', GO_ON);

    expect(pruned).toMatchObject({ bodies: 2, indexes: 0 });
    expect(existsSync(half)).toBe(false);
  });

  it('marks an old body as used when it is met again', async () => {
    const directory = temporaryDirectory();
    const { store, result } = await keptScan(directory);
    const digest = result.claims[0]?.findings[0]?.evidence[0] ?? 'sha256:';
    utimesSync(store.bodyPath(digest), 1_000_000, 1_000_000);
    store.beginScan('scan-0002');
    store.keep(exchange('{"properties":{"retentionDays":7}}'));
    await store.endScan(GO_ON);

    await pruneAnswers(directory, new Set(), '2001-01-01T00:00:00.000Z', GO_ON);

    expect(existsSync(store.bodyPath(digest))).toBe(true);
  });

  it('does nothing where nothing was kept yet', async () => {
    const pruned = await pruneAnswers(join(temporaryDirectory(), 'none'), new Set(), LATER, GO_ON);

    expect(pruned).toEqual({ bodies: 0, bytes: 0, indexes: 0 });
  });
});
