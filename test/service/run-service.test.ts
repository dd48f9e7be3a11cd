import { setTimeout as wait } from 'node:timers/promises';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Configuration } from '#config/configuration.ts';
import { AzureAccessError } from '#domain/errors.ts';
import type { ScanMode } from '#domain/scan.ts';
import type { StateStore } from '#domain/state-store.ts';
import type { Performed } from '#scan/perform-scan.ts';
import { type Service, type ServiceParts, startService } from '#service/run-service.ts';
import { openStore } from '#store/open-store.ts';
import { scanRecord } from '../store/scan-records.ts';

const START = Date.parse('2026-11-21T02:50:00.000Z');
const SCHEDULES = {
  scan: '*/15 * * * *',
  full: '0 3 * * *',
  evidence: '30 3 * * *',
  timezone: 'UTC',
};

/** A service whose scans only take time; the clock is moved by hand. */
async function service(
  more: {
    readonly schedules?: Partial<Configuration['schedules']>;
    readonly scanMs?: number;
    readonly lastScanAt?: string;
    readonly scan?: (mode: ScanMode) => void;
    readonly snapshotFails?: true;
  } = {},
) {
  const log: string[] = [];
  const heard: string[] = [];
  const store: StateStore = await openStore(':memory:');
  if (more.lastScanAt !== undefined) {
    const { scan, ...rest } = scanRecord(0);
    await store.recordScan({ ...rest, scan: { ...scan, finishedAt: more.lastScanAt } });
  }
  const say = (what: string): void =>
    void log.push(`${new Date(Date.now()).toISOString().slice(11, 16)} ${what}`);
  const parts: ServiceParts = {
    configuration: {
      schedules: { ...SCHEDULES, ...more.schedules },
    } as Configuration,
    clock: {
      now: () => Date.now(),
      sleep: async () => await Promise.reject(new Error('nobody sleeps here')),
    },
    log: pino({ level: 'silent' }),
    store,
    async scan(mode, signal) {
      say(mode);
      more.scan?.(mode);
      if (more.scanMs !== undefined)
        await new Promise<void>((done, stopped) => {
          const timer = setTimeout(done, more.scanMs);
          signal.addEventListener('abort', () => {
            clearTimeout(timer);
            stopped(signal.reason);
          });
        });
      return { result: { scan: { finishedAt: new Date(Date.now()).toISOString() } } } as Performed;
    },
    snapshot: async () => {
      say('snapshot');
      if (more.snapshotFails === true) throw new Error('no room');
    },
    tidy: async () => say('tidy'),
    onScanned: (scan) => void heard.push(scan === null ? 'failed' : 'ended'),
  };
  const started: Service = await startService(parts);
  const missed = async (): Promise<readonly string[]> =>
    (await store.missedRuns(100))
      .map(({ schedule, due, reason }) => `${due.slice(11, 16)} ${schedule}: ${reason}`)
      .reverse();
  return { log, heard, started, missed };
}

async function pass(minutes: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(minutes * 60_000);
}

