import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Configuration } from '#config/configuration.ts';
import { EvidenceError } from '#domain/errors.ts';
import type { StateStore } from '#domain/state-store.ts';
import { createAnswerStore } from '#evidence/answer-store.ts';
import { listPeriods } from '#evidence/list-snapshots.ts';
import { askForPeriod, periodRequests } from '#evidence/period-requests.ts';
import { verifyBundle } from '#evidence/verify-bundle.ts';
import { type PeriodTools, storeAskedPeriods, storePeriod } from '#service/store-period.ts';
import { openStore } from '#store/open-store.ts';
import { GO_ON, temporaryDirectory } from '../harness/evidence-store.ts';
import { statement } from '../harness/monitor-world.ts';
import { sealingIn } from '../harness/sealed.ts';
import { scanRecord } from '../store/scan-records.ts';

const PAST = { from: '2026-11-01T00:00:00.000Z', to: '2026-11-21T00:00:00.000Z' };
const FUTURE = { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' };
const NOW = '2026-11-21T03:00:00.000Z';

async function world() {
  const directory = temporaryDirectory();
  const state = await openStore(':memory:');
  onTestFinished(() => state.close());
  const configuration = {
    documents: [statement('s', [['no-such-check']])],
    attestations: [],
    exceptions: [],
    sources: [],
    evidence: { directory, everythingDays: 90, monthlyYears: 1 },
    schedules: { scan: '0 * * * *', full: '0 3 * * *', evidence: '30 3 * * *', timezone: 'UTC' },
  } as unknown as Configuration;
  const sealing = sealingIn(directory, undefined, { store: { ...state, log: state.log } });
  await sealing.start(GO_ON);
  const tools: PeriodTools = {
    tool: { name: 'posture', version: '1' },
    checks: [],
    describeCheck: ({ id }) => ({ id, version: '1', sha256: 'f'.repeat(64) }),
    state,
    answers: createAnswerStore(directory),
    sealer: sealing.sealer,
    now: () => NOW,
  };
  const errors: unknown[] = [];
  const log = {
    info: () => undefined,
    error: (data: unknown) => errors.push(data),
  } as unknown as Logger;
  return { directory, configuration, tools, log, errors };
}

describe('sealing a period', () => {
  it('E8 counts the runs that were due though none took place, and knows nothing of that time', async () => {
    const { configuration, tools } = await world();

    const { path, isNew } = await storePeriod(tools, configuration, PAST, GO_ON);
    const again = await storePeriod(tools, configuration, PAST, GO_ON);

    const manifest = JSON.parse(readFileSync(join(path, 'manifest.json'), 'utf8')) as object;
    expect(manifest).toMatchObject({
      kind: 'period',
      tenantId: null,
      // Each of twenty days: 24 scans, one of them full, and the one of the evidence.
      coverage: { runsExpected: 500, runsCompleted: 0, resources: 0, subscriptions: 0 },
    });
    expect(readFileSync(join(path, 'results/timeline.csv'), 'utf8')).toMatch(/,not-known,/u);
    expect([isNew, again]).toEqual([true, { path, isNew: false }]);
  });

  it('meets requests whose period is over, once, and keeps those that cannot be met', async () => {
    const { directory, configuration, tools, log, errors } = await world();
    await askForPeriod(directory, PAST);
    await askForPeriod(directory, FUTURE);
    const kept: string[] = [];
    const keep = async (path: string): Promise<void> => void kept.push(path);
    const fails = new EvidenceError('EVIDENCE_KEY', 'the key is gone');
    const noKey = { begin: async () => await Promise.reject(fails) };

    await storeAskedPeriods({ ...tools, sealer: noKey }, configuration, log, keep, GO_ON);
    const afterFailure = await periodRequests(directory);
    await storeAskedPeriods(tools, configuration, log, keep, GO_ON);
    await storeAskedPeriods(tools, configuration, log, keep, GO_ON);

    expect(errors).toEqual([{ err: fails, ...PAST }]);
    expect(afterFailure).toEqual([PAST, FUTURE]);
    expect(await periodRequests(directory)).toEqual([FUTURE]);
    expect(kept).toEqual((await listPeriods(directory)).map(({ path }) => path));
    expect(kept).toHaveLength(1);
  });

  it('seals each month that is over and in which anything was seen, once, and none that began too long ago', async () => {
    const { directory, configuration, tools, log } = await world();
    const state = tools.state as StateStore;
    for (const [n, day] of ['2026-06-10', '2026-09-30', '2026-10-02', '2026-11-20'].entries()) {
      const at = `${day}T23:30:00.000Z`;
      const { scan } = scanRecord(n);
      await state.recordScan(scanRecord(n, { scan: { ...scan, startedAt: at, finishedAt: at } }));
    }
    const zoned = {
      ...configuration,
      schedules: { ...configuration.schedules, timezone: 'Europe/Berlin' },
    };
    const kept: string[] = [];
    const keep = async (path: string): Promise<void> => void kept.push(path);
    const none = { ...zoned, evidence: { ...zoned.evidence, monthlyYears: 0 } };

    await storeAskedPeriods(tools, none, log, keep, GO_ON);
    const unwanted = await listPeriods(directory);
    await storeAskedPeriods(tools, zoned, log, keep, GO_ON);
    await storeAskedPeriods(tools, zoned, log, keep, GO_ON);

    // The scan of 30 September was one of October in Berlin.
    expect(unwanted).toEqual([]);
    expect((await listPeriods(directory)).map(({ name }) => name)).toEqual([
      'period_20260930T220000000Z_20261031T230000000Z',
    ]);
    expect(kept).toHaveLength(1);
    const path = kept[0] ?? '';
    expect((await verifyBundle(path)).altered).toEqual([]);
    expect(readFileSync(join(path, 'coverage/runs.csv'), 'utf8')).toMatch(/completed/u);
  });
});
