import { type Instant, toMilliseconds } from '#domain/instant.ts';
import { fail, pass, unknown, type Verdict } from '#domain/verdict.ts';
import type { SqlShortTermRetention } from '#facts/sql-short-term-retention.ts';

const DAY = 86_400_000;

/**
 * How far the window may fall short and still count: log backups come about every ten minutes, and the first full backup of a new
 * database within half an hour. Source: "Automated backups in Azure SQL Database", backup frequency.
 */
const ALLOWANCE = 3_600_000;

/** Judges the policy: how long the backups for point-in-time restore are kept, in whole days. */
export function judgePointInTimeRetention(
  policy: SqlShortTermRetention,
  demanded: { readonly days: number; readonly match: 'at-least' | 'exactly' },
): Verdict {
  const expected =
    demanded.match === 'exactly' ? `= ${demanded.days} days` : `>= ${demanded.days} days`;
  const days = policy.properties?.retentionDays;
  if (days === null || days === undefined || !Number.isInteger(days) || days < 0) {
    return unknown('The point-in-time restore policy names no number of days', {
      expected,
      observed: days,
    });
  }
  const isMet = demanded.match === 'exactly' ? days === demanded.days : days >= demanded.days;
  const shown = { expected, observed: `${days} days` };
  const reason = `Backups for point-in-time restore are kept for ${days} days`;
  return isMet ? pass(reason, shown) : fail(reason, shown);
}

/**
 * Judges what can be restored now: a longer retention creates no old restore points. A database younger than the claimed days passes
 * when its window reaches back to its creation. Up to a day short is unknown, neither pass nor fail: Guess: Azure rounds the
 * instant, and the first backup of a large restored database may take hours; a retention that is too short is whole days short.
 */
export function judgeRestoreWindow(
  found: {
    readonly earliest: string | null | undefined;
    readonly created: string | null | undefined;
  },
  days: number,
  asOf: Instant,
): Verdict {
  const now = toMilliseconds(asOf) ?? Number.NaN;
  const expected = `restorable to any point of the last ${days} days`;
  const shown = {
    expected,
    observed: { earliest: found.earliest ?? null, created: found.created ?? null },
  };
  const earliest = toMilliseconds(found.earliest ?? '');
  if (earliest === undefined) return unknown('Azure names no earliest restore point yet', shown);
  const gap = earliest - (now - days * DAY);
  if (gap <= ALLOWANCE)
    return pass(`The database can be restored to any point since ${found.earliest}`, shown);
  const created = toMilliseconds(found.created ?? '');
  if (created === undefined) {
    return unknown(
      'The window is shorter than claimed, and Azure does not say since when the database exists',
      shown,
    );
  }
  const isYounger = created > now - days * DAY;
  const missing = isYounger ? earliest - created : gap;
  if (isYounger && missing <= ALLOWANCE) {
    return pass(
      'The database is younger than the claimed days and can be restored to any point since its creation',
      shown,
    );
  }
  if (missing <= DAY) {
    return unknown('The window is less than a day short: not yet provable', shown);
  }
  return fail(`The database cannot be restored to a point before ${found.earliest}`, shown);
}
