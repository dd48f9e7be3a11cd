import type { Logger } from 'pino';
import type { Configuration } from '#config/configuration.ts';
import type { Clock } from '#domain/clock.ts';
import { AzureAccessError, PostureError } from '#domain/errors.ts';
import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import type { ScanMode, ScanResult } from '#domain/scan.ts';
import type { StateStore } from '#domain/state-store.ts';
import type { Performed } from '#scan/perform-scan.ts';
import { isCurrent } from './is-current.ts';
import { createScanLane } from './scan-lane.ts';
import { lastDue, type ScheduleName, startSchedules } from './schedules.ts';
import type { ScansSoFar } from './self-watch.ts';

/** What the service works with. */
export interface ServiceParts {
  readonly configuration: Configuration;
  readonly clock: Clock;
  readonly log: Logger;
  readonly store: StateStore;
  /** Scans and records; rejects with an AzureAccessError when Azure could not be reached at all. */
  readonly scan: (
    mode: ScanMode,
    signal: AbortSignal,
    /** What it may spend in each subscription on reading everything again, in requests. */
    allowance: number,
  ) => Promise<Performed>;
  readonly snapshot: (performed: Performed, signal: AbortSignal) => Promise<void>;
  /** Removes what is older than anybody asks for. */
  readonly tidy: (signal: AbortSignal) => Promise<void>;
  /** Called after each scan, recorded or failed (null): there may be something new in the outbox, and the outside world waits to hear. */
  readonly onScanned: (scan: ScanResult['scan'] | null) => void;
}

export interface ServiceState {
  readonly running: string | undefined;
  readonly lastScanAt: Instant | null;
  readonly lastFailure: string | null;
  /** Whether the last scan succeeded and none that came due since then is more than two hours overdue. */
  readonly isCurrent: boolean;
  readonly next: Readonly<Record<ScheduleName, Instant | null>>;
}

export interface Service {
  state(): ServiceState;
  scans(): ScansSoFar;
  /** Does something that no scheduled run has to wait for: runs it while no scan does, or not at all. */
  between(work: (signal: AbortSignal) => Promise<void>): Promise<void>;
  /** Begins the work: one scan at once, made full or followed by evidence when one of these came due while nothing ran. Never rejects. */
  begin(): Promise<void>;
  /** Lets nothing more start, aborts what runs and waits for its end. */
  stop(): Promise<void>;
}

/** Less than this a scan is never given, however soon the next one is due: what Azure grants at once. */
const LEAST_ALLOWANCE = 250;

function allowanceOf(budgetPerHour: number, untilNextMs: number): number {
  return Math.max(LEAST_ALLOWANCE, Math.floor((budgetPerHour * untilNextMs) / 3_600_000));
}

/** A run and the instant for which its schedule, or the start of the service, demanded it. */
interface Due {
  readonly name: ScheduleName;
  readonly at: Instant;
}

const BETWEEN = 'between scans';

