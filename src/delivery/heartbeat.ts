import type { Logger } from 'pino';
import type { Clock } from '#domain/clock.ts';
import { toMilliseconds } from '#domain/instant.ts';
import type { Ping } from '#domain/page.ts';
import type { ScanResult } from '#domain/scan.ts';
import type { Secret } from '#domain/secret.ts';
import type { StateStore } from '#domain/state-store.ts';
import type { Symptom } from '#domain/symptom.ts';

/** How old the oldest beginning may be that nobody has accepted. Source: alerting A16. */
const OLDEST_MS = 5 * 60_000;
const TRY_MS = 10_000;
/** Pauses before the second and the third try. */
const PAUSES_MS = [1_000, 4_000] as const;

export interface HeartbeatParts {
  /** The address of the outside service that misses us when we are silent; a secret, whoever knows it can speak for us. */
  readonly url: Secret;
  readonly ping: Ping;
  readonly store: Pick<StateStore, 'outbox'>;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn' | 'debug'>;
  readonly symptoms: () => readonly Symptom[];
}

/** Tells the outside world after a run that all is well, or that it is not; never throws. `scan` null: the run failed. */
export type Heartbeat = (scan: ScanResult['scan'] | null, signal: AbortSignal) => Promise<void>;

/**
 * Creates the heartbeat (alerting A16): the address itself after a run that read everything, with no alert stuck and the evidence
 * log sound; the address with `/fail` after any other.
 */
export function createHeartbeat(parts: HeartbeatParts): Heartbeat {
  const { url, ping, clock, log } = parts;
  return async (scan, signal) => {
    const why = scan === null ? 'the run failed' : await whatIsWrong(scan, parts);
    const address = why === undefined ? url.reveal() : failing(url.reveal());
    for (const pauseMs of [0, ...PAUSES_MS]) {
      if (pauseMs > 0) await clock.sleep(pauseMs, signal).catch(() => undefined);
      if (signal.aborted) return;
      const answer = await ping(address, AbortSignal.any([signal, AbortSignal.timeout(TRY_MS)]));
      if (answer.ok) return log.debug({ why }, 'heartbeat sent');
      log.warn({ reason: answer.reason, why }, 'the heartbeat was not accepted');
    }
  };
}

async function whatIsWrong(
  scan: ScanResult['scan'],
  { store, clock, symptoms }: HeartbeatParts,
): Promise<string | undefined> {
  const unread = scan.subscriptions.filter(({ status }) => status !== 'complete').length;
  if (scan.subscriptions.length === 0) return 'no subscription was read';
  if (unread > 0) return `${unread} subscriptions could not be read whole`;
  if (symptoms().some(({ code }) => code === 'LogMismatch')) return 'the evidence log is not sound';
  try {
    const oldest = toMilliseconds((await store.outbox.oldestUndelivered()) ?? '');
    return oldest !== undefined && clock.now() - oldest >= OLDEST_MS
      ? 'an alert has not been delivered for five minutes'
      : undefined;
  } catch {
    // The store says so in the log wherever it is needed; here it only matters that all is not well.
    return 'the outbox could not be read';
  }
}

/** Source: the convention of healthchecks.io and those that follow it: the same path with `/fail`, the query as it was. */
function failing(address: string): string {
  const url = new URL(address);
  url.pathname = `${url.pathname.replace(/\/$/u, '')}/fail`;
  return url.href;
}
