import { addDuration, daysBefore } from '../duration.ts';
import { type Resource, type Setting, settingKey } from '../estate/resource.ts';
import { type Json, memberOf } from '../json.ts';
import type { Moment } from './resource-type.ts';

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;

/** A long-term backup. */
export interface LongTermBackup {
  readonly time: Date;
  readonly expires: Date;
  /** What the estate says of it otherwise than Azure would. */
  readonly given?: Json;
}

/** The retention setting of a database, undefined while nobody wrote one. */
function retentionSetting(database: Resource, segment: string): Setting | undefined {
  return database.settings?.get(settingKey(segment, 'default'));
}

/** Days of the short-term policy: 7 unless written (Azure's default). */
function retentionDays(database: Resource): number {
  const given = retentionSetting(database, 'backupShortTermRetentionPolicies')?.properties;
  const days = given?.['retentionDays'];
  return typeof days === 'number' ? days : 7;
}

/**
 * The earliest point to which a database can be restored. Raising the retention brings nothing back: what a shorter policy
 * let go is gone. Guess: backups outside a shortened retention are deleted within 24 hours, not at once.
 */
export function earliestRestore(database: Resource, moment: Moment): Date {
  const told = database.simulated?.earliestRestore;
  if (told !== undefined) {
    return addDuration(moment.now, told.replace(/^[+-]/, ''), -1) ?? moment.now;
  }
  const setting = retentionSetting(database, 'backupShortTermRetentionPolicies');
  const candidates = [
    new Date(database.created.getTime() + 10 * 60_000),
    daysBefore(moment.now, retentionDays(database)),
  ];
  for (const past of setting?.history ?? []) {
    const days = past.properties['retentionDays'];
    const wasInForce = past.until.getTime() - past.from.getTime() > 24 * HOUR;
    if (wasInForce && typeof days === 'number') candidates.push(daysBefore(past.until, days));
  }
  return new Date(Math.max(...candidates.map((date) => date.getTime())));
}

/** The newest backup that can be restored elsewhere: an hour old unless the estate says otherwise; undefined when there is none. */
export function newestBackup(database: Resource, moment: Moment): Date | undefined {
  const age = database.simulated?.newestBackup;
  if (age === null) return undefined;
  const quarter = 15 * 60_000;
  const newest = addDuration(moment.now, age ?? 'PT1H', -1);
  if (newest === undefined || newest < database.created) return undefined;
  return new Date(Math.floor(newest.getTime() / quarter) * quarter);
}

/** The long-term backups that exist: weekly on Sundays, the first Sunday of a month, the Sunday of a week of the year. */
export function longTermBackups(database: Resource, moment: Moment): LongTermBackup[] {
  const told = database.simulated?.longTermBackups;
  if (told === false) return [];
  if (Array.isArray(told)) return told.map((given) => toldBackup(given, moment));
  const setting = retentionSetting(database, 'backupLongTermRetentionPolicies');
  const backups: LongTermBackup[] = [];
  const newest = lastSunday(moment.now);
  for (let time = newest; time > daysBefore(newest, 3660); time = new Date(time.getTime() - WEEK)) {
    if (time < database.created) break;
    const past = setting?.history.find(({ until }) => time < until);
    const expires = expiryOf(time, (past ?? setting)?.properties ?? {});
    if (expires !== undefined && expires > moment.now) backups.push({ time, expires });
  }
  return backups;
}

function toldBackup(given: Json, { now }: Moment): LongTermBackup {
  const time = dateOr(given['backupTime'], lastSunday(now));
  const tenYearsOn = new Date(time.getTime() + 3650 * (WEEK / 7));
  return { time, expires: dateOr(given['backupExpirationTime'], tenYearsOn), given };
}

function dateOr(value: unknown, otherwise: Date): Date {
  const date = new Date(asText(value) ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? otherwise : date;
}

function expiryOf(time: Date, policy: Record<string, unknown>): Date | undefined {
  const isFirstOfMonth = time.getUTCDate() <= 7;
  const dayOfYear = (time.getTime() - Date.UTC(time.getUTCFullYear(), 0, 1)) / (WEEK / 7);
  const week = typeof policy['weekOfYear'] === 'number' ? policy['weekOfYear'] : 1;
  const due = [
    policy['weeklyRetention'],
    isFirstOfMonth ? policy['monthlyRetention'] : undefined,
    Math.floor(dayOfYear / 7) + 1 === week ? policy['yearlyRetention'] : undefined,
  ];
  let latest: Date | undefined;
  for (const retention of due) {
    if (typeof retention !== 'string' || retention === 'PT0S') continue;
    const expires = addDuration(time, retention);
    if (expires !== undefined && (latest === undefined || expires > latest)) latest = expires;
  }
  return latest;
}

/** The last Sunday at two in the morning that is past. */
function lastSunday(now: Date): Date {
  const sunday = new Date(
    Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() - now.getUTCDay(), 2),
  );
  return sunday <= now ? sunday : new Date(sunday.getTime() - WEEK);
}

/** What is asked for and what is in force: a change takes effect after the lag, for new backups only. */
export function backupRedundancy(
  resource: Resource,
  moment: Moment,
): { readonly current: string; readonly requested: string } {
  const properties = memberOf(resource.given, 'properties');
  const requested = asText(properties['requestedBackupStorageRedundancy']) ?? 'Geo';
  const settled = resource.changed.getTime() + moment.redundancyLagMs <= moment.now.getTime();
  const before = asText(properties['currentBackupStorageRedundancy']);
  return { requested, current: settled ? requested : (before ?? requested) };
}

/** True when backups are also in the paired region, so that a geo-restore is possible. */
export function isGeoRestorable(owner: Resource, moment: Moment): boolean {
  return backupRedundancy(owner, moment).current.startsWith('Geo');
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
