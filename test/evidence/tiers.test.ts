import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { toMilliseconds } from '#domain/instant.ts';
import { applyRetention } from '#evidence/apply-retention.ts';
import { exportSnapshot } from '#evidence/export-snapshot.ts';
import { listSnapshots } from '#evidence/list-snapshots.ts';
import type { AnswerUse } from '#evidence/prune-answers.ts';
import { writeSnapshot } from '#evidence/snapshot.ts';
import { verifyBundle } from '#evidence/verify-bundle.ts';
import { dice } from '../harness/dice.ts';
import { GO_ON, keptScan, snapshotInput, temporaryDirectory } from '../harness/evidence-store.ts';
import { sealingIn } from '../harness/sealed.ts';
import { makeToolFolder, verifiesInShell } from '../harness/shell-verify.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const seed = Number(process.env['POSTURE_SEED'] ?? Date.now() % 2 ** 31);
const hasTools = ['openssl', 'sha256sum'].every(
  (tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).error === undefined,
);

async function* nothing(): AsyncGenerator<AnswerUse> {
  // Nothing is in use.
}

/** An evidence directory with a snapshot that ended at each of these instants; what ends with `!` was not sealed. */
async function snapshotsAt(...times: readonly string[]): Promise<string> {
  const directory = temporaryDirectory();
  const sealing = sealingIn(directory);
  await sealing.start(GO_ON);
  const { store, result } = await keptScan(directory);
  for (const time of times) {
    const finishedAt = `${time.replace('!', '')}:00.000Z`;
    const scan = { ...result.scan, startedAt: finishedAt, finishedAt };
    const sealer = time.endsWith('!') ? {} : { sealer: sealing.sealer };
    const input = snapshotInput(directory, store, { ...result, scan }, sealer);
    await writeSnapshot(input, GO_ON);
  }
  return directory;
}

async function tidy(directory: string, at: string): Promise<void> {
  const tiers = { everythingDays: 90, keepDays: 120, monthlyYears: 2, legalHold: false };
  await applyRetention({ directory, ...tiers }, toMilliseconds(at) ?? 0, nothing, GO_ON);
}

async function endsIn(directory: string): Promise<readonly string[]> {
  const all = await listSnapshots(directory);
  return all.map(({ manifest }) => manifest?.period.to.slice(0, 16) ?? '').toReversed();
}

describe('tiers of evidence', () => {
  it('E16 keeps every snapshot for its days, then the last sealed one of each month for its years, then none', async () => {
    const directory = await snapshotsAt(
      '2026-01-05T03:00',
      '2026-01-31T22:00',
      '2026-01-31T23:00!',
      '2026-02-10T03:00!',
      '2026-02-28T03:00!',
      '2026-03-01T03:00',
    );
    const seen: (readonly string[])[] = [];
    for (const at of ['2026-05-01', '2026-06-09', '2027-06-09', '2028-02-15', '2028-03-02']) {
      await tidy(directory, `${at}T00:00:00.000Z`);
      seen.push(await endsIn(directory));
    }

    const [january, february, march] = ['2026-01-31T22:00', '2026-02-28T03:00', '2026-03-01T03:00'];
    expect(seen).toEqual([
      ['2026-01-05T03:00', january, '2026-01-31T23:00', '2026-02-10T03:00', february, march],
      [january, '2026-02-10T03:00', february, march],
      [january, february, march],
      [february, march],
      [],
    ]);
    expect(existsSync(join(directory, 'log/checkpoint'))).toBe(true);
  });

  it.skipIf(!hasTools)(
    'E18 hands out a monthly one years later as on its first day: verified in a shell without node (needs openssl and sha256sum)',
    async () => {
      const directory = await snapshotsAt(
        '2026-01-05T03:00',
        '2026-01-31T22:00',
        '2026-03-01T03:00',
      );
      const [, january] = await listSnapshots(directory);
      await exportSnapshot(january?.path ?? '', join(directory, 'first'), GO_ON);
      const tools = makeToolFolder(join(directory, 'tools'));

      await tidy(directory, '2028-01-30T00:00:00.000Z');
      const [, later] = await listSnapshots(directory);
      const target = join(directory, 'later');
      await exportSnapshot(later?.path ?? '', target, GO_ON);

      expect(later?.path).toMatch(/\.packed$/u);
      expect(verifiesInShell(target, join(directory, 'first/keys/attest-p256.pem'), tools)).toBe(
        true,
      );
      const same = spawnSync('diff', ['-r', join(directory, 'first'), target]);
      expect([same.status, same.stdout.toString()]).toEqual([0, '']);
    },
  );

  it(`loses none of them, wherever the process that tidies is killed (seed ${seed})`, async () => {
    const days = ['03', '15', '27', '28'];
    const months = ['2024-01', '2024-02', '2024-03'];
    const directory = await snapshotsAt(
      ...months.flatMap((month) => days.map((day) => `${month}-${day}T03:00`)),
    );
    const roll = dice(seed);
    const stay = months.map((month) => `${month}-28T03:00`);
    const now = String(toMilliseconds('2026-06-01T00:00:00.000Z'));
    let kills = 0;

    for (let longest = 50; !(await tidied(directory, now, roll() * longest)); longest *= 1.5) {
      kills += 1;
      expect(kills).toBeLessThan(60);
      const there = await endsIn(directory);
      expect(there).toEqual(expect.arrayContaining(stay));
      for (const { path } of await listSnapshots(directory))
        expect((await verifyBundle(path)).altered).toEqual([]);
    }

    expect(await endsIn(directory)).toEqual(stay);
    for (const { path } of await listSnapshots(directory))
      expect((await verifyBundle(path)).altered).toEqual([]);
    expect(kills).toBeGreaterThan(0);
  }, 240_000);
});

/** Tidies in another process, which is killed so long after it has begun; whether it was done before that. */
async function tidied(directory: string, now: string, delayMs: number): Promise<boolean> {
  const args = ['test/harness/retention-child.ts', directory, now];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  const ready = Promise.withResolvers<void>();
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
    ready.resolve();
  });
  const closed = once(child, 'close');
  await Promise.race([ready.promise, closed]);
  await Promise.race([wait(delayMs), closed]);
  child.kill('SIGKILL');
  await closed;
  return said.includes('done');
}
