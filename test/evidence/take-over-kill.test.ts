import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, utimesSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createAnswerStore } from '#evidence/answer-store.ts';
import { writeBundle } from '#evidence/bundle.ts';
import type { KeptExchange } from '#evidence/kept-exchange.ts';
import { listSnapshots } from '#evidence/list-snapshots.ts';
import { writeSnapshot } from '#evidence/snapshot.ts';
import { verifyBundle } from '#evidence/verify-bundle.ts';
import { COMPILED } from '../harness/compiled.ts';
import { dice } from '../harness/dice.ts';
import {
  exchange,
  GO_ON,
  keptScan,
  snapshotInput,
  temporaryDirectory,
} from '../harness/evidence-store.ts';
import { longAnswer } from '../harness/long-answer.ts';
import { sealingIn } from '../harness/sealed.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const seed = Number(process.env['POSTURE_SEED'] ?? Date.now() % 2 ** 31);
const MOST_KILLS = Number(process.env['POSTURE_KILLS'] ?? 60);

/** Tidies in another process, which is killed so long after it has begun; whether it was done before that. */
async function tidied(directory: string, delayMs: number): Promise<boolean> {
  const args = [...COMPILED, 'test/harness/retention-child.ts', directory];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let complaint = '';
  const ready = Promise.withResolvers<void>();
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
    if (said.startsWith('ready\n')) ready.resolve();
  });
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString('utf8')));
  const closed = once(child, 'close');
  await Promise.race([ready.promise, closed]);
  await Promise.race([wait(delayMs), closed]);
  child.kill('SIGKILL');
  await closed;
  expect(complaint.replaceAll(/.*ExperimentalWarning.*\n|.*trace-warnings.*\n/gu, '')).toBe('');
  return said.includes('done');
}

/** An evidence directory as the version before left it: six sealed snapshots and everything else plain. */
async function formerDirectory() {
  const directory = temporaryDirectory();
  const sealing = sealingIn(directory);
  await sealing.start(GO_ON);
  const { store, result } = await keptScan(directory);
  store.beginScan('scan-0002');
  for (let n = 0; n < 20; n += 1) store.keep(exchange(longAnswer(n)));
  await store.endScan(GO_ON);
  for (const second of ['01', '02', '03', '04', '05', '06']) {
    const scan = { ...result.scan, finishedAt: `2026-11-21T03:01:${second}.000Z` };
    const input = snapshotInput(directory, store, { ...result, scan }, { sealer: sealing.sealer });
    await writeSnapshot(input, GO_ON);
  }
  const yesterday = (Date.now() - 2 * 86_400_000) / 1000;
  for (const name of readdirSync(join(directory, 'scans')))
    utimesSync(join(directory, 'scans', name), yesterday, yesterday);
  return { directory, store };
}

async function all(exchanges: AsyncIterable<KeptExchange>): Promise<readonly KeptExchange[]> {
  const found: KeptExchange[] = [];
  for await (const exchange of exchanges) found.push(exchange);
  return found;
}

describe('a directory of the version before', () => {
  it(`is taken over whole, wherever the process that does it is killed (seed ${seed})`, async () => {
    const { directory, store } = await formerDirectory();
    const roll = dice(seed);
    const before = new Map<string, string>();
    for (const { name, path } of await listSnapshots(directory))
      before.set(name, (await writeBundle(path, join(directory, `${name}.zip`), GO_ON)).sha256);
    const asked = await all(store.exchanges('scan-0002'));
    let kills = 0;

    for (let longest = 20; !(await tidied(directory, roll() * longest)); longest *= 1.15) {
      kills += 1;
      expect(kills).toBeLessThan(MOST_KILLS);
      const listed = await listSnapshots(directory);
      expect(listed.map(({ name }) => name)).toEqual([...before.keys()]);
      for (const { path } of listed) expect((await verifyBundle(path)).altered).toEqual([]);
      expect(await all(store.exchanges('scan-0002'))).toEqual(asked);
    }

    const listed = await listSnapshots(directory);
    for (const { name, path } of listed) {
      const again = await writeBundle(path, join(directory, `${name}-again.zip`), GO_ON);
      expect(again.sha256).toBe(before.get(name));
    }
    expect(await all(store.exchanges('scan-0002'))).toEqual(asked);
    for (const { sha256 } of asked) store.readBody(`sha256:${sha256}`);
    expect(kills).toBeGreaterThan(2);
    // One lies plain, and nothing half done is left.
    const left = readdirSync(join(directory, 'snapshots')).filter(
      (name) => !name.endsWith('.packed'),
    );
    expect(left).toEqual([listed[0]?.name]);
    expect(readdirSync(join(directory, 'scans')).every((name) => name.endsWith('.zst'))).toBe(true);
    expect(createAnswerStore(directory).readBody(`sha256:${asked[0]?.sha256 ?? ''}`).length).toBe(
      asked[0]?.bytes,
    );
  }, 240_000);
});
