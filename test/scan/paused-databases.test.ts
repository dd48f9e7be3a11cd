import { describe, expect, it } from 'vitest';
import type { KeptScans } from '../harness/kept-scans.ts';
import { startKeptScans } from '../harness/kept-scans.ts';
import {
  encryptionConfiguration,
  findingIn,
  movedClock,
  NIGHTLY,
  pausedEstate,
  STEADY,
  TDE_OF,
} from '../harness/paused-estate.ts';

const LONG = 60_000;

async function start(
  options: {
    readonly azure?: string;
    readonly properties?: Readonly<Record<string, unknown>>;
  } = {},
) {
  const clock = movedClock();
  const scans = await startKeptScans({
    estate: pausedEstate(options.properties),
    config: encryptionConfiguration(options.azure),
    clock,
  });
  return { clock, scans };
}

const PAUSED = { status: 'Paused', pausedDate: '-PT3H' };

function asksOf(scans: KeptScans, database: string): number {
  const path = TDE_OF(database).toLowerCase();
  return scans.simulator.admin.requests().filter((one) => one.path.toLowerCase().startsWith(path))
    .length;
}

function wakesOf(scans: KeptScans): number {
  const reports = scans.simulator.admin.serverless.report();
  return reports.flatMap(({ resumes }) => resumes as readonly unknown[]).length;
}

async function replays(scans: KeptScans, snapshot: string): Promise<void> {
  const run = await scans.posture('evidence', 'replay', snapshot);
  expect(`${run.stdout}${run.stderr}`).toContain('every one as recorded');
}

