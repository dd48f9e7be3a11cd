import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromBuffer } from 'yauzl';
import { bundleName, writeBundle } from '#evidence/bundle.ts';
import { walkFiles } from '#evidence/walk-files.ts';
import { GO_ON, temporaryDirectory } from '../harness/evidence-store.ts';
import { sealedSnapshot } from '../harness/sealed.ts';

interface Found {
  readonly name: string;
  readonly method: number;
  readonly time: string;
}

/** Entries in the order in which they stand. */
async function entriesOf(path: string): Promise<readonly Found[]> {
  const { promise, resolve, reject } = Promise.withResolvers<readonly Found[]>();
  fromBuffer(readFileSync(path), (error, archive) => {
    if (error !== null) return reject(error);
    const found: Found[] = [];
    archive.on('entry', (entry) => {
      const time = `${entry.lastModFileDate}-${entry.lastModFileTime}`;
      found.push({ name: entry.fileName, method: entry.compressionMethod, time });
    });
    archive.on('end', () => resolve(found));
    archive.on('error', reject);
  });
  return await promise;
}

describe('bundle', () => {
  it('E15 holds the files of the snapshot, stored, sorted, with one fixed time', async () => {
    const { path } = await sealedSnapshot(temporaryDirectory());
    const target = join(temporaryDirectory(), 'b.zip');

    const written = await writeBundle(path, target, GO_ON);
    const entries = await entriesOf(target);

    const names = (await walkFiles(path)).map((file) => file.path);
    expect(entries.map(({ name }) => name)).toEqual(names);
    expect(names.length).toBeGreaterThan(25);
    expect(new Set(entries.map(({ method }) => method))).toEqual(new Set([0]));
    expect(new Set(entries.map(({ time }) => time))).toEqual(new Set(['33-0']));
    expect(written.bytes).toBe(readFileSync(target).length);
  });

  it('E15 is identical to the byte when exported twice, in another time zone too', async () => {
    const { path } = await sealedSnapshot(temporaryDirectory());
    const folder = temporaryDirectory();
    const first = await writeBundle(path, join(folder, '1.zip'), GO_ON);
    const second = await writeBundle(path, join(folder, '2.zip'), GO_ON);
    const script = `
      import { writeBundle } from '#evidence/bundle.ts';
      const signal = new AbortController().signal;
      const written = await writeBundle(process.argv[1], process.argv[2], signal);
      process.stdout.write(new Date(0).getHours() + ' ' + written.sha256);`;

    const digests = ['Asia/Tokyo', 'America/Los_Angeles'].map((zone) =>
      execFileSync(
        process.execPath,
        ['--input-type=module', '-e', script, path, join(folder, `${zone.slice(0, 3)}.zip`)],
        { env: { ...process.env, TZ: zone }, encoding: 'utf8' },
      ),
    );

    expect(second.sha256).toBe(first.sha256);
    expect(digests).toEqual([`9 ${first.sha256}`, `16 ${first.sha256}`]);
  });

  it('E15 is read by another program as well (needs python3)', async (context) => {
    if (spawnSync('python3', ['--version']).error !== undefined) context.skip('no python3 here');
    const { path } = await sealedSnapshot(temporaryDirectory());
    const target = join(temporaryDirectory(), 'b.zip');
    await writeBundle(path, target, GO_ON);

    const tested = spawnSync('python3', ['-m', 'zipfile', '-t', target], { encoding: 'utf8' });

    expect(tested).toMatchObject({ status: 0, stdout: 'Done testing\n' });
  });

  it('is named after tenant, period and place in the log', async () => {
    const { path } = await sealedSnapshot(temporaryDirectory());

    expect(await bundleName(path)).toMatch(
      /^posture-evidence_[0-9a-z-]+_\d{8}T\d{9}Z_\d{8}T\d{9}Z_\d+\.zip$/u,
    );
  });

  it('is not written of a snapshot that was altered, and never over another file', async () => {
    const { path } = await sealedSnapshot(temporaryDirectory());
    const target = join(temporaryDirectory(), 'b.zip');
    await writeBundle(path, target, GO_ON);

    await expect(writeBundle(path, target, GO_ON)).rejects.toMatchObject({
      code: 'EVIDENCE_EXPORT_EXISTS',
    });
    writeFileSync(join(path, 'results/results.csv'), 'x');
    const other = join(temporaryDirectory(), 'c.zip');
    await expect(writeBundle(path, other, GO_ON)).rejects.toMatchObject({
      code: 'EVIDENCE_DAMAGED',
    });
    expect(existsSync(`${other}.partial`) || existsSync(other)).toBe(false);
  });
});
