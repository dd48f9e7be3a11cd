import type { Logger } from 'pino';
import type { Configuration } from '#config/configuration.ts';
import type { Clock } from '#domain/clock.ts';
import { PostureError } from '#domain/errors.ts';
import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import type { ScanMode } from '#domain/scan.ts';
import type { StateStore } from '#domain/state-store.ts';
import type { Performed } from './perform-scan.ts';
import { createScanLane } from './scan-lane.ts';
import { missedWhileDown, type ScheduleName, startSchedules } from './schedules.ts';

/** What the service works with. */
export interface ServiceParts {
  readonly configuration: Configuration;
  readonly clock: Clock;
  readonly log: Logger;
  readonly store: StateStore;
  /** Scans and records; rejects with an AzureAccessError when Azure could not be reached at all. */
  readonly scan: (mode: ScanMode, signal: AbortSignal) => Promise<Performed>;
  readonly snapshot: (performed: Performed, signal: AbortSignal) => Promise<void>;
  /** Removes what is older than anybody asks for. */
  readonly tidy: (signal: AbortSignal) => Promise<void>;
  /** Called when something new may lie in the outbox. */
  readonly onRecorded: () => void;
}

export interface ServiceState {
  readonly running: string | undefined;
  readonly lastScanAt: Instant | null;
  readonly lastFailure: string | null;
  /** Whether a scan was completed recently enough to speak of now. */
  readonly isCurrent: boolean;
  readonly next: Readonly<Record<ScheduleName, Instant | null>>;
}

export interface Service {
  state(): ServiceState;
  /** Scans at once, waiting for what runs; for the demo and for the first scan. */
  scanNow(mode: ScanMode): Promise<void>;
  stop(): Promise<void>;
}

/** A result that is older than this many intervals no longer counts as current. */
const CURRENT_FOR_MS = 2 * 3_600_000;

/** Starts the schedules; a scan that came due while nothing ran is noted and made up for at once. */
export async function startService(parts: ServiceParts): Promise<Service> {
  const { configuration, clock, log, store } = parts;
  const lane = createScanLane();
  const [last] = await store.scans(1);
  let lastScanAt: Instant | null = last?.finishedAt ?? null;
  let lastFailure: string | null = null;
  let lastPerformed: Performed | undefined;

  async function scanOnce(mode: ScanMode, signal: AbortSignal): Promise<void> {
    try {
      lastPerformed = await parts.scan(mode, signal);
      lastScanAt = lastPerformed.result.scan.finishedAt;
      lastFailure = null;
      parts.onRecorded();
    } catch (error) {
      if (signal.aborted) return;
      lastFailure = error instanceof PostureError ? error.message : 'unexpected error, see the log';
      log.error({ err: error, mode }, 'scan failed');
    }
  }

  async function noteMissed(name: string, due: Instant, reason: string): Promise<void> {
    log.warn({ schedule: name, due, reason }, 'a scheduled run did not take place');
    await store.recordMissedRun({ schedule: name, due, noticedAt: toInstant(clock.now()), reason });
  }

  async function evidenceNow(signal: AbortSignal): Promise<void> {
    await scanOnce('incremental', signal);
    if (lastPerformed === undefined || lastFailure !== null || signal.aborted) return;
    try {
      await parts.snapshot(lastPerformed, signal);
      await parts.tidy(signal);
    } catch (error) {
      lastFailure =
        error instanceof PostureError ? error.message : 'evidence could not be stored, see the log';
      log.error({ err: error }, 'evidence could not be stored');
    }
  }

  async function onDue(name: ScheduleName): Promise<void> {
    // A full scan that runs looks at everything that an incremental one would.
    if (name === 'scan' && lane.running === 'full') return;
    const work =
      name === 'evidence'
        ? evidenceNow
        : async (signal: AbortSignal) =>
            await scanOnce(name === 'full' ? 'full' : 'incremental', signal);
    const busyWith = lane.running;
    const outcome = await lane.run(name, work, { wait: name !== 'scan' });
    if (outcome === 'busy' && busyWith !== undefined) {
      await noteMissed(name, toInstant(clock.now()), `${busyWith} was still running`);
    }
  }

  if (lastScanAt !== null) {
    const due = missedWhileDown(configuration.schedules, lastScanAt, clock.now());
    if (due !== undefined) await noteMissed('scan', due, 'nothing was running');
  }
  const schedules = startSchedules({
    schedules: configuration.schedules,
    onDue,
    onMissed: async (name, due) => await noteMissed(name, due, 'the process was busy or asleep'),
  });
  return {
    state: () => ({
      running: lane.running,
      lastScanAt,
      lastFailure,
      isCurrent:
        lastScanAt !== null &&
        clock.now() - (toMilliseconds(lastScanAt) ?? 0) < CURRENT_FOR_MS &&
        lastFailure === null,
      next: schedules.next(),
    }),
    async scanNow(mode) {
      await lane.run(
        mode === 'full' ? 'full' : 'scan',
        async (signal) => await scanOnce(mode, signal),
        { wait: true },
      );
    },
    async stop() {
      await schedules.stop();
      await lane.stop();
    },
  };
}
