import { describe, expect, it } from 'vitest';
import { longTermRetention } from '#checks/long-term-retention.ts';
import type { Backup, Rhythm } from '#traits/backup.ts';
import { backup, days, ofItem, statusOf, told, UNTOLD } from '../harness/ask-question.ts';

/** Asked at 2026-11-21T03:00Z for a month. */
const WITH = { with: { atLeast: 'P1M' } } as const;

function longTerm(rhythm: Rhythm, more: Partial<Backup> = {}): Backup {
  return backup('long-term', {
    rhythm,
    keptFor: told({ months: 1, days: 0 }),
    newest: told('2026-11-20T00:00:00.000Z'),
    since: told('2020-01-01T00:00:00.000Z'),
    ...more,
  });
}

const kept = (months: number, count = 0): Partial<Backup> => ({
  keptFor: told({ months, days: count }),
});

describe('long-term-retention', () => {
  it.each<[string, readonly Backup[], string]>([
    ['a month', [longTerm('weekly')], 'pass'],
    ['31 days', [longTerm('weekly', kept(0, 31))], 'pass'],
    ['30 days', [longTerm('weekly', kept(0, 30))], 'fail'],
    ['four weeks', [longTerm('weekly', kept(0, 28))], 'fail'],
    ['off', [longTerm('weekly', kept(0))], 'fail'],
    ['switched off', [longTerm('weekly', { state: told('off') })], 'fail'],
    ['not said', [longTerm('weekly', { keptFor: UNTOLD })], 'unknown'],
    [
      'one of three',
      [longTerm('weekly', kept(0)), longTerm('monthly', kept(0)), longTerm('yearly')],
      'pass',
    ],
    [
      'one of which is not said',
      [longTerm('weekly'), longTerm('yearly', { keptFor: UNTOLD })],
      'unknown',
    ],
    [
      'a short one that lacks backups',
      [longTerm('yearly'), longTerm('weekly', { ...kept(0, 7), newest: told(null) })],
      'fail',
    ],
    ['never', [backup('long-term', { never: 'a pool has none' })], 'fail'],
    ['none at all', [backup('continuous', { keptFor: days(35) ?? UNTOLD })], 'fail'],
    ['full ones that a policy keeps as long', [backup('full', kept(1))], 'pass'],
    ['full ones that it keeps shorter', [backup('full', kept(0, 30))], 'fail'],
    ['full ones of the platform', [backup('full', { ...kept(1), by: 'platform' })], 'fail'],
    ['nothing', [], 'fail'],
  ])('%s', async (_, items, status) => {
    expect(await statusOf(longTermRetention, items, WITH)).toBe(status);
  });

  it.each<[Rhythm, string, string]>([
    ['daily', '2026-11-13T03:00:00.000Z', 'pass'],
    ['daily', '2026-11-13T02:59:00.000Z', 'fail'],
    ['weekly', '2026-11-07T03:00:00.000Z', 'pass'],
    ['weekly', '2026-11-07T02:59:00.000Z', 'fail'],
    ['monthly', '2026-10-14T03:00:00.000Z', 'pass'],
    ['monthly', '2026-10-14T02:59:00.000Z', 'fail'],
    ['yearly', '2025-11-14T03:00:00.000Z', 'pass'],
    ['yearly', '2025-11-14T02:59:00.000Z', 'fail'],
  ])('%s, the newest is of %s: %s', async (rhythm, newest, status) => {
    const items = [longTerm(rhythm, { newest: told(newest) })];

    expect(await statusOf(longTermRetention, items, WITH)).toBe(status);
  });

  it.each<[Rhythm, string, string]>([
    ['weekly', '2026-10-31T03:00:00.000Z', 'pass'],
    ['weekly', '2026-10-31T02:59:00.000Z', 'fail'],
    ['monthly', '2026-10-07T03:00:00.000Z', 'pass'],
    ['monthly', '2026-10-07T02:59:00.000Z', 'fail'],
    ['yearly', '2025-11-07T03:00:00.000Z', 'pass'],
    ['yearly', '2025-11-07T02:59:00.000Z', 'fail'],
  ])('%s, none yet, since %s: %s', async (rhythm, since, status) => {
    const items = [longTerm(rhythm, { newest: told(null), since: told(since) })];

    expect(await statusOf(longTermRetention, items, WITH)).toBe(status);
  });

  it('an old one before the policy was changed breaks nothing', async () => {
    const since = told('2026-11-10T00:00:00.000Z');
    const items = [longTerm('weekly', { newest: told('2026-01-01T00:00:00.000Z'), since })];

    expect(await statusOf(longTermRetention, items, WITH)).toBe('pass');
  });

  it('330 days old under a weekly rhythm proves no yearly one either', async () => {
    const newest = told('2025-12-26T00:00:00.000Z');
    const items = [longTerm('weekly', { newest }), longTerm('yearly', { newest })];

    expect(await statusOf(longTermRetention, items, WITH)).toBe('fail');
  });

  it.each<[string, Partial<Backup>, string]>([
    ['which exist is not said', { newest: UNTOLD }, 'unknown'],
    ['none, since when is not said', { newest: told(null), since: UNTOLD }, 'unknown'],
    ['one, since when is not said', { since: UNTOLD }, 'pass'],
    ['too short, which exist is not said', { ...kept(0, 7), newest: UNTOLD }, 'fail'],
  ])('%s: %s', async (_, more, status) => {
    expect(await statusOf(longTermRetention, [longTerm('weekly', more)], WITH)).toBe(status);
  });

  it.each([
    ['monthly', 'pass'],
    ['weekly', 'fail'],
    ['yearly', 'fail'],
  ] as const)('rhythms [%s] of monthly ones: %s', async (rhythm, status) => {
    expect(
      await statusOf(longTermRetention, [longTerm('monthly')], {
        with: { atLeast: 'P1M', rhythms: [rhythm] },
      }),
    ).toBe(status);
  });

  it.each([
    ['database', 'fail'],
    ['machine', 'not-applicable'],
    [null, 'unknown'],
  ] as const)('a vault: full backups of %s that are kept shorter: %s', async (holds, status) => {
    const items = [backup('full', { ...kept(0, 7), ...ofItem(holds) })];

    expect(await statusOf(longTermRetention, items, { ...WITH, holds: 'copies' })).toBe(status);
  });

  it.each(['PT1H', 'P', '', 'soon', 'P0D'])('refuses atLeast %j', (atLeast) => {
    expect(longTermRetention.parameters.safeParse({ atLeast }).success).toBe(false);
  });
});
