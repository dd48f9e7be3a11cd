import { describe, expect, it } from 'vitest';
import { createAnswerStore } from '#evidence/answer-store.ts';
import { collectorRecord } from '#scan/collector-record.ts';
import type { Performed } from '#scan/perform-scan.ts';
import { exchange, GO_ON, temporaryDirectory } from '../harness/evidence-store.ts';
import { scanResult } from '../harness/scan-result.ts';

const WHO = { objectId: 'o-1', appId: 'a-1', tenantId: 't-1' };
const STARTED = '2026-11-21T03:00:00.000Z';
const GRANT = { actions: ['*/read'], notActions: [] };

/** What is recorded of a run of ten seconds whose answers came at `date`, and which took `elapsedMs` by the other clock. */
async function recorded(date: string, elapsedMs = 10_000) {
  const answers = createAnswerStore(temporaryDirectory());
  answers.beginScan('scan-0001');
  const headers = { date };
  const url = (subscription: string): string =>
    `https://management.azure.com/subscriptions/${subscription}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`;
  const body = JSON.stringify({ value: [GRANT] });
  for (const subscription of ['s-1', 's-2'])
    answers.keep(exchange(body, { url: url(subscription), headers, startedAt: STARTED }));
  answers.keep(
    exchange('{"error":{}}', { url: url('s-3'), status: 403, headers, startedAt: STARTED }),
  );
  await answers.endScan(GO_ON);
  const result = scanResult([], {
    scan: { id: 'scan-0001', startedAt: STARTED, finishedAt: '2026-11-21T03:00:10.000Z' },
  });
  return await collectorRecord(answers, { result, elapsedMs } as Performed, WHO);
}

describe('who looked, in a snapshot', () => {
  it('E6 names the principal, and once what it was granted where', async () => {
    const { principal, permissions } = await recorded('Sat, 21 Nov 2026 03:00:00 GMT');

    expect(principal).toEqual(WHO);
    expect(permissions).toEqual([
      {
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/u),
        subscriptions: ['s-1', 's-2'],
        granted: [GRANT],
      },
    ]);
  });

  it.each([
    ['Sat, 21 Nov 2026 03:00:00 GMT', 10_000, 0, false],
    ['Sat, 21 Nov 2026 03:00:09 GMT', 10_000, 8_920, false],
    ['Sat, 21 Nov 2026 03:01:00 GMT', 10_000, 59_920, false],
    ['Sat, 21 Nov 2026 03:01:01 GMT', 10_000, 60_920, true],
    ['Sat, 21 Nov 2026 02:58:00 GMT', 10_000, -120_000, true],
    ['Sat, 21 Nov 2026 03:00:00 GMT', 70_000, 0, false],
    ['Sat, 21 Nov 2026 03:00:00 GMT', 70_001, 0, true],
    ['no time at all', 10_000, null, false],
  ])(
    'E7 with Azure at %s and %s ms by the other clock the offset is %s ms, suspect: %s',
    async (date, elapsedMs, azureOffsetMs, clockSuspect) => {
      const { clock } = await recorded(date, elapsedMs);

      expect(clock).toEqual({
        azureOffsetMs,
        wallMs: 10_000,
        monotonicMs: elapsedMs,
        clockSuspect,
      });
    },
  );
});
