import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportSnapshot } from '#evidence/export-snapshot.ts';
import { findSnapshot, listSnapshots } from '#evidence/list-snapshots.ts';
import { writeSnapshot } from '#evidence/snapshot.ts';
import { GO_ON, keptScan, snapshotInput, temporaryDirectory } from '../harness/evidence-store.ts';
import { scanResult } from '../harness/scan-result.ts';

function codeIs(code: string): unknown {
  return expect.objectContaining({ code });
}

describe('list, find and export', () => {
  it('lists the newest first and finds by name, scan id or an unambiguous beginning', async () => {
    const directory = temporaryDirectory();
    const { store, result } = await keptScan(directory);
    await writeSnapshot(snapshotInput(directory, store, result), GO_ON);
    store.beginScan('scan-0002');
    await store.endScan(GO_ON);
    const later = scanResult([], {
      scan: { id: 'scan-0002', finishedAt: '2026-11-22T03:00:00.000Z' },
    });
    await writeSnapshot(snapshotInput(directory, store, later), GO_ON);

    expect((await listSnapshots(directory)).map(({ manifest }) => manifest?.scanId)).toEqual([
      'scan-0002',
      'scan-0001',
    ]);
    expect((await findSnapshot(directory, 'scan-0001'))?.name).toBe(
      '20261121T030012500Z_scan-0001',
    );
    expect((await findSnapshot(directory, '20261122'))?.manifest?.scanId).toBe('scan-0002');
    expect(await findSnapshot(directory, '202611')).toBeUndefined();
    expect(await findSnapshot(directory, 'none')).toBeUndefined();
  });

  it('exports the same bytes, and nothing of a damaged snapshot', async () => {
    const directory = temporaryDirectory();
    const { store, result } = await keptScan(directory);
    const { path } = await writeSnapshot(snapshotInput(directory, store, result), GO_ON);
    const target = join(directory, 'out', 'export');

    expect((await exportSnapshot(path, target, GO_ON)).altered).toEqual([]);

    expect(execFileSync('diff', ['-r', path, target], { encoding: 'utf8' })).toBe('');
    await expect(exportSnapshot(path, target, GO_ON)).rejects.toThrow(
      codeIs('EVIDENCE_EXPORT_EXISTS'),
    );
    writeFileSync(join(path, 'README.txt'), 'altered');
    await expect(exportSnapshot(path, `${target}2`, GO_ON)).rejects.toThrow(
      codeIs('EVIDENCE_DAMAGED'),
    );
    expect(readdirSync(join(directory, 'out'))).toEqual(['export']);
  });
});
