import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finding } from '#domain/finding.ts';
import { bundleName, writeBundle } from '#evidence/bundle.ts';
import { exportSnapshot } from '#evidence/export-snapshot.ts';
import { listSnapshots, readManifest, readSnapshotFile } from '#evidence/list-snapshots.ts';
import { packSnapshots } from '#evidence/pack-snapshots.ts';
import { placeInLog } from '#evidence/period-bundle.ts';
import { pruneSnapshots } from '#evidence/prune-snapshots.ts';
import { removeFolder } from '#evidence/remove-folder.ts';
import { writeSnapshot } from '#evidence/snapshot.ts';
import { type Verification, verifyBundle } from '#evidence/verify-bundle.ts';
import { createRemarks } from '#evidence/verify-remarks.ts';
import { openSource } from '#evidence/verify-source.ts';
import { GO_ON, keptScan, snapshotInput, temporaryDirectory } from '../harness/evidence-store.ts';
import { databaseId } from '../harness/findings.ts';
import { sealingIn } from '../harness/sealed.ts';

const MINUTES = ['01', '02', '03'];

/** Three sealed snapshots, of so many databases of which nothing changes. */
async function threeSnapshots(count = 3) {
  const directory = temporaryDirectory();
  const sealing = sealingIn(directory);
  await sealing.start(GO_ON);
  const { store, result } = await keptScan(directory);
  const paths: string[] = [];
  for (const minute of MINUTES) {
    const finishedAt = `2026-11-21T03:${minute}:00.000Z`;
    const claims = result.claims.map((claim) => ({
      ...claim,
      findings: manyOf(claim.findings, count, finishedAt),
    }));
    const scan = { ...result.scan, finishedAt };
    const input = snapshotInput(
      directory,
      store,
      { ...result, scan, claims },
      { sealer: sealing.sealer },
    );
    paths.push((await writeSnapshot(input, GO_ON)).path);
  }
  const [first = '', second = '', newest = ''] = paths;
  return { directory, first, second, newest };
}

function manyOf(findings: readonly Finding[], count: number, readAt: string): Finding[] {
  return Array.from({ length: count }, (_, n) => {
    const [one] = findings.slice(n % findings.length);
    if (one === undefined) throw new Error('no finding');
    return { ...one, resourceId: databaseId(`db-${n}`), readAt };
  });
}

function bytesBelow(folder: string): number {
  return Number(execFileSync('du', ['-sb', folder], { encoding: 'utf8' }).split('\t')[0]);
}

