import { existsSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tidyDaily } from '#cli/evidence/tidy-evidence.ts';
import { toMilliseconds } from '#domain/instant.ts';
import { createAnswerStore } from '#evidence/answer-store.ts';
import { openStore } from '#store/open-store.ts';
import { exchange, GO_ON, temporaryDirectory } from '../../harness/evidence-store.ts';

const NOW = toMilliseconds('2026-11-21T03:00:00.000Z') ?? 0;
const DAY_MS = 86_400_000;

/** An evidence directory into which one scan more is written at a time, each long ago and of no use to anybody. */
async function unusedScans() {
  const directory = temporaryDirectory();
  const store = await openStore(':memory:');
  const answers = createAnswerStore(directory);
  let scans = 0;
  const index = (): string => join(directory, 'scans', `scan-${String(scans)}.ndjson`);
  const scan = async (): Promise<void> => {
    scans += 1;
    answers.beginScan(`scan-${String(scans)}`);
    answers.keep(exchange('nobody needs me'));
    await answers.endScan(GO_ON);
    utimesSync(index(), 1_000_000, 1_000_000);
  };
  const tidy = async (now: number, legalHold = false) =>
    await tidyDaily(
      {
        evidence: { directory, everythingDays: 90, keepDays: 400, monthlyYears: 3, legalHold },
      } as Parameters<typeof tidyDaily>[0],
      store,
      now,
      undefined,
      GO_ON,
    );
  return { scan, tidy, isThere: () => existsSync(index()) };
}

describe('tidying after scans that are started one by one', () => {
  it('takes place once a day, and again when the clock was set back', async () => {
    const { scan, tidy, isThere } = await unusedScans();
    const seen: boolean[] = [];
    for (const now of [NOW, NOW + DAY_MS - 1, NOW + DAY_MS, NOW - DAY_MS]) {
      await scan();
      await tidy(now);
      seen.push(isThere());
    }

    expect(seen).toEqual([false, true, false, false]);
  });

  it('removes nothing under legal hold', async () => {
    const { scan, tidy, isThere } = await unusedScans();
    await scan();

    await tidy(NOW, true);

    expect(isThere()).toBe(true);
  });
});
