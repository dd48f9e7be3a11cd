import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSnapshot } from '#evidence/snapshot.ts';
import { verifyBundle } from '#evidence/verify-bundle.ts';
import { GO_ON, keptScan, snapshotInput, temporaryDirectory } from '../harness/evidence-store.ts';
import { KNOWING_TAMPERS } from './knowing-tampers.ts';
import { PLAIN_TAMPERS } from './plain-tampers.ts';

describe('verifyBundle', () => {
  const folder = mkdtempSync(join(tmpdir(), 'posture-verify-'));
  const good = join(folder, 'good');

  beforeAll(async () => {
    const directory = join(folder, 'store');
    const { store, result } = await keptScan(directory);
    const { path } = await writeSnapshot(snapshotInput(directory, store, result), GO_ON);
    // Copied, so that no tamper reaches the store through a hard link.
    cpSync(path, good, { recursive: true });
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('accepts what was not touched, and so does sha256sum', async () => {
    expect(await verifyBundle(good)).toMatchObject({ status: 3, altered: [] });
    expect(isAcceptedBySha256sum(good)).toBe(true);
  });

  it.each([...PLAIN_TAMPERS, ...KNOWING_TAMPERS])(
    'notices when $name',
    async ({ apply, says, sha256sum }) => {
      const path = join(temporaryDirectory(), 'snapshot');
      cpSync(good, path, { recursive: true });
      apply(path);

      const { status, altered } = await verifyBundle(path);

      expect(status).toBe(1);
      expect(altered.map((problem) => `${problem.path} ${problem.message}`)).toContainEqual(
        expect.stringMatching(says),
      );
      if (sha256sum === 'refuses') expect(isAcceptedBySha256sum(path)).toBe(false);
    },
  );

  it('says so when there is no such directory, or a file instead of one', async () => {
    await expect(verifyBundle(join(folder, 'nothing'))).rejects.toThrow('does not exist');
    await expect(verifyBundle(join(good, 'README.txt'))).rejects.toThrow(
      'is neither a folder nor a zip',
    );
  });

  it('does not read a large file into memory', async () => {
    const path = join(temporaryDirectory(), 'snapshot');
    cpSync(good, path, { recursive: true });
    const block = Buffer.alloc(8_000_000, 'x');
    for (let n = 0; n < 25; n += 1) appendFileSync(join(path, 'big.bin'), block);
    appendFileSync(join(path, 'SHA256SUMS'), `${'0'.repeat(64)}  zzz.bin\n`);
    renameSync(join(path, 'big.bin'), join(path, 'zzz.bin'));
    const before = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;

    const { altered, bytes } = await verifyBundle(path);

    expect(bytes).toBeGreaterThan(200_000_000);
    expect(altered.map((problem) => problem.path)).toContain('zzz.bin');
    expect(
      process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed - before,
    ).toBeLessThan(50_000_000);
  });
});

function isAcceptedBySha256sum(path: string): boolean {
  try {
    execFileSync('sha256sum', ['--strict', '--status', '-c', 'SHA256SUMS'], {
      cwd: path,
      stdio: 'ignore',
    });
    return true;
  } catch {
    // Its exit status is the answer.
    return false;
  }
}
