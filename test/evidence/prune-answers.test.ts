import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Exchange } from '#domain/exchange.ts';
import type { Digest } from '#domain/reading.ts';
import { createAnswerStore } from '#evidence/answer-store.ts';
import { snapshotDigests } from '#evidence/list-snapshots.ts';
import { packSnapshots } from '#evidence/pack-snapshots.ts';
import { type Needed, pruneAnswers } from '#evidence/prune-answers.ts';
import { writeSnapshot } from '#evidence/snapshot.ts';
import { verifyBundle } from '#evidence/verify-bundle.ts';
import {
  exchange,
  GO_ON,
  keptScan,
  snapshotInput,
  temporaryDirectory,
} from '../harness/evidence-store.ts';

const LATER = '2099-01-01T00:00:00.000Z';
const NOTHING: Needed = { bodies: new Set(), uses: [] };

/** Answers under verdicts of now, or of this time. */
function under(digests: readonly Digest[], at = LATER): Needed {
  return { bodies: new Set(), uses: digests.map((digest) => ({ digest, at })) };
}

/** Scans that were answered with an empty list alone, each on its day of November. */
async function emptyLists() {
  const directory = temporaryDirectory();
  const { store } = await keptScan(directory);
  const scan = async (
    day: number,
    ...asked: readonly (string | Partial<Exchange>)[]
  ): Promise<Digest> => {
    const two = String(day).padStart(2, '0');
    store.beginScan(`scan-00${two}`);
    const digests = asked.map((one) =>
      store.keep(
        exchange('{"value":[]}', {
          startedAt: `2026-11-${two}T03:00:00.000Z`,
          ...(typeof one === 'string' ? { url: one } : { method: 'POST', ...one }),
        }),
      ),
    );
    await store.endScan(GO_ON);
    return digests[0] ?? 'sha256:';
  };
  const left = (): readonly string[] =>
    readdirSync(join(directory, 'scans'))
      .map((name) => name.replace('.ndjson', ''))
      .sort();
  return { directory, scan, left };
}

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

    const pruned = await pruneAnswers(directory, under([kept ?? 'sha256:']), LATER, GO_ON);

    expect(pruned).toMatchObject({ bodies: 5, indexes: 1 });
    expect(existsSync(store.bodyPath(kept ?? 'sha256:'))).toBe(true);
    expect(existsSync(store.bodyPath(dropped ?? 'sha256:'))).toBe(false);
    expect(existsSync(store.bodyPath(other))).toBe(false);
    expect(existsSync(join(directory, 'scans', 'scan-0001.ndjson'))).toBe(true);
    expect(existsSync(join(directory, 'scans', 'scan-0002.ndjson'))).toBe(false);
  });

  it('keeps of several indexes that say the same the newest, and those that say more', async () => {
    const { directory, scan, left } = await emptyLists();
    const digest = await scan(2, 'https://a.example/one', 'https://a.example/gone');
    await scan(3, 'https://a.example/one');
    await scan(4, 'https://a.example/one');

    const pruned = await pruneAnswers(directory, under([digest]), LATER, GO_ON);

    // The first scan says nothing of it at all.
    expect(pruned).toMatchObject({ indexes: 2 });
    expect(left()).toEqual(['scan-0002', 'scan-0004']);
  });

  it('takes a question that names its time for the same at every time, in an address as in a query', async () => {
    const { directory, scan, left } = await emptyLists();
    let digest: Digest = 'sha256:';
    for (let day = 2; day < 30; day += 1) {
      const time = `2026-11-${String(day).padStart(2, '0')}T03:00:00.000Z`;
      digest = await scan(
        day,
        `https://a.example/events?$filter=eventTimestamp ge '${time}'`,
        `https://a.example/events?$filter=${encodeURIComponent(`eventTimestamp ge '${time}'`)}`,
        { url: 'https://a.example/graph', requestBody: `{"query":"where at > '${time}'"}` },
      );
    }

    const pruned = await pruneAnswers(directory, under([digest]), LATER, GO_ON);

    expect(pruned).toMatchObject({ indexes: 28 });
    expect(left()).toEqual(['scan-0029']);
  });

  it('keeps the reading that a transition rests on, its own or the one it was carried from', async () => {
    const { directory, scan, left } = await emptyLists();
    let digest: Digest = 'sha256:';
    for (const day of [2, 3, 4, 5, 6, 7]) digest = await scan(day, 'https://a.example/one');

    // Between the readings of the third and the fourth: told by a scan that began then, or that had carried it.
    const needed = under([digest], '2026-11-04T01:00:00.000Z');
    const pruned = await pruneAnswers(directory, needed, LATER, GO_ON);

    expect(pruned).toMatchObject({ indexes: 5 });
    expect(left()).toEqual(['scan-0003', 'scan-0004']);
    const body = createAnswerStore(directory).bodyPath(digest);
    expect(readFileSync(body, 'utf8')).toBe('{"value":[]}');
  });

  it('keeps the bodies of a snapshot, which has an index of its own', async () => {
    const directory = temporaryDirectory();
    const { store, result } = await keptScan(directory);
    const { path } = await writeSnapshot(snapshotInput(directory, store, result), GO_ON);
    const later = { ...result.scan, finishedAt: '2026-11-22T03:00:00.000Z' };
    const next = snapshotInput(directory, store, { ...result, scan: later });
    const { path: plain } = await writeSnapshot(next, GO_ON);
    await packSnapshots(directory, 'snapshots', 0, GO_ON);

    const bodies = (await snapshotDigests(directory, LATER)) ?? new Set();
    const pruned = await pruneAnswers(directory, { bodies, uses: [] }, LATER, GO_ON);

    expect(bodies.size).toBe(4);
    expect(pruned).toMatchObject({ bodies: 0, bytes: 0, indexes: 1 });
    for (const each of [`${path}.packed`, plain])
      expect((await verifyBundle(each)).altered).toEqual([]);
    expect(await snapshotDigests(directory, '2026-11-20T00:00:00.000Z')).toEqual(new Set());
  });

  it('spares what was used lately, and removes what a crash left half-written', async () => {
    const directory = temporaryDirectory();
    const { store, result } = await keptScan(directory);
    const old = result.claims[0]?.findings[0]?.evidence[0] ?? 'sha256:';
    utimesSync(store.bodyPath(old), 1_000_000, 1_000_000);
    const half = join(directory, 'incoming', 'half');
    writeFileSync(half, 'x');
    utimesSync(half, 1_000_000, 1_000_000);

    const pruned = await pruneAnswers(directory, NOTHING, '2001-01-01T00:00:00.000Z', GO_ON);

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

    await pruneAnswers(directory, NOTHING, '2001-01-01T00:00:00.000Z', GO_ON);

    expect(existsSync(store.bodyPath(digest))).toBe(true);
  });

  it('does nothing where nothing was kept yet', async () => {
    const pruned = await pruneAnswers(join(temporaryDirectory(), 'none'), NOTHING, LATER, GO_ON);

    expect(pruned).toMatchObject({ bodies: 0, bytes: 0, indexes: 0 });
  });
});
