import { describe, expect, it } from 'vitest';
import { monthlyRetention } from '#checks/monthly-retention.ts';
import type { Backup, Rhythm } from '#traits/backup.ts';
import { backup, ofItem, statusOf, told, UNTOLD } from '../harness/ask-question.ts';

/** Asked at 2026-11-21T03:00Z for two months. */
const WITH = { with: { atLeast: 'P2M' } } as const;

const span = (months: number, days = 0): NonNullable<Backup['keptFor']> => told({ months, days });

function longTerm(rhythm: Rhythm, more: Partial<Backup> = {}): Backup {
  return backup('long-term', {
    rhythm,
    keptFor: span(2),
    newest: told('2026-11-20T00:00:00.000Z'),
    ...more,
  });
}

function full(keptFor: Backup['keptFor'], first: Backup['firstOfMonthKeptFor']): Backup {
  return backup('full', {
    ...(keptFor && { keptFor }),
    ...(first && { firstOfMonthKeptFor: first }),
  });
}

describe('monthly-retention', () => {
  it.each<[string, readonly Backup[], string]>([
    ['monthly ones, two months', [longTerm('monthly')], 'pass'],
    ['62 days', [longTerm('monthly', { keptFor: span(0, 62) })], 'pass'],
    ['61 days', [longTerm('monthly', { keptFor: span(0, 61) })], 'fail'],
    ['off', [longTerm('monthly', { keptFor: span(0) })], 'fail'],
    ['not said', [longTerm('monthly', { keptFor: UNTOLD })], 'unknown'],
    ['not there although due', [due('2026-10-07T02:59:00.000Z')], 'fail'],
    ['not due yet', [due('2026-10-07T03:00:00.000Z')], 'pass'],
    ['which exist is not said', [longTerm('monthly', { newest: UNTOLD })], 'unknown'],
    ['weekly ones alone', [longTerm('weekly')], 'fail'],
    ['never', [backup('long-term', { never: 'a pool has none' })], 'fail'],
    ['the first of the month', [full(span(0, 30), span(2))], 'pass'],
    ['the first of the month, shorter', [full(span(0, 30), span(1))], 'fail'],
    ['no rule for the first', [full(span(0, 30), span(0))], 'fail'],
    ['no rule, but every one as long', [full(span(2), span(0))], 'pass'],
    ['a rule that is not understood', [full(span(0, 30), UNTOLD)], 'unknown'],
    ['not understood, but every one as long', [full(span(2), UNTOLD)], 'pass'],
    ['shorter, and how long others are is not said', [full(UNTOLD, span(1))], 'unknown'],
    ['every one, nothing said of the first', [full(span(2), undefined)], 'pass'],
    ['the first alone, shorter', [full(undefined, span(1))], 'fail'],
    ['full ones of the platform', [{ ...full(span(3), undefined), by: 'platform' }], 'fail'],
    ['stopped', [{ ...full(span(2), span(2)), state: told('off') }], 'fail'],
    ['nothing', [], 'fail'],
  ])('%s', async (_, items, status) => {
    expect(await statusOf(monthlyRetention, items, WITH)).toBe(status);
  });

  it.each([
    [undefined, 'machine', 'fail'],
    [undefined, null, 'fail'],
    [['database'], 'machine', 'not-applicable'],
    [['database'], null, 'unknown'],
  ] as const)('a vault, of %j: an item of %s: %s', async (of, holds, status) => {
    const item = { ...full(span(1), span(1)), ...ofItem(holds) };
    const given = of === undefined ? WITH.with : { ...WITH.with, of };

    expect(await statusOf(monthlyRetention, [item], { holds: 'copies', with: given })).toBe(status);
  });

  it('speaks of databases and vaults, not of blobs', () => {
    const subject = { serves: 'nobody', runs: 'provider' } as const;

    expect(monthlyRetention.speaksOf({ ...subject, holds: 'database' }, {})).toBe(true);
    expect(monthlyRetention.speaksOf({ ...subject, holds: 'copies' }, {})).toBe(true);
    expect(monthlyRetention.speaksOf({ ...subject, holds: 'blobs' }, {})).toBe(false);
  });
});

function due(since: string): Backup {
  return longTerm('monthly', { newest: told(null), since: told(since) });
}