describe('28: a paused serverless database', () => {
  it.each(['full', 'incremental'] as const)(
    'is not woken by a first %s scan: unverified, with why and how to mend it',
    async (mode) => {
      const { scans } = await start({ properties: PAUSED });
      await using _ = scans;

      const snapshot = await scans.scan(mode);

      expect(asksOf(scans, NIGHTLY)).toBe(0);
      expect(wakesOf(scans)).toBe(0);
      expect(asksOf(scans, STEADY)).toBe(1);
      expect(findingIn(snapshot, STEADY).status).toBe('pass');
      const finding = findingIn(snapshot, NIGHTLY);
      expect(finding).toMatchObject({
        status: 'unknown',
        problem: { code: 'Asleep', permission: null },
      });
      expect(finding.reason).toContain('Paused since 2026-11-20T06:00:00.000Z');
      expect(finding.reason).toContain('resume it and bill its owner');
      expect(finding.reason).toContain('azure.wakePaused: true');
      await replays(scans, snapshot);
    },
    LONG,
  );

  it(
    'is woken, and its owner pays, where `azure.wakePaused: true` says so',
    async () => {
      const { scans, clock } = await start({ properties: PAUSED, azure: ', wakePaused: true' });
      await using _ = scans;

      const snapshot = await scans.scan();

      expect(asksOf(scans, NIGHTLY)).toBe(1);
      expect(findingIn(snapshot, NIGHTLY).status).toBe('pass');
      clock.move(120);
      expect(scans.simulator.admin.serverless.report()).toMatchObject([
        {
          id: NIGHTLY,
          status: 'Paused',
          billedSeconds: 3600,
          resumes: [{ by: expect.stringContaining(TDE_OF(NIGHTLY)) as unknown }],
        },
      ]);
      await replays(scans, snapshot);
    },
    LONG,
  );

  it(
    'is carried with the time at which it was read while online, for as long as it sleeps',
    async () => {
      const { scans, clock } = await start();
      await using _ = scans;
      const read = findingIn(await scans.scan(), NIGHTLY);
      expect(read).toMatchObject({ status: 'pass', readAt: '2026-11-20T09:00:00.000Z' });

      for (const hours of [2, 24, 72]) {
        clock.move(hours * 60);
        const snapshot = await scans.scan();
        expect(findingIn(snapshot, NIGHTLY)).toMatchObject({
          status: 'pass',
          readAt: read.readAt,
          asleepSince: '2026-11-20T10:00:00.000Z',
        });
        await replays(scans, snapshot);
      }

      expect(asksOf(scans, NIGHTLY)).toBe(1);
      expect(wakesOf(scans)).toBe(0);
    },
    LONG,
  );

  it(
    'is carried as a violation, too',
    async () => {
      const { scans, clock } = await start();
      await using _ = scans;
      await scans.write('PUT', `${TDE_OF(NIGHTLY)}?api-version=2023-08-01`, {
        properties: { state: 'Disabled' },
      });
      clock.move(1);
      await scans.scan();
      clock.move(120);

      const finding = findingIn(await scans.scan(), NIGHTLY);

      expect(finding).toMatchObject({ status: 'fail', readAt: '2026-11-20T09:01:00.000Z' });
      expect(wakesOf(scans)).toBe(0);
    },
    LONG,
  );

  it(
    'is not carried once it was online unseen between two sleeps, and read again when it is found online',
    async () => {
      const { scans, clock } = await start();
      await using _ = scans;
      await scans.scan();
      clock.move(120);
      await scans.scan();
      // Somebody signs in; the hour is over before the next scan.
      scans.simulator.admin.serverless.signIn(NIGHTLY);
      clock.move(120);

      const slept = await scans.scan();

      expect(findingIn(slept, NIGHTLY)).toMatchObject({
        status: 'unknown',
        problem: { code: 'Asleep' },
      });
      await replays(scans, slept);
      scans.simulator.admin.serverless.signIn(NIGHTLY);
      clock.move(5);
      const awake = await scans.scan('incremental');
      expect(findingIn(awake, NIGHTLY)).toMatchObject({
        status: 'pass',
        readAt: '2026-11-20T13:05:00.000Z',
      });
      await replays(scans, awake);
      expect(asksOf(scans, NIGHTLY)).toBe(2);
    },
    LONG,
  );

  it(
    'is not carried when a write was recorded that nobody has read since',
    async () => {
      const { scans, clock } = await start();
      await using _ = scans;
      await scans.scan();
      clock.move(20);
      await scans.write('PUT', `${TDE_OF(NIGHTLY)}?api-version=2023-08-01`, {
        properties: { state: 'Disabled' },
      });
      clock.move(120);

      const finding = findingIn(await scans.scan(), NIGHTLY);

      expect(finding).toMatchObject({ status: 'unknown', problem: { code: 'Asleep' } });
      expect(asksOf(scans, NIGHTLY)).toBe(2);
      // One of the two is the write itself.
      expect(wakesOf(scans)).toBe(0);
    },
    LONG,
  );

  it(
    'is read anew by an incremental scan that finds it resumed, and carried from there when it sleeps again',
    async () => {
      const { scans, clock } = await start();
      await using _ = scans;
      await scans.scan();
      clock.move(120);
      await scans.scan('incremental');
      expect(asksOf(scans, NIGHTLY)).toBe(1);
      scans.simulator.admin.serverless.signIn(NIGHTLY);
      clock.move(15);
      await scans.scan('incremental');
      expect(asksOf(scans, NIGHTLY)).toBe(2);
      clock.move(15);
      await scans.scan('incremental');
      expect(asksOf(scans, NIGHTLY)).toBe(2);
      clock.move(600);

      const snapshot = await scans.scan();

      expect(findingIn(snapshot, NIGHTLY)).toMatchObject({
        status: 'pass',
        readAt: '2026-11-20T11:15:00.000Z',
      });
      expect(asksOf(scans, NIGHTLY)).toBe(2);
      await replays(scans, snapshot);
    },
    LONG,
  );

  it(
    'falls asleep between the list and the question: its own answer is asked first',
    async () => {
      const { scans } = await start({ properties: PAUSED });
      await using _ = scans;
      // The list is as old as a large estate makes it.
      scans.simulator.admin.misbehaviour.replace([
        {
          match: { path: '/servers/sql/databases\\?' },
          effect: { setProperty: { path: 'value.1.properties.status', value: 'Online' } },
        },
        {
          match: { path: '/servers/sql/databases\\?' },
          effect: { setProperty: { path: 'value.0.properties.status', value: 'Online' } },
        },
      ]);

      const finding = findingIn(await scans.scan(), NIGHTLY);

      expect(finding).toMatchObject({ status: 'unknown', problem: { code: 'Asleep' } });
      expect(asksOf(scans, NIGHTLY)).toBe(0);
      expect(wakesOf(scans)).toBe(0);
    },
    LONG,
  );

  it.each([
    ['Pausing', 'unknown', 0],
    ['Hibernating', 'unknown', 0],
    ['Resuming', 'pass', 1],
    ['Scaling', 'pass', 1],
  ])(
    'in the state %s is %s',
    async (status, verdict, asks) => {
      const { scans } = await start({ properties: { status } });
      await using _ = scans;

      expect(findingIn(await scans.scan(), NIGHTLY).status).toBe(verdict);
      expect(asksOf(scans, NIGHTLY)).toBe(asks);
    },
    LONG,
  );

  it(
    'is not woken by doctor, which tries one that is awake and says what a scan would say of the rest',
    async () => {
      const { scans } = await start({ properties: PAUSED });
      await using _ = scans;

      const run = await scans.posture('doctor');

      expect(run.status).toBe(0);
      expect(run.stdout).toContain('sqlDatabaseTransparentDataEncryption');
      expect(wakesOf(scans)).toBe(0);
      await scans.write('DELETE', `${STEADY}?api-version=2023-08-01`);
      const alone = await scans.posture('doctor');
      expect(alone.status).toBe(2);
      expect(alone.stdout).toContain('azure.wakePaused: true');
      expect(wakesOf(scans)).toBe(0);
    },
    LONG,
  );
});