describe('packSnapshots', () => {
  it('leaves the newest plain, and every other one says the same as before', async () => {
    const { directory, first, newest } = await threeSnapshots();
    const copy = join(directory, 'copy');
    cpSync(first, copy, { recursive: true });
    const before = await listSnapshots(directory);
    const zip = await writeBundle(first, join(directory, 'before.zip'), GO_ON);

    const packed = await packSnapshots(directory, 'snapshots', 0, GO_ON);

    expect(packed).toBe(2);
    expect(existsSync(newest)).toBe(true);
    const after = await listSnapshots(directory);
    expect(after.map(({ name, manifest }) => [name, manifest])).toEqual(
      before.map(({ name, manifest }) => [name, manifest]),
    );
    const path = `${first}.packed`;
    expect(await verifyBundle(path)).toEqual(await verifyBundle(copy));
    // Whoever looked it up before it was packed still opens it.
    expect(await verifyBundle(first)).toEqual(await verifyBundle(copy));
    expect(await readManifest(path)).toEqual(await readManifest(copy));
    expect(await placeInLog(path)).toBe(await placeInLog(copy));
    expect(await bundleName(path)).toBe(await bundleName(copy));
    expect(await readSnapshotFile(path, 'README.txt')).toEqual(
      readFileSync(join(copy, 'README.txt')),
    );
    expect(await readSnapshotFile(path, 'no/such')).toBeUndefined();
    // E15: the same bytes as before, as a zip and as a folder.
    const again = await writeBundle(path, join(directory, 'after.zip'), GO_ON);
    expect(again.sha256).toBe(zip.sha256);
    const out = join(directory, 'out');
    await exportSnapshot(path, out, GO_ON);
    expect(execFileSync('diff', ['-r', copy, out], { encoding: 'utf8' })).toBe('');
    expect(await packSnapshots(directory, 'snapshots', 0, GO_ON)).toBe(0);
  });

  it('takes next to no room for a day on which nothing changed', async () => {
    const { directory, first, second } = await threeSnapshots(4000);
    const plain = bytesBelow(second);
    rmSync(second, { recursive: true });

    await packSnapshots(directory, 'snapshots', 0, GO_ON);
    const one = bytesBelow(join(directory, 'bodies'));
    const { directory: other } = await threeSnapshots(4000);
    await packSnapshots(other, 'snapshots', 0, GO_ON);
    const two = bytesBelow(join(other, 'bodies'));

    expect(plain).toBeGreaterThan(2_000_000);
    expect(existsSync(first)).toBe(false);
    expect(two - one).toBeLessThan(plain / 30);
  });

  it('leaves one that is not intact as it is, and goes on where a kill left it', async () => {
    const { directory, first, second } = await threeSnapshots();
    const copy = join(directory, 'copy');
    cpSync(second, copy, { recursive: true });
    writeFileSync(join(first, 'README.txt'), 'altered');

    expect(await packSnapshots(directory, 'snapshots', 0, GO_ON)).toBe(1);
    // As it lies between the packed file and the end of the folder.
    cpSync(copy, second, { recursive: true });
    rmSync(join(second, 'manifest.json'));
    const between = await listSnapshots(directory);
    expect(await packSnapshots(directory, 'snapshots', 0, GO_ON)).toBe(1);

    expect(between).toHaveLength(3);
    expect(between[1]).toMatchObject({
      path: `${second}.packed`,
      manifest: { scanId: 'scan-0001' },
    });
    expect(existsSync(second)).toBe(false);
    expect((await verifyBundle(first)).altered).toHaveLength(2);
    expect((await verifyBundle(`${second}.packed`)).altered).toEqual([]);
  });

  it('packs under the eyes of whoever reads: he reads on, and nothing is altered for him', async () => {
    const { directory, first } = await threeSnapshots();
    const copy = join(directory, 'copy');
    cpSync(first, copy, { recursive: true });
    using source = await openSource(first, createRemarks());
    const [listed] = (await listSnapshots(directory)).toReversed();

    const packing = packSnapshots(directory, 'snapshots', 0, GO_ON);
    const looks: Verification[] = [];
    while (existsSync(first)) looks.push(await verifyBundle(first));
    await packing;

    expect(listed?.path).toBe(first);
    expect(await readManifest(first)).toEqual(await readManifest(copy));
    const whole = await verifyBundle(copy);
    for (const look of [...looks, await verifyBundle(first)]) expect(look).toEqual(whole);
    for (const name of source.files.keys())
      expect(Buffer.concat([...source.pieces(name)].map((piece) => Buffer.from(piece)))).toEqual(
        readFileSync(join(copy, name)),
      );
  });

  it('tells whoever reads one that is removed meanwhile that it is not there any more', async () => {
    const { first } = await threeSnapshots();
    using source = await openSource(first, createRemarks());

    await removeFolder(first);

    expect(() => [...source.pieces('README.txt')]).toThrow('was removed while it was read');
  });

  it('still calls a file that is taken out of a folder missing', async () => {
    const { first } = await threeSnapshots();
    using source = await openSource(first, createRemarks());

    rmSync(join(first, 'README.txt'));

    expect(() => [...source.pieces('README.txt')]).toThrow('ENOENT');
    expect((await verifyBundle(first)).altered.map(({ path }) => path)).toContain('README.txt');
  });

  it('removes what a kill left of a folder that was going', async () => {
    const { directory } = await threeSnapshots();
    const going = join(directory, 'snapshots/.going-20261120T030000000Z_scan-0000');
    mkdirSync(going);
    writeFileSync(join(going, 'README.txt'), 'half');

    await packSnapshots(directory, 'snapshots', 0, GO_ON);

    expect(existsSync(going)).toBe(false);
  });

  it('tells what became of a packed one: a piece that is spoilt, an answer that is gone, a file that is cut', async () => {
    const { directory, first } = await threeSnapshots();
    await packSnapshots(directory, 'snapshots', 0, GO_ON);
    const path = `${first}.packed`;
    const manifest = await readManifest(path);
    const answer = manifest?.files.find(({ role }) => role === 'answer')?.sha256 ?? '';
    const body = join(directory, 'bodies', answer.slice(0, 2), `${answer}.body`);
    const content = readFileSync(path);

    rmSync(body);
    const gone = await verifyBundle(path);
    writeFileSync(path, content.subarray(0, content.length / 2));

    expect(gone.status).toBe(1);
    expect(gone.altered.map(({ path: name }) => name)).toContain(`raw/${answer}.body`);
    await expect(exportSnapshot(path, join(directory, 'out'), GO_ON)).rejects.toMatchObject({
      code: 'EVIDENCE_DAMAGED',
    });
    await expect(verifyBundle(path)).rejects.toMatchObject({ code: 'EVIDENCE_DAMAGED' });
    writeFileSync(path, 'no line');
    expect((await listSnapshots(directory)).at(-1)?.manifest).toBeNull();
  });

  it('E16 goes when it is old enough, in both forms', async () => {
    const { directory, first } = await threeSnapshots();
    await packSnapshots(directory, 'snapshots', 0, GO_ON);
    cpSync(`${first}.packed`, join(first, 'left'), { recursive: true });

    const removed = await pruneSnapshots(directory, { before: '2026-11-21T03:01:30.000Z' }, GO_ON);

    expect(removed).toHaveLength(1);
    expect(
      readdirSync(join(directory, 'snapshots')).filter((name) => first.endsWith(name)),
    ).toEqual([]);
    expect(readdirSync(join(directory, 'snapshots'))).toHaveLength(2);
  });
});
