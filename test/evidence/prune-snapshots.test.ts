import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listSnapshots } from '#evidence/list-snapshots.ts';
import { pruneSnapshots } from '#evidence/prune-snapshots.ts';
import { writeSnapshot } from '#evidence/snapshot.ts';
import { GO_ON, keptScan, snapshotInput, temporaryDirectory } from '../harness/evidence-store.ts';
import { scanResult } from '../harness/scan-result.ts';

const LATER = '2026-11-22T03:00:00.000Z';

/** Two snapshots: one of 2026-11-21T03:00, one a day later. */
async function twoSnapshots(): Promise<string> {
  const directory = temporaryDirectory();
  const { store, result } = await keptScan(directory);
  await writeSnapshot(snapshotInput(directory, store, result), GO_ON);
  store.beginScan('scan-0002');
  await store.endScan(GO_ON);
  const later = scanResult([], {
    scan: { id: 'scan-0002', startedAt: LATER, finishedAt: LATER },
  });
  await writeSnapshot(snapshotInput(directory, store, later), GO_ON);
  return directory;
}

async function scansIn(directory: string): Promise<readonly (string | undefined)[]> {
  return (await listSnapshots(directory)).map(({ manifest }) => manifest?.scanId);
}

describe('pruneSnapshots', () => {
  it('removes what ended before the limit and keeps what ended at it', async () => {
    const directory = await twoSnapshots();

    const removed = await pruneSnapshots(directory, { before: LATER }, GO_ON);

    expect(removed).toEqual(['20261121T030012500Z_scan-0001']);
    expect(await scansIn(directory)).toEqual(['scan-0002']);
  });

  it('keeps a snapshot whose age cannot be read', async () => {
    const directory = await twoSnapshots();
    const [, oldest] = await listSnapshots(directory);
    writeFileSync(join(oldest?.path ?? '', 'manifest.json'), '{');

    const removed = await pruneSnapshots(directory, { before: '2030-01-01T00:00:00.000Z' }, GO_ON);

    expect(removed.map((name) => name.split('_')[1])).toEqual(['scan-0002']);
    expect(await scansIn(directory)).toEqual([undefined]);
  });
});