describe('startService', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: START, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('begins with a scan and then keeps to the schedules, doing nothing twice in one minute', async () => {
    const { log, started } = await service();
    await started.begin();
    await pass(60);
    await started.stop();

    // 03:00 is the full scan's, 03:30 the evidence's: the scan of the same minute would look at the same again.
    expect(log).toEqual([
      '02:50 incremental',
      '03:00 full',
      '03:15 incremental',
      '03:30 incremental',
      '03:30 snapshot',
      '03:30 tidy',
      '03:45 incremental',
    ]);
  });

  it('tidies up also where no snapshot could be made: a full disk is one of the reasons', async () => {
    const { log, started } = await service({ snapshotFails: true });
    await pass(45);
    const failure = started.state().lastFailure;
    await started.stop();

    expect(log.filter((line) => line.startsWith('03:30'))).toEqual([
      '03:30 incremental',
      '03:30 snapshot',
      '03:30 tidy',
    ]);
    expect(failure).toBe('evidence could not be stored, see the log');
  });

  it('records a run as missed that comes due while another one runs, and stacks none', async () => {
    const { log, started, missed } = await service({
      scanMs: 39 * 60_000,
      schedules: { scan: '0,10,20,30,40,50 * * * *', full: '5,6,7 3 * * *', evidence: '0 9 * * *' },
    });
    await pass(65);
    const seen = [...log];
    const gaps = await missed();
    await started.stop();

    // The first scan runs from 03:00 to 03:39; the full one of 03:05 waits for it, those of 03:06 and 03:07 do not. What comes due
    // while the full one runs is covered by it.
    expect(seen).toEqual(['03:00 incremental', '03:39 full']);
    expect(gaps).toEqual([
      '03:06 full: scan was still running',
      '03:07 full: scan was still running',
      '03:10 scan: scan was still running',
      '03:20 scan: scan was still running',
      '03:30 scan: scan was still running',
    ]);
  });

  it('notes what came due while nothing ran, and makes up for it', async () => {
    const { log, started, missed } = await service({ lastScanAt: '2026-11-20T20:07:00.000Z' });
    await started.begin();
    await started.stop();
    expect(await missed()).toEqual(['02:45 scan: nothing was running']);
    expect(log).toEqual(['02:50 incremental']);

    const late = await service({ lastScanAt: '2026-11-19T20:07:00.000Z' });
    await late.started.begin();
    await late.started.stop();
    // The daily ones came due the day before, the scan just now.
    expect(await late.missed()).toEqual([
      '03:00 full: nothing was running',
      '03:30 evidence: nothing was running',
      '02:45 scan: nothing was running',
    ]);
    expect(late.log).toEqual(['02:50 full', '02:50 incremental', '02:50 snapshot', '02:50 tidy']);
  });

  it('is current while no scan is two hours overdue', async () => {
    let fails = false;
    const { started } = await service({
      schedules: { scan: '0 */6 * * *', full: '0 0 1 1 *', evidence: '0 0 1 1 *' },
      scan: () => {
        if (fails) throw new Error('Azure is away');
      },
    });
    expect(started.state().isCurrent).toBe(false);

    await started.begin();
    expect(started.state()).toMatchObject({ isCurrent: true, lastFailure: null });
    await pass(3 * 60);
    expect(started.state().isCurrent).toBe(true);
    fails = true;
    await pass(11);
    expect(started.state()).toMatchObject({
      isCurrent: false,
      lastFailure: 'unexpected error, see the log',
    });
    fails = false;
    await pass(6 * 60);
    expect(started.state()).toMatchObject({ isCurrent: true, lastFailure: null });
    await started.stop();
  });

  it('is no longer current when the scan that was due does not end', async () => {
    let count = 0;
    const { started } = await service({
      lastScanAt: '2026-11-21T02:49:00.000Z',
      scanMs: 4 * 3_600_000,
      scan: () => (count += 1),
    });
    void started.begin();
    await pass(15);
    expect([count, started.state().running, started.state().isCurrent]).toEqual([1, 'scan', true]);

    await pass(2 * 60);

    expect(started.state().isCurrent).toBe(false);
    await started.stop();
  });

  it('makes no snapshot of a scan that failed, and says that there is none', async () => {
    const { log, started, missed } = await service({
      scan: () => {
        throw new Error('Azure is away');
      },
    });
    await pass(41);
    await started.stop();

    expect(log.filter((line) => line.includes('snapshot'))).toEqual([]);
    const why = 'failed: unexpected error, see the log';
    expect(await missed()).toEqual([
      `03:00 full: it ${why}`,
      `03:15 scan: it ${why}`,
      `03:30 evidence: the scan for it ${why}`,
    ]);
  });

  it('knows since when a scan runs and why nobody is let in, and tells of each that ended', async () => {
    let isRefused = false;
    const { heard, started } = await service({
      scanMs: 60_000,
      scan: () => {
        if (isRefused) throw new AzureAccessError('AZURE_NOT_REACHED', 'the sign-in was refused');
      },
    });
    expect(started.scans()).toEqual({
      lastScanAt: null,
      signInFailure: null,
      runningSinceMs: null,
    });

    void started.begin();
    await pass(0);
    expect(started.scans().runningSinceMs).toBe(START);
    await pass(2);
    isRefused = true;
    await pass(9);
    const refused = started.scans();
    isRefused = false;
    await pass(30);

    expect(refused).toMatchObject({
      signInFailure: 'the sign-in was refused',
      runningSinceMs: null,
    });
    expect(heard.slice(0, 3)).toEqual(['ended', 'failed', 'ended']);
    expect(started.scans().signInFailure).toBeNull();
    await started.stop();
  });

  it('does between scans what they need not wait for, and misses no scan for it', async () => {
    const { log, started, missed } = await service({ scanMs: 60_000 });
    void started.begin();
    await pass(0);

    let did = 0;
    await started.between(async () => void (did += 1));
    expect(did).toBe(0);
    await pass(9.5);
    const long = started.between(async () => await new Promise((done) => setTimeout(done, 60_000)));
    await pass(3);
    await long;
    await started.stop();

    // The full scan of 03:00 came due meanwhile and was begun right after it.
    expect(log).toEqual(['02:50 incremental', '03:00 full']);
    expect(await missed()).toEqual([]);
  });

  it('stops what runs, waits for it, and starts nothing more', async () => {
    const { log, started, missed } = await service({ scanMs: 3_600_000 });
    const begun = started.begin();
    await pass(1);

    await started.stop();
    await begun;
    await pass(24 * 60);
    await wait(0);

    expect(log).toEqual(['02:50 incremental']);
    expect(await missed()).toEqual([]);
    expect(started.state()).toMatchObject({ running: undefined, lastFailure: null });
  });
});