/** Starts the schedules; what came due while nothing ran is noted, and `begin` makes up for it. */
export async function startService(parts: ServiceParts): Promise<Service> {
  const { configuration, clock, log, store } = parts;
  const lane = createScanLane();
  const [last] = await store.scans(1);
  let lastScanAt: Instant | null = last?.finishedAt ?? null;
  let lastFailure: string | null = null;
  let signInFailure: string | null = null;
  let runningSinceMs: number | null = null;

  // What a scan found is handed on and not kept: until the next one it would only hold memory.
  async function scanOnce(mode: ScanMode, signal: AbortSignal): Promise<Performed | undefined> {
    runningSinceMs = clock.now();
    try {
      const performed = await parts.scan(mode, signal, allowanceNow());
      lastScanAt = performed.result.scan.finishedAt;
      lastFailure = null;
      signInFailure = null;
      parts.onScanned(performed.result.scan);
      return performed;
    } catch (error) {
      if (signal.aborted) return undefined;
      lastFailure = error instanceof PostureError ? error.message : 'unexpected error, see the log';
      if (error instanceof AzureAccessError) signInFailure = error.message;
      log.error({ err: error, mode }, 'scan failed');
      parts.onScanned(null);
      return undefined;
    } finally {
      runningSinceMs = null;
    }
  }

  /** The budget's share until the next scan is due. */
  function allowanceNow(): number {
    const { scan: next } = schedules.next();
    const untilNextMs = (next === null ? undefined : toMilliseconds(next)) ?? clock.now();
    return allowanceOf(configuration.schedules.budget, untilNextMs - clock.now());
  }

  async function noteMissed(name: string, due: Instant, reason: string): Promise<void> {
    log.warn({ schedule: name, due, reason }, 'a scheduled run did not take place');
    await store.recordMissedRun({ schedule: name, due, noticedAt: toInstant(clock.now()), reason });
  }

  async function evidenceNow(due: Due, signal: AbortSignal): Promise<void> {
    const performed = await scanOnce('incremental', signal);
    if (signal.aborted) return;
    if (performed === undefined)
      return await noteMissed('evidence', due.at, `the scan for it failed: ${lastFailure ?? ''}`);
    await attempt(
      'evidence could not be stored',
      async () => await parts.snapshot(performed, signal),
    );
    // Also where no snapshot could be made: a full disk is one of the reasons.
    await attempt('old evidence could not be removed', async () => await parts.tidy(signal));

    async function attempt(failure: string, work: () => Promise<void>): Promise<void> {
      if (signal.aborted) return;
      try {
        await work();
      } catch (error) {
        if (signal.aborted) return;
        lastFailure = error instanceof PostureError ? error.message : `${failure}, see the log`;
        log.error({ err: error }, failure);
      }
    }
  }

  /** A scheduled run that failed outright has verified nothing: whoever asks about that time is to find it, and why. */
  async function scheduled(mode: ScanMode, due: Due, signal: AbortSignal): Promise<void> {
    const performed = await scanOnce(mode, signal);
    if (performed !== undefined || signal.aborted) return;
    await noteMissed(due.name, due.at, `it failed: ${lastFailure ?? ''}`);
  }

  const WORK: Readonly<Record<ScheduleName, (due: Due, signal: AbortSignal) => Promise<void>>> = {
    scan: async (due, signal) => await scheduled('incremental', due, signal),
    full: async (due, signal) => await scheduled('full', due, signal),
    evidence: evidenceNow,
  };
  const waiting = new Set<ScheduleName>();

  async function onDue(name: ScheduleName, due: Instant): Promise<void> {
    // What runs between scans ends soon, and is no reason to leave one out.
    const busyWith = lane.running === BETWEEN ? undefined : lane.running;
    // A full scan that runs looks at everything that an incremental one would.
    if (name === 'scan' && busyWith === 'full') return;
    // The daily ones wait for their turn, but once each: what comes due faster than it can be done must not pile up.
    if (busyWith !== undefined && (name === 'scan' || busyWith === name || waiting.has(name)))
      return await noteMissed(name, due, `${busyWith} was still running`);
    waiting.add(name);
    await lane.run(
      name,
      async (signal) => {
        waiting.delete(name);
        await WORK[name]({ name, at: due }, signal);
      },
      { wait: true },
    );
  }

  /** What came due since the last scan, because nothing ran. */
  async function gapSince(last: Instant): Promise<ReadonlySet<ScheduleName>> {
    const missed = new Set<ScheduleName>();
    for (const name of ['scan', 'full', 'evidence'] as const) {
      const due = lastDue({ schedules: configuration.schedules, name }, last, clock.now());
      if (due === undefined) continue;
      missed.add(name);
      await noteMissed(name, due, 'nothing was running');
    }
    return missed;
  }

  const missed = lastScanAt === null ? new Set<ScheduleName>() : await gapSince(lastScanAt);
  const schedules = startSchedules({
    schedules: configuration.schedules,
    onDue: async (name, due) => await guarded(async () => await onDue(name, due)),
    onMissed: async (name, due) =>
      await guarded(async () => await noteMissed(name, due, 'the process was busy or asleep')),
  });

  /** A full disk must not end the service: what could not be noted is in the log. */
  async function guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.error({ err: error }, 'a scheduled run could not be seen to');
    }
  }

  return {
    state: () => ({
      running: lane.running,
      lastScanAt,
      lastFailure,
      isCurrent: lastFailure === null && isCurrent(configuration, lastScanAt, clock.now()),
      next: schedules.next(),
    }),
    scans: () => ({ lastScanAt, signInFailure, runningSinceMs }),
    async between(work) {
      await guarded(async () => void (await lane.run(BETWEEN, work)));
    },
    async begin() {
      await guarded(async () => {
        const begun = async (name: ScheduleName) => {
          const due = { name, at: toInstant(clock.now()) };
          await lane.run(name, async (signal) => await WORK[name](due, signal), { wait: true });
        };
        await begun(missed.has('full') ? 'full' : 'scan');
        if (missed.has('evidence')) await begun('evidence');
      });
    },
    async stop() {
      await schedules.stop();
      await lane.stop();
    },
  };
}
