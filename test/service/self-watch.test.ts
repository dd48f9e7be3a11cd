import { describe, expect, it } from 'vitest';
import { createAzureTime } from '#scan/azure-time.ts';
import { createClockWatch } from '#service/clock-watch.ts';
import { watchDisks } from '#service/disk-watch.ts';
import { createSelfWatch, type ScansSoFar } from '#service/self-watch.ts';
import { openStore } from '#store/open-store.ts';
import { alertRecord, message } from '../store/alerts.ts';

const START = Date.parse('2026-11-21T02:50:00.000Z');
const MINUTE = 60_000;

/** A monitor that looks at itself; time is set by hand, in minutes from the start. */
async function watch(
  options: {
    readonly scans?: Partial<ScansSoFar>;
    readonly schedule?: string;
    readonly timezone?: string;
    readonly start?: string;
    readonly free?: number;
  } = {},
) {
  const store = await openStore(':memory:');
  const start = options.start === undefined ? START : Date.parse(options.start);
  let now = start;
  let scans: ScansSoFar = {
    lastScanAt: null,
    signInFailure: null,
    runningSinceMs: null,
    ...options.scans,
  };
  const look = createSelfWatch({
    configuration: {
      schedules: {
        scan: options.schedule ?? '*/15 * * * *',
        full: '0 3 * * *',
        evidence: '30 3 * * *',
        budget: 20_000,
        timezone: options.timezone ?? 'UTC',
      },
      state: { directory: '/state' },
      evidence: { directory: '/evidence' } as never,
    },
    store,
    now: () => now,
    scans: () => scans,
    clockWatch: createClockWatch(
      () => 0,
      () => 0,
    ),
    freeSpace: async () => await Promise.resolve(options.free ?? 50),
  });
  return {
    store,
    codesAt: async (minutes: number, changes: Partial<ScansSoFar> = {}) => {
      now = start + minutes * MINUTE;
      scans = { ...scans, ...changes };
      return (await look()).symptoms.map(({ code }) => code);
    },
    look,
  };
}

function instant(minutes: number): string {
  return new Date(START + minutes * MINUTE).toISOString();
}

describe('the self-watch (A8)', () => {
  it('sees nothing while all is well', async () => {
    const { codesAt } = await watch({ scans: { lastScanAt: instant(-4) } });

    expect(await codesAt(0)).toEqual([]);
  });

  it('sees a sign-in that is refused until one succeeds', async () => {
    const { codesAt, look } = await watch();

    expect(await codesAt(0, { signInFailure: 'the sign-in was refused' })).toEqual([
      'SignInFailed',
    ]);
    expect((await look()).symptoms[0]?.message).toContain('the sign-in was refused');
    expect(await codesAt(1, { signInFailure: null })).toEqual([]);
  });

  it('sees that two scans in a row were not completed, and not one alone', async () => {
    const { codesAt } = await watch({ scans: { lastScanAt: instant(-5) } });

    // Due at 03:00 (10 minutes from the start) and 03:15.
    expect(await codesAt(24)).toEqual([]);
    expect(await codesAt(26)).toEqual(['NoCompletedScan']);
    expect(await codesAt(26.4, { lastScanAt: instant(26.3) })).toEqual(['NoCompletedScan']);
    // What changes slowly is looked at twice a minute.
    expect(await codesAt(26.5)).toEqual([]);
  });

  it('has patience with a scan that is under way, for two hours', async () => {
    const { codesAt } = await watch({ scans: { lastScanAt: instant(-5) } });
    const runningSinceMs = START + 10 * MINUTE;

    expect(await codesAt(60, { runningSinceMs })).toEqual([]);
    expect(await codesAt(131, { runningSinceMs })).toEqual(['NoCompletedScan']);
  });

  it('does not hold against itself what came due before it was started', async () => {
    const { codesAt } = await watch({ scans: { lastScanAt: instant(-24 * 60) } });

    expect(await codesAt(5)).toEqual([]);
  });

  it('counts runs and not hours: the hour that a change to summer time leaves out has none', async () => {
    // In Stockholm 02:00 is followed by 03:00 on 2026-03-29; a scan at half past each hour comes due at 01:30, 03:30, 04:30.
    const { codesAt } = await watch({
      schedule: '30 * * * *',
      timezone: 'Europe/Stockholm',
      start: '2026-03-29T00:31:00.000Z',
      scans: { lastScanAt: '2026-03-29T00:31:00.000Z' },
    });

    expect(await codesAt(60 + 58)).toEqual([]);
    expect(await codesAt(60 + 60)).toEqual(['NoCompletedScan']);
  });

  it('sees a disk that is nearly full', async () => {
    expect(await (await watch({ free: 9.9 })).codesAt(0)).toEqual(['DiskSpace']);
    expect(await (await watch({ free: 10 })).codesAt(0)).toEqual([]);
  });

  it('sees dead letters by channel for a day (A22)', async () => {
    const { store, codesAt, look } = await watch({ scans: { lastScanAt: instant(0) } });
    const createdAt = instant(0);
    await store.recordAlerts(alertRecord(0, { messages: [message('trigger', 1, { createdAt })] }));
    const leased = await store.outbox.leaseNext(
      { name: 'hook', pages: true },
      instant(1),
      instant(2),
    );
    await store.outbox.settle(
      leased?.id ?? '',
      { outcome: 'dead', reason: 'status 400', status: 400 },
      instant(1),
      5,
    );

    expect(await codesAt(2)).toEqual(['DeliveryFailed:hook']);
    expect((await look()).symptoms[0]?.message).toContain('status 400');
    expect(await codesAt(24 * 60 + 1, { lastScanAt: instant(24 * 60) })).toEqual([]);
  });
});

