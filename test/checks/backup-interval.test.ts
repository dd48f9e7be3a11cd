import { describe, expect, it } from 'vitest';
import { backupInterval } from '#checks/backup-interval.ts';
import type { Backup } from '#traits/backup.ts';
import { backup, ofItem, statusOf, told, UNTOLD } from '../harness/ask-question.ts';

const every = (hours: number, usuallyHours?: number): Partial<Backup> => ({
  every: told({ hours, ...(usuallyHours === undefined ? {} : { usuallyHours }) }),
});

describe('backup-interval', () => {
  it.each<[string, readonly Backup[], string]>([
    ['as often', [backup('full', every(24))], 'pass'],
    ['less often', [backup('full', every(25))], 'fail'],
    ['not said', [backup('full', { every: UNTOLD })], 'unknown'],
    ['perhaps as often', [backup('snapshot', every(25, 24))], 'unknown'],
    ['all the time', [backup('continuous')], 'pass'],
    [
      'all the time, and a point shows it',
      [backup('continuous', { oldest: told('2026-11-01T00:00:00Z') })],
      'pass',
    ],
    ['all the time, and none does', [backup('continuous', { oldest: told(null) })], 'unknown'],
    ['all the time, and that is not said', [backup('continuous', { oldest: UNTOLD })], 'unknown'],
    [
      'no matter how often, switched off',
      [backup('full', { ...every(1), state: told('off') })],
      'fail',
    ],
    ['another kind more often', [backup('full', every(168)), backup('log', every(1))], 'pass'],
    ['long-term ones', [backup('long-term', every(1))], 'fail'],
    ['a kind that tells nothing', [backup('full', every(25)), backup('log')], 'fail'],
    ['nothing', [], 'fail'],
  ])('each day: %s', async (_, items, status) => {
    expect(await statusOf(backupInterval, items, { with: { every: 'P1D' } })).toBe(status);
  });

  it.each([
    ['P1D', 'pass'],
    ['1d', 'pass'],
    ['PT23H', 'fail'],
    ['P1W', 'pass'],
  ])('every %s of a daily one: %s', async (text, status) => {
    expect(
      await statusOf(backupInterval, [backup('full', every(24))], { with: { every: text } }),
    ).toBe(status);
  });

  it.each(['P1M', 'PT0S', 'daily', '', 'P'])('refuses every %j', (text) => {
    const { error } = backupInterval.parameters.safeParse({ every: text });

    expect(error?.issues[0]?.message).toMatch(/^must be an ISO-8601 duration of minutes/u);
  });

  it('a vault: weekly is not nightly, though its newest point is young', async () => {
    const item = backup('full', {
      ...every(168),
      newest: told('2026-11-21T00:00:00Z'),
      ...ofItem('machine'),
    });

    expect(
      await statusOf(backupInterval, [item], { holds: 'copies', with: { every: 'P1D' } }),
    ).toBe('fail');
  });
});
