import type { Configuration } from '#config/configuration.ts';
import type { Watch } from '#delivery/alert-clock.ts';
import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import type { StateStore } from '#domain/state-store.ts';
import type { Symptom } from '#domain/symptom.ts';
import type { ClockWatch } from './clock-watch.ts';
import { type FreeSpace, watchDisks } from './disk-watch.ts';
import { lastDue } from './schedules.ts';

/** What is known of the scans of this process. */
export interface ScansSoFar {
  /** When the last one ended that was recorded, by whichever process. */
  readonly lastScanAt: Instant | null;
  /** What the last one failed with, where Azure could not be reached or refused the sign-in; null after one that succeeded. */
  readonly signInFailure: string | null;
  /** Since when one is under way, milliseconds since the epoch. */
  readonly runningSinceMs: number | null;
}

export interface SelfWatchParts {
  readonly configuration: Pick<Configuration, 'schedules' | 'state' | 'evidence'>;
  readonly store: Pick<StateStore, 'outbox'>;
  readonly now: () => number;
  readonly scans: () => ScansSoFar;
  readonly clockWatch: ClockWatch;
  /** What others see: the evidence that does not fit its log, a channel that is gone. */
  readonly extraSymptoms?: () => readonly Symptom[];
  readonly freeSpace?: FreeSpace;
}

/** What changes slowly, and costs more to look at than a glance, is looked at this often. */
const SLOW_MS = 30_000;
/** A scan may take long; for this long one that is under way excuses that none was completed. */
const PATIENCE_MS = 2 * 3_600_000;
/** A message that nobody would take is news for this long; then it is listed as a dead letter and no more. */
const DEAD_LETTER_MS = 24 * 3_600_000;

/**
 * Looks at the monitor itself (alerting A8): whatever blinds it or keeps its alerts from people is a symptom, and so an alert. That a
 * subscription cannot be read is no symptom: the scans see that.
 */
export function createSelfWatch(
  parts: SelfWatchParts,
): () => Promise<Watch & { readonly symptoms: readonly Symptom[] }> {
  const startedMs = parts.now();
  let slow: { readonly at: number; readonly symptoms: readonly Symptom[] } | undefined;
  return async () => {
    const { clockWatch, extraSymptoms = () => [] } = parts;
    const clock = clockWatch.look();
    const now = parts.now();
    // Behind us too: the clock may have been set back.
    if (slow === undefined || Math.abs(now - slow.at) >= SLOW_MS)
      slow = { at: now, symptoms: await lookSlowly(parts, startedMs) };
    const symptoms = [
      ...signIn(parts.scans()),
      ...slow.symptoms,
      ...clock.symptoms,
      ...extraSymptoms(),
    ];
    return { symptoms, log: clock.log };
  };
}

async function lookSlowly(parts: SelfWatchParts, startedMs: number): Promise<readonly Symptom[]> {
  const { configuration } = parts;
  const { state, evidence } = configuration;
  // The disk of a database is its own server's to watch.
  const places = [...(state.address === undefined ? [state.directory] : []), evidence.directory];
  return [
    ...overdue(parts, startedMs),
    ...(await deadLetters(parts)),
    ...(await watchDisks(places, parts.freeSpace)),
  ];
}

function signIn({ signInFailure }: ScansSoFar): readonly Symptom[] {
  if (signInFailure === null) return [];
  return [
    {
      code: 'SignInFailed',
      severity: 'critical',
      message: `Nothing in Azure can be read: ${signInFailure}`,
      remedy:
        'Run `posture doctor`; it tries the sign-in and each permission and says what would mend it.',
    },
  ];
}

function overdue(parts: SelfWatchParts, startedMs: number): readonly Symptom[] {
  const { schedules } = parts.configuration;
  const { lastScanAt, runningSinceMs } = parts.scans();
  const now = parts.now();
  if (runningSinceMs !== null && now - runningSinceMs < PATIENCE_MS) return [];
  // What came due while nobody was running was noted when the service started; the outside world watches over that.
  const sinceMs = Math.max(startedMs, toMilliseconds(lastScanAt ?? '') ?? 0);
  const of = { schedules, name: 'scan' } as const;
  const last = lastDue(of, toInstant(sinceMs), now);
  const one = last === undefined ? undefined : toMilliseconds(last);
  const before = one === undefined ? undefined : lastDue(of, toInstant(sinceMs), one - 1);
  if (before === undefined) return [];
  const seen =
    lastScanAt === null
      ? 'No scan was ever completed'
      : `The last completed scan ended at ${lastScanAt}`;
  return [
    {
      code: 'NoCompletedScan',
      severity: 'critical',
      message: `${seen}; those due at ${before} and at ${last} have not been completed. Nothing is verified.`,
      remedy:
        'See the log of the service for why scans fail or do not end, and run `posture doctor`.',
    },
  ];
}

async function deadLetters({ store, now }: SelfWatchParts): Promise<readonly Symptom[]> {
  const since = toInstant(now() - DEAD_LETTER_MS);
  const recent = (await store.outbox.deadLetters()).filter(({ createdAt }) => createdAt >= since);
  const byChannel = Map.groupBy(recent, ({ channel }) => channel);
  return [...byChannel].map(([channel, letters]) => ({
    code: `DeliveryFailed:${channel}`,
    severity: 'high',
    message: `Channel ${channel} did not take alerts, and they are not tried again: ${letters[0]?.reason ?? 'unknown'}.`,
    remedy:
      'Mend the channel, then send them with `posture alerts replay`; without an id it lists them.',
  }));
}
