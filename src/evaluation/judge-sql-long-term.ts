import { z } from 'zod';
import { endOf, isAtLeast, isZeroDuration, parseDuration } from '#domain/calendar-duration.ts';
import { type Instant, toInstant, toMilliseconds } from '#domain/instant.ts';
import { fail, notApplicable, pass, unknown, type Verdict } from '#domain/verdict.ts';
import { wholeDays } from '#domain/written-duration.ts';
import type { SqlLongTermBackups } from '#facts/sql-long-term-backups.ts';
import type { SqlLongTermRetention } from '#facts/sql-long-term-retention.ts';

/** Which of a policy's three retentions a claim may mean. */
export const LONG_TERM_POLICIES = ['weekly', 'monthly', 'yearly'] as const;
type PolicyName = (typeof LONG_TERM_POLICIES)[number];

/** A demanded retention of whole days or longer, as people write it (`1mo`, `5w`); its value is ISO 8601, such as `P1M`. */
export const DemandedRetention = z
  .string()
  .refine(
    (text) => wholeDays(text) !== undefined,
    'must be an ISO-8601 duration of days, weeks, months or years, e.g. P1M; or 30d, 5w, 1mo, 1y',
  )
  .transform((text) => wholeDays(text) ?? text);

/**
 * The longest time until the first backup of a kind is listed: the week, month or year, a week until the weekly full backup, and a
 * week until it is copied. Source: "Long-term retention": it can take up to seven days until the first backup is shown.
 */
const DUE_AFTER = {
  weekly: { months: 0, days: 21 },
  monthly: { months: 1, days: 14 },
  yearly: { months: 12, days: 14 },
} as const;

/** Judges the policy by calendar rules: one of the meant retentions must last at least as long as demanded; `PT0S` is off. */
export function judgeLongTermRetention(
  policy: SqlLongTermRetention,
  demanded: { readonly atLeast: string; readonly policies: readonly PolicyName[] },
): Verdict {
  const found = demanded.policies.map((name) => ({ name, text: retentionOf(policy, name) }));
  const expected = `${demanded.policies.join(' or ')} backups kept for at least ${demanded.atLeast}`;
  const shown = {
    expected,
    observed: Object.fromEntries(found.map(({ name, text }) => [name, text ?? null])),
  };
  const minimum = parseDuration(demanded.atLeast);
  if (minimum === undefined) return unknown('The demanded retention is no duration', shown);
  const kept = found.map(({ name, text }) => ({ name, text, duration: parseDuration(text ?? '') }));
  const long = kept.find(({ duration }) => duration !== undefined && isAtLeast(duration, minimum));
  if (long !== undefined) return pass(`Every ${long.name} backup is kept for ${long.text}`, shown);
  const doubtful = kept.find(({ duration }) => duration === undefined);
  if (doubtful !== undefined) {
    return unknown(`The ${doubtful.name} retention is missing or not understood`, shown);
  }
  const isOff = kept.every(({ duration }) => duration !== undefined && isZeroDuration(duration));
  return fail(
    isOff ? 'Long-term retention is off' : 'No long-term retention lasts as long as claimed',
    shown,
  );
}

/**
 * Judges whether long-term backups really exist: once one is due by the policy and the database's age, there must be one that has
 * not expired. Before that it passes, and says until when.
 */
export function judgeLongTermBackup(
  found: {
    readonly name: string;
    readonly created: string | null | undefined;
    readonly policy: SqlLongTermRetention;
    readonly backups: SqlLongTermBackups;
  },
  asOf: Instant,
): Verdict {
  const expected = 'an unexpired long-term backup once one is due';
  const enabled: PolicyName[] = [];
  for (const name of LONG_TERM_POLICIES) {
    const duration = parseDuration(retentionOf(found.policy, name) ?? '');
    if (duration === undefined)
      return unknown(`The ${name} retention is missing or not understood`, { expected });
    if (!isZeroDuration(duration)) enabled.push(name);
  }
  if (enabled.length === 0)
    return notApplicable('Long-term retention is off, so no long-term backup will ever be due');
  const now = toMilliseconds(asOf) ?? Number.NaN;
  const own = found.backups.filter(({ properties }) =>
    isSameName(properties.databaseName, found.name),
  );
  const shown = { expected, observed: own.map(({ properties }) => shownBackup(properties)) };
  const expiries = own.map(({ properties }) =>
    toMilliseconds(properties.backupExpirationTime ?? ''),
  );
  if (expiries.some((expiry) => expiry !== undefined && expiry > now)) {
    return pass('A long-term backup exists and has not expired', shown);
  }
  if (expiries.includes(undefined))
    return unknown('A long-term backup does not say when it expires', shown);
  const due = dueAt(found, enabled);
  if (due === undefined) return unknown('Azure does not say since when the database exists', shown);
  if (due > now) {
    return pass(`No long-term backup is due before ${toInstant(due)}`, shown);
  }
  return fail(
    own.length === 0
      ? 'No long-term backup exists although one is due'
      : 'The latest long-term backup has expired',
    shown,
  );
}

function retentionOf(policy: SqlLongTermRetention, name: PolicyName): string | null | undefined {
  return policy.properties?.[`${name}Retention`];
}

function dueAt(
  found: { readonly created: string | null | undefined; readonly policy: SqlLongTermRetention },
  enabled: readonly PolicyName[],
): number | undefined {
  const created = toMilliseconds(found.created ?? '');
  if (created === undefined) return undefined;
  const changed = toMilliseconds(found.policy.systemData?.lastModifiedAt ?? '') ?? created;
  const start = toInstant(Math.max(created, changed));
  const ends = enabled.map(
    (name) => toMilliseconds(endOf(start, DUE_AFTER[name]) ?? '') ?? Number.NaN,
  );
  return Math.min(...ends);
}

function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function shownBackup(backup: SqlLongTermBackups[number]['properties']): unknown {
  return { taken: backup.backupTime ?? null, expires: backup.backupExpirationTime ?? null };
}
