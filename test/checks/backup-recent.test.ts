import { describe, expect, it } from 'vitest';
import { backupRecent } from '#checks/backup-recent.ts';
import type { Backup } from '#traits/backup.ts';
import {
  askQuestion,
  backup,
  GONE,
  ofItem,
  statusOf,
  told,
  UNTOLD,
  verdictOn,
} from '../harness/ask-question.ts';

/** Asked at 2026-11-21T03:00Z of the last 26 hours. */
const YOUNG = told('2026-11-20T01:00:00.000Z');
const OLD = told('2026-11-20T00:59:00.000Z');

const QUEUE = backup('full', { never: 'a queue is not backed up', isByKind: true });

describe('backup-recent', () => {
  it.each<[string, readonly Backup[], string]>([
    ['no older than that', [backup('full', { newest: YOUNG })], 'pass'],
    ['a minute older', [backup('full', { newest: OLD })], 'fail'],
    ['not said', [backup('full', { newest: UNTOLD })], 'unknown'],
    ['none yet', [backup('full', { newest: told(null) })], 'unknown'],
    ['yet to come', [backup('full', { newest: told('2026-11-22T03:01:00.000Z') })], 'unknown'],
    ['while the scan ran', [backup('full', { newest: told('2026-11-21T05:00:00Z') })], 'pass'],
    ['continuous, up to now', [backup('continuous')], 'pass'],
    ['continuous, by its newest', [backup('continuous', { newest: OLD })], 'fail'],
    ['continuous, not shown', [backup('continuous', { oldest: told(null) })], 'unknown'],
    ['continuous, switched off', [backup('continuous', { state: told('off') })], 'fail'],
    ['continuous, on or off not said', [backup('continuous', { state: UNTOLD })], 'unknown'],
    ['old, and whether on is not said', [backup('full', { newest: OLD, state: UNTOLD })], 'fail'],
    ['young, and switched off', [backup('full', { newest: YOUNG, state: told('off') })], 'fail'],
    ['a newest long-term backup', [backup('long-term', { newest: YOUNG })], 'fail'],
    ['nothing at all', [], 'fail'],
    ['never', [backup('snapshot', { never: 'it never can' })], 'fail'],
    ['never, as anything of its kind', [QUEUE], 'not-applicable'],
    ['a snapshot in its place', [backup('full', { instead: 'snapshots' })], 'not-applicable'],
    [
      'of two kinds one',
      [backup('full', { newest: OLD }), backup('log', { newest: YOUNG })],
      'pass',
    ],
    ['what others tell', [backup('continuous', { newest: OLD }), backup('log')], 'fail'],
    ['of two parts one', parts(YOUNG, OLD), 'fail'],
    ['of two parts both', parts(YOUNG, YOUNG), 'pass'],
  ])('%s', async (_, items, status) => {
    expect(await statusOf(backupRecent, items)).toBe(status);
  });

  it.each<[string, Backup['lastRun'], string]>([
    ['completed', told('completed'), 'pass'],
    ['failed', told('failed'), 'pass'],
    ['not said', UNTOLD, 'unknown'],
  ])('a last run that %s', async (_, lastRun = UNTOLD, status) => {
    expect(await statusOf(backupRecent, [backup('full', { newest: YOUNG, lastRun })])).toBe(status);
  });

  it.each([
    [['database'], 'fail'],
    [['messages'], 'not-applicable'],
  ])('of %s alone, what no thing of its kind has', async (of, status) => {
    expect(await statusOf(backupRecent, [QUEUE], { with: { of } })).toBe(status);
  });

  it('notes that the last run failed', async () => {
    const item = backup('full', { newest: YOUNG, lastRun: told('failed') });

    expect((await verdictOn(backupRecent, [item])).reason).toBe(
      'The newest restore point is of 2026-11-20T01:00:00.000Z; the last run failed',
    );
  });

  it.each<[string, readonly Backup[], string]>([
    ['a machine', [backup('full', { newest: OLD, ...ofItem('machine') })], 'fail'],
    ['what is not understood', [backup('full', { newest: OLD, ...ofItem(null) })], 'fail'],
    ['stopped', [backup('full', { ...ofItem('files'), state: told('off') })], 'fail'],
  ])('in a vault: %s', async (_, items, status) => {
    expect(await statusOf(backupRecent, items, { holds: 'copies' })).toBe(status);
  });

  it('a vault has a finding for each item', async () => {
    const items = ['a', 'b'].map((item, index) =>
      backup('full', { ...ofItem('machine'), item, newest: index === 0 ? YOUNG : OLD }),
    );

    const judged = await askQuestion(backupRecent, items, { holds: 'copies' });

    expect(judged.map(({ item, verdict }) => [item, verdict.status])).toEqual([
      ['a', 'pass'],
      ['b', 'fail'],
    ]);
  });

  it('old backups of what is gone break nothing', async () => {
    const item = backup('full', { newest: OLD, ...ofItem('machine', '/subscriptions/1/vm') });

    expect(await statusOf(backupRecent, [item], { holds: 'copies', locate: GONE })).toBe(
      'not-applicable',
    );
  });

  it('of: only databases', async () => {
    const options = { holds: 'copies', with: { of: ['database'] } } as const;

    const ask = async (holds: 'machine' | 'database' | null) =>
      await statusOf(backupRecent, [backup('full', { newest: OLD, ...ofItem(holds) })], options);

    expect(await ask('machine')).toBe('not-applicable');
    expect(await ask('database')).toBe('fail');
    expect(await ask(null)).toBe('unknown');
  });

  it.each([
    ['files', true],
    ['copies', true],
    ['keys', false],
    ['telemetry', false],
    ['code', false],
  ] as const)('speaks of %s: %s', (holds, speaks) => {
    const subject = { holds, serves: 'nobody', runs: 'provider' } as const;

    expect(backupRecent.speaksOf(subject, {})).toBe(speaks);
  });
});

function parts(one: Backup['newest'], other: Backup['newest']): readonly Backup[] {
  return [
    backup('snapshot', { part: 'blobs', ...(one && { newest: one }) }),
    backup('snapshot', { part: 'file shares', ...(other && { newest: other }) }),
  ];
}
