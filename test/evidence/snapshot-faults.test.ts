import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listSnapshots } from '#evidence/list-snapshots.ts';
import { writeSnapshot } from '#evidence/snapshot.ts';
import { verifyBundle } from '#evidence/verify-bundle.ts';
import { GO_ON, keptScan, snapshotInput, temporaryDirectory } from '../harness/evidence-store.ts';
import { claimResult, finding } from '../harness/findings.ts';
import { scanResult } from '../harness/scan-result.ts';

function codeIs(code: string): unknown {
  return expect.objectContaining({ code });
}

describe('writeSnapshot, when something is wrong', () => {
  it('fails, and leaves nothing, when a body is gone, altered, or was never brought', async () => {
    const directory = temporaryDirectory();
    const { store, result } = await keptScan(directory);
    const digest = result.claims[0]?.findings[0]?.evidence[0] ?? 'sha256:';
    const unknown = scanResult(
      [claimResult([finding({ evidence: [`sha256:${'9'.repeat(64)}`] })])],
      { scan: { id: 'scan-0001' } },
    );
    const body = readFileSync(store.bodyPath(digest));

    await expect(writeSnapshot(snapshotInput(directory, store, unknown), GO_ON)).rejects.toThrow(
      codeIs('EVIDENCE_EXCHANGE_MISSING'),
    );
    chmodSync(store.bodyPath(digest), 0o644);
    writeFileSync(
      store.bodyPath(digest),
      body.map((byte, index) => (index === 3 ? byte ^ 1 : byte)),
    );
    await expect(writeSnapshot(snapshotInput(directory, store, result), GO_ON)).rejects.toThrow(
      codeIs('EVIDENCE_BODY_ALTERED'),
    );
    rmSync(store.bodyPath(digest));
    await expect(writeSnapshot(snapshotInput(directory, store, result), GO_ON)).rejects.toThrow(
      codeIs('EVIDENCE_BODY_MISSING'),
    );
    expect(readdirSync(join(directory, 'snapshots'))).toEqual([]);
  });

  it('is written once, and not at all when it is aborted', async () => {
    const directory = temporaryDirectory();
    const { store, result } = await keptScan(directory);
    const input = snapshotInput(directory, store, result);

    await expect(writeSnapshot(input, AbortSignal.abort())).rejects.toThrow('abort');
    expect(await listSnapshots(directory)).toEqual([]);
    await writeSnapshot(input, GO_ON);
    await expect(writeSnapshot(input, GO_ON)).rejects.toThrow(codeIs('EVIDENCE_SNAPSHOT_EXISTS'));
  });

  it('begins anew over what a crash left behind, which is never listed', async () => {
    const directory = temporaryDirectory();
    const { store, result } = await keptScan(directory);
    const left = join(directory, 'snapshots', '.partial-20261121T030012500Z_scan-0001');
    mkdirSync(left, { recursive: true });
    writeFileSync(join(left, 'README.txt'), 'half');

    expect(await listSnapshots(directory)).toEqual([]);
    const { path } = await writeSnapshot(snapshotInput(directory, store, result), GO_ON);

    expect((await verifyBundle(path)).altered).toEqual([]);
    expect(existsSync(left)).toBe(false);
  });

  it('refuses a rendering whose path leaves the snapshot', async () => {
    const directory = temporaryDirectory();
    const { store, result } = await keptScan(directory);
    const input = snapshotInput(directory, store, result);

    const writing = writeSnapshot(
      { ...input, rendered: { ...input.rendered, '../x.html': 'x' } },
      GO_ON,
    );

    await expect(writing).rejects.toThrow(codeIs('EVIDENCE_PATH'));
    expect(existsSync(join(directory, 'snapshots', 'x.html'))).toBe(false);
  });
});
