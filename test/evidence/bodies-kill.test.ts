import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Digest } from '#domain/reading.ts';
import { createAnswerStore } from '#evidence/answer-store.ts';
import { convertBodies } from '#evidence/convert-bodies.ts';
import { COMPILED } from '../harness/compiled.ts';
import { dice } from '../harness/dice.ts';
import { GO_ON, temporaryDirectory } from '../harness/evidence-store.ts';
import { longAnswer } from '../harness/long-answer.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const seed = Number(process.env['POSTURE_SEED'] ?? 20_261_129);
const kills = Number(process.env['POSTURE_KILLS'] ?? 10);
/** Numbers of answers that no child keeps. */
const OLD = [-1, -2, -3, -4, -5, -6, -7, -8];

/**
 * One life of the child, killed some time after it has begun to keep, every other one after the first word of it, however slow the
 * machine is; answers with what it said it had flushed.
 */
async function life(directory: string, round: number, delayMs: number): Promise<readonly string[]> {
  const args = [...COMPILED, 'test/harness/bodies-child.ts', directory, String(round)];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let complaint = '';
  const ready = Promise.withResolvers<void>();
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
    if (said.split('\n').length > (round % 2 === 0 ? 2 : 1)) ready.resolve();
  });
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString('utf8')));
  const closed = once(child, 'close');
  await Promise.race([ready.promise, closed]);
  await wait(delayMs);
  child.kill('SIGKILL');
  await closed;
  expect([
    child.signalCode,
    complaint.replaceAll(/.*ExperimentalWarning.*\n|.*trace-warnings.*\n/gu, ''),
  ]).toEqual(['SIGKILL', '']);
  // The last line may have been cut.
  return said.split('\n').slice(1, -1);
}

/** As the version before kept it. */
function keepPlain(directory: string, body: string): Digest {
  const sha256 = createHash('sha256').update(body).digest('hex');
  const path = join(directory, 'bodies', sha256.slice(0, 2), `${sha256}.body`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, body);
  return `sha256:${sha256}`;
}

describe('the bodies of a process that is killed', () => {
  it(`are whole under every name, new ones and those that were being packed: ${kills} kills, seed ${seed}`, async () => {
    const directory = temporaryDirectory();
    const roll = dice(seed);
    const said: string[] = [];
    const old = new Map<Digest, string>();
    for (let round = 0; round < kills; round += 1) {
      for (const n of OLD) {
        const body = longAnswer(n * 100 - round * 1000);
        old.set(keepPlain(directory, body), body);
      }
      said.push(...(await life(directory, round, roll() * 150)));
    }

    const store = createAnswerStore(directory);
    for (const line of said) {
      const [n = '', digest = ''] = line.split(' ');
      expect(store.readBody(digest as Digest).toString('utf8')).toBe(longAnswer(Number(n)));
    }
    const names = readdirSync(join(directory, 'bodies'), { recursive: true, encoding: 'utf8' });
    const files = names.filter((name) => extname(name) !== '');
    for (const name of files) {
      const sha256 = basename(name, extname(name));
      // It throws at a body that is not what its name says.
      store.readBody(`sha256:${sha256}`);
    }
    await convertBodies(directory, GO_ON);
    for (const [digest, body] of old) {
      expect(store.readBody(digest).toString('utf8')).toBe(body);
      expect(store.bodyPath(digest)).toMatch(/\.zst$/u);
    }
    expect(said.length).toBeGreaterThanOrEqual(kills / 2);
    expect(files.length).toBeGreaterThanOrEqual(old.size + said.length);
  }, 120_000);
});