describe('createClockWatch (A8)', () => {
  function clocks() {
    const time = { wall: START, count: 0 };
    const watching = createClockWatch(
      () => time.wall,
      () => time.count,
    );
    return {
      pass: (wallMs: number, countMs: number) => {
        time.wall += wallMs;
        time.count += countMs;
        const { symptoms, log } = watching.look();
        return { codes: symptoms.map(({ code }) => code), log, symptoms };
      },
    };
  }

  it.each([
    ['stands still for a minute', 60_000, 0],
    ['is corrected by a minute', -58_000, 2_000],
    ['goes as it should for a day', 86_400_000, 86_400_000],
  ])('says nothing of a clock that %s', (_, wall, count) => {
    expect(clocks().pass(wall, count)).toMatchObject({ codes: [], log: [] });
  });

  it.each([
    ['forwards', 63_000, 'forwards by 61 s'],
    ['backwards', -59_000, 'backwards by 61 s'],
  ])(
    'says that a clock jumped %s, writes it down once, and shows it for a quarter of an hour',
    (_, wall, words) => {
      const { pass } = clocks();

      const jumped = pass(wall, 2_000);
      expect(jumped.codes).toEqual(['ClockJump']);
      expect(jumped.symptoms[0]?.message).toContain(words);
      expect(jumped.log).toMatchObject([{ type: 'clock' }]);
      expect(pass(2_000, 2_000)).toMatchObject({ codes: ['ClockJump'], log: [] });
      expect(pass(898_000, 898_000)).toMatchObject({ codes: [], log: [] });
    },
  );
});

describe('watchDisks', () => {
  it('reads the real file system, also for a directory that is not there yet', async () => {
    const full = await watchDisks(['/nowhere/at/all'], async (directory) => {
      expect(directory).toBe('/nowhere/at/all');
      return await Promise.resolve(undefined);
    });
    expect(full[0]?.message).toContain('/nowhere/at/all: its free space could not be read');

    const [found] = await watchDisks(['/nowhere/at/all']);
    expect(found?.message ?? '').not.toContain('could not be read');
  });
});

describe('createAzureTime (A8)', () => {
  function offsetOf(date: string, startedAt = '2026-11-21T03:00:00.500Z', durationMs = 400) {
    const time = createAzureTime({ keep: () => `sha256:${'0'.repeat(64)}` });
    time.keeper.keep({
      operation: 'list',
      method: 'GET',
      url: 'https://management.azure.com/subscriptions',
      requestBody: null,
      apiVersion: null,
      status: 200,
      headers: { date },
      startedAt,
      durationMs,
      attempt: 1,
      body: '{}',
    });
    return time.symptoms().map(({ message }) => message);
  }

  it.each([
    'Sat, 21 Nov 2026 03:00:00 GMT',
    'Sat, 21 Nov 2026 03:01:00 GMT',
    'Sat, 21 Nov 2026 02:59:01 GMT',
    'not a date',
    '',
  ])('says nothing of an answer dated %s', (date) => {
    expect(offsetOf(date)).toEqual([]);
  });

  it.each([
    ['Sat, 21 Nov 2026 03:01:03 GMT', '62 s behind'],
    ['Sat, 21 Nov 2026 02:58:00 GMT', '121 s ahead of'],
  ])('says how far off an answer dated %s shows us to be', (date, words) => {
    expect(offsetOf(date)[0]).toContain(words);
  });
});
