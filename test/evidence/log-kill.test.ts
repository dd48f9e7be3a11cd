import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createCheckpointer } from '#evidence/checkpointer.ts';
import { checkpointFile } from '#evidence/log-checkpoints.ts';
import { openCheckpoint } from '#merkle-log/checkpoint.ts';
import { consistencyProof, verifyConsistency } from '#merkle-log/proofs.ts';
import { noteKey } from '#merkle-log/signed-note.ts';
import { leafHash, leavesOf, rootOf } from '#merkle-log/tree.ts';
import { openStateForOperator, openStore } from '#store/open-store.ts';
import { COMPILED } from '../harness/compiled.ts';
import { dice } from '../harness/dice.ts';
import { GO_ON, temporaryDirectory } from '../harness/evidence-store.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const seed = Number(process.env['POSTURE_SEED'] ?? 20_261_121);
const kills = Number(process.env['POSTURE_KILLS'] ?? 30);
const { privateKey } = generateKeyPairSync('ed25519');
const key = noteKey('posture.test/log', privateKey);

/** One life of the child: killed some time after its begin, or after it has begun to record. Answers with what it said. */
async function life(folder: string, round: number, roll: () => number): Promise<readonly string[]> {
  const args = [...COMPILED, 'test/harness/log-child.ts', folder, String(seed + round)];
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
  if (roll() < 0.7) {
    await Promise.race([ready.promise, closed]);
    await wait(roll() * 60);
    // A person works beside the service.
    const operator = await openStateForOperator(join(folder, 'state'));
    await operator.appendLog([
      { type: 'silence', at: '2026-11-21T03:00:00.000Z', body: { round } },
    ]);
    operator.close();
    await wait(roll() * 30);
  } else {
    await wait(roll() * 400);
  }
  child.kill('SIGKILL');
  await closed;
  expect([
    child.signalCode,
    complaint.replaceAll(/.*ExperimentalWarning.*\n|.*trace-warnings.*\n/gu, ''),
  ]).toEqual(['SIGKILL', '']);
  // The last line may have been cut.
  return said.split('\n').slice(1, -1);
}

describe('the evidence log of a process that is killed', () => {
  it(`E11 E12 loses no acknowledged entry, and all checkpoints ever signed are of one history: ${kills} kills, seed ${seed}`, async () => {
    const folder = temporaryDirectory();
    mkdirSync(join(folder, 'evidence'));
    writeFileSync(join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const roll = dice(seed);
    const said: string[] = [];
    (await openStore(join(folder, 'state'))).close();
    for (let round = 0; round < kills; round += 1) said.push(...(await life(folder, round, roll)));

    const store = await openStore(join(folder, 'state'));
    const file = checkpointFile(join(folder, 'evidence'));
    const lastBefore = await file.read();
    const { checkpoint: last } = await createCheckpointer({
      log: store.log,
      append: async (entries) => await store.appendLog(entries),
      freeze: () => store.freezeLog(),
      file,
      anchored: async () => await Promise.resolve(lastBefore),
      openKey: async () => await Promise.resolve({ privateKey, key }),
      now: () => '2026-11-21T03:00:00.000Z',
    }).checkpoint(GO_ON);
    const size = await store.log.size();
    const entries = await store.log.entries(0, size);
    const leaves = leavesOf(await store.log.leafHashes(size));
    store.close();

    expect(last.size).toBe(size);
    expect(entries.map(({ index }) => index)).toEqual(Array.from({ length: size }, (_, at) => at));
    for (const { index, bytes } of entries)
      expect(
        Buffer.from(leafHash(bytes)).equals(leaves.bytes.subarray(index * 32, index * 32 + 32)),
      ).toBe(true);
    for (const line of said) {
      const [index, own, made] = line.split(' ');
      const text = Buffer.from(entries[Number(index)]?.bytes ?? []).toString('utf8');
      expect(JSON.parse(text)).toMatchObject({ body: { seed: own, made: Number(made) } });
    }

    const path = join(folder, 'witness');
    const notes = existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : [];
    const signed = notes.map((line) => openCheckpoint(JSON.parse(line) as string, key));
    const sizes = signed.map((each) => each?.size ?? -1);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    expect(lastBefore).toBe(
      JSON.parse(notes.findLast((note) => JSON.parse(note) === lastBefore) ?? 'null'),
    );
    for (const [at, each] of signed.entries()) {
      if (each === undefined) throw new Error(`note ${at} was not signed by the log's key`);
      expect(Buffer.from(rootOf(leaves, each.size)).equals(each.root)).toBe(true);
      for (const later of [signed[at + 1], last]) {
        if (later === undefined) continue;
        const proof = consistencyProof(leaves, each.size, later.size);
        expect(verifyConsistency(each.size, each.root, later.size, later.root, proof)).toBe(true);
      }
    }
    // The lives were long enough to be about something.
    expect(notes.length).toBeGreaterThan(kills / 2);
    expect(said.length).toBeGreaterThan(kills);
  }, 240_000);
});
