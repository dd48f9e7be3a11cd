import type { Resource, Sleep } from '../estate/resource.ts';
import { type Json, memberOf } from '../json.ts';
import type { Moment } from './resource-type.ts';
import { tierOf } from './sql-settings.ts';

/** Guess: how long a database says `Resuming`; Microsoft says about a minute. */
const RESUME_MS = 60_000;
const MINUTE_MS = 60_000;

/**
 * Settings of a database that wake it when somebody looks at them. Source: Microsoft, "Serverless compute tier for Azure SQL Database",
 * table of auto-resume triggers: transparent data encryption, auditing, data discovery and classification, dynamic data masking,
 * Query Store, performance recommendations.
 */
const WAKING = [
  'transparentDataEncryption',
  'auditingSettings',
  'extendedAuditingSettings',
  'currentSensitivityLabels',
  'recommendedSensitivityLabels',
  'dataMaskingPolicies',
  'advisors',
] as const;

/** Whether looking at a setting of a database wakes it. `segment`: the last one of its type. */
export function wakesDatabase(segment: string): boolean {
  return WAKING.some((one) => one.toLowerCase() === segment.toLowerCase());
}

/** The sleep of a serverless database that pauses by itself or is paused; undefined for every other. */
export function sleepOf(database: Resource, now: Date): Sleep | undefined {
  if (database.type !== 'Microsoft.Sql/servers/databases') return undefined;
  const given = memberOf(database.given, 'properties');
  const { status } = given;
  // A state that was given besides these two stays as it was given; a dedicated pool is paused by hand alone and woken by nothing.
  const isKnown = status === undefined || status === 'Online' || status === 'Paused';
  if (!isKnown || tierOf(database) === 'DataWarehouse') return undefined;
  if (delayOf(database) === undefined && status !== 'Paused') return undefined;
  const known = database.sleep;
  const sleep =
    known !== undefined && isSameStatus(known.given, given) ? known : firstSleep(given, now);
  database.sleep = sleep;
  fallAsleep(database, sleep, now.getTime());
  return sleep;
}

/** Wakes it, if it sleeps. `by`: what somebody did. */
export function wake(database: Resource, now: Date, by: string): void {
  const sleep = sleepOf(database, now);
  if (sleep?.pausedAt === undefined) return;
  sleep.pausedAt = undefined;
  sleep.resumedAt = now.getTime();
  sleep.idleSince = now.getTime();
  sleep.resumes.push({ at: now.getTime(), by });
}

/** Pauses it as if it had been idle for long enough; false for one that does not pause. */
export function pause(database: Resource, now: Date): boolean {
  const sleep = sleepOf(database, now);
  if (sleep === undefined) return false;
  if (sleep.pausedAt === undefined) fallAsleepAt(sleep, now.getTime());
  return true;
}

/** `status`, `pausedDate`, `resumedDate` as Azure says them: each date only in its own state, unless both were given. Empty for what does not sleep. */
export function sleepMembers(database: Resource, { now }: Pick<Moment, 'now'>): Json {
  const sleep = sleepOf(database, now);
  if (sleep === undefined) return {};
  if (sleep.pausedAt !== undefined) {
    const isAsGiven = sleep.resumes.length === 0 && sleep.given['status'] === 'Paused';
    return {
      status: 'Paused',
      pausedDate: instant(sleep.pausedAt),
      resumedDate: isAsGiven ? sleep.given['resumedDate'] : undefined,
    };
  }
  const { resumedAt } = sleep;
  const isResuming = resumedAt !== undefined && now.getTime() - resumedAt < RESUME_MS;
  return {
    status: isResuming && sleep.resumes.length > 0 ? 'Resuming' : 'Online',
    pausedDate: undefined,
    resumedDate: resumedAt === undefined ? undefined : instant(resumedAt),
  };
}

/** What its sleep has cost: how often something woke it and for how long its owner pays for that. */
export function sleepReport(database: Resource, now: Date): Json | undefined {
  const sleep = sleepOf(database, now);
  if (sleep === undefined) return undefined;
  const isWoken = sleep.pausedAt === undefined && sleep.resumes.length > 0;
  const running = isWoken ? now.getTime() - (sleep.resumedAt ?? now.getTime()) : 0;
  return {
    id: database.id,
    ...sleepMembers(database, { now }),
    resumes: sleep.resumes.map(({ at, by }) => ({ at: instant(at), by })),
    billedSeconds: Math.round((sleep.billedMs + running) / 1000),
  };
}

function firstSleep(given: Json, now: Date): Sleep {
  const isPaused = given['status'] === 'Paused';
  const pausedAt = isPaused ? (toTime(given['pausedDate']) ?? now.getTime()) : undefined;
  return {
    given,
    pausedAt,
    resumedAt: isPaused ? undefined : toTime(given['resumedDate']),
    idleSince: isPaused ? undefined : now.getTime(),
    resumes: [],
    billedMs: 0,
  };
}

function isSameStatus(a: Json, b: Json): boolean {
  return ['status', 'pausedDate', 'resumedDate'].every((name) => a[name] === b[name]);
}

function fallAsleep(database: Resource, sleep: Sleep, now: number): void {
  const delay = delayOf(database);
  if (delay === undefined || sleep.idleSince === undefined) return;
  const due = sleep.idleSince + delay * MINUTE_MS;
  if (now >= due) fallAsleepAt(sleep, due);
}

function fallAsleepAt(sleep: Sleep, at: number): void {
  if (sleep.resumes.length > 0) sleep.billedMs += at - (sleep.resumedAt ?? at);
  sleep.pausedAt = at;
  sleep.idleSince = undefined;
}

/** Minutes; undefined where it never pauses by itself: not serverless, switched off, or kept awake by long-term retention. */
function delayOf(database: Resource): number | undefined {
  const name = memberOf(database.given, 'sku')['name'];
  const delay = memberOf(database.given, 'properties')['autoPauseDelay'];
  const isServerless = typeof name === 'string' && name.startsWith('GP_S_');
  if (!isServerless || typeof delay !== 'number' || delay < 0 || keepsLongTerm(database))
    return undefined;
  return delay;
}

function keepsLongTerm(database: Resource): boolean {
  const policy = database.settings?.get('backuplongtermretentionpolicies/default')?.properties;
  return Object.entries(policy ?? {}).some(
    ([name, value]) => name.endsWith('Retention') && typeof value === 'string' && value !== 'PT0S',
  );
}

function toTime(value: unknown): number | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
