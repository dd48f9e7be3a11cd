import { existsSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toMilliseconds } from '#domain/instant.ts';
import type { Digest } from '#domain/reading.ts';
import { createAnswerStore } from '#evidence/answer-store.ts';
import { applyRetention } from '#evidence/apply-retention.ts';
import type { AnswerUse } from '#evidence/prune-answers.ts';
import { exchange, GO_ON, temporaryDirectory } from '../harness/evidence-store.ts';
import { createMemoryLog } from '../harness/memory-log.ts';
import { sealedSnapshot, sealingIn } from '../harness/sealed.ts';

const DAY_MS = 86_400_000;
/** No month outlives the others. */
const TIERS = { everythingDays: 90, monthlyYears: 0 };
const ENDED = toMilliseconds('2026-11-21T03:00:00.000Z') ?? 0;

async function* nothing(): AsyncGenerator<AnswerUse> {
  // Nothing is in use.
}

function namesBelow(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' }).toSorted((a, b) =>
    a < b ? -1 : 1,
  );
}

/** An evidence directory with one sealed snapshot and an answer that nothing refers to. */
async function oldEvidence() {
  const directory = temporaryDirectory();
  const log = createMemoryLog();
  const sealing = sealingIn(directory, log);
  const { path } = await sealedSnapshot(directory, sealing);
  const store = createAnswerStore(directory);
  store.beginScan('scan-0009');
  const body = store.bodyPath(store.keep(exchange('nobody needs me')));
  await store.endScan(GO_ON);
  utimesSync(body, ENDED / 1000, ENDED / 1000);
  return { directory, log, path, body, sealing };
}

describe('retention', () => {
  it('E16 keeps a snapshot for its days and not longer; the log and its proofs stay', async () => {
    const { directory, log, path, body, sealing } = await oldEvidence();
    const retention = { directory, ...TIERS, keepDays: 400, legalHold: false };
    const size = await log.size();

    const early = await applyRetention(retention, ENDED + 399 * DAY_MS, nothing, GO_ON);
    const wasThere = existsSync(path);
    const late = await applyRetention(retention, ENDED + 402 * DAY_MS, nothing, GO_ON);
    await sealing.sealRun(GO_ON);

    expect(early).toEqual([]);
    expect(wasThere).toBe(true);
    expect(late).toHaveLength(1);
    expect(existsSync(path)).toBe(false);
    expect(existsSync(body)).toBe(false);
    expect(await log.size()).toBe(size);
    expect(existsSync(join(directory, 'log/checkpoint'))).toBe(true);
    expect(existsSync(join(directory, 'keys/history.json'))).toBe(true);
    expect(sealing.symptoms()).toEqual([]);
  });

  it('E16 removes nothing under legal hold, however old', async () => {
    const { directory, path, body } = await oldEvidence();
    const before = namesBelow(directory);
    const retention = { directory, ...TIERS, keepDays: 1, legalHold: true };

    const removed = await applyRetention(retention, ENDED + 4000 * DAY_MS, nothing, GO_ON);

    expect(removed).toEqual([]);
    expect([path, body].map((file) => existsSync(file))).toEqual([true, true]);
    expect(namesBelow(directory)).toEqual(before);
  });

  it('E16 keeps snapshots for ever when no days are named, and answers that verdicts rest on', async () => {
    const { directory, path, body } = await oldEvidence();
    const digest: Digest = `sha256:${body.slice(body.lastIndexOf('/') + 1, -'.body'.length)}`;
    const retention = { directory, ...TIERS, keepDays: null, legalHold: false };
    const inUse = async function* (): AsyncGenerator<AnswerUse> {
      yield { digest, at: '2026-11-21T03:00:00.000Z' };
    };

    await applyRetention(retention, ENDED + 4000 * DAY_MS, inUse, GO_ON);
    const kept = existsSync(body);
    await applyRetention(retention, ENDED + 4000 * DAY_MS, nothing, GO_ON);

    expect([kept, existsSync(body), existsSync(path)]).toEqual([true, false, true]);
  });
});
