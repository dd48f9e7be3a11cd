import { describe, expect, it } from 'vitest';
import { backupInterval } from '#checks/backup-interval.ts';
import { backupRetention } from '#checks/backup-retention.ts';
import { longTermRetention } from '#checks/long-term-retention.ts';
import { monthlyRetention } from '#checks/monthly-retention.ts';
import { pointInTimeRestore } from '#checks/point-in-time-restore.ts';
import { backupInstance } from '#resource-types/data-protection/backup-instance.ts';
import { postgresql } from '#resource-types/flexible-servers/postgresql.ts';
import { brokenBodies, judgeType, locateGood } from '../../harness/judge-type.ts';
import { recordedRows } from '../../harness/recordings.ts';
import { sharedIsHere } from '../../harness/shared.ts';

type Question = Parameters<typeof judgeType>[0];
const INTERVALS = '0/properties/policyRules/0/trigger/schedule/repeatingTimeIntervals';

async function statusOf(question: Question, set: object, given = {}) {
  const bodies = brokenBodies(backupInstance, set as never);
  const [one] = await judgeType(question, backupInstance, bodies, given, { locate: locateGood });
  return one?.verdict.status;
}

describe('how often a policy backs up', () => {
  it.each([
    ['every four hours', ['R/2026-01-05T02:00:00+00:00/PT4H'], 'PT4H', 'pass'],
    ['every four hours', ['R/2026-01-05T02:00:00+00:00/PT4H'], 'PT3H', 'fail'],
    [
      'each day at two times',
      ['R/2026-01-05T02:00:00+00:00/P1D', 'R/2026-01-05T14:00:00+00:00/P1D'],
      'PT12H',
      'pass',
    ],
    [
      'each day at two times, not evenly',
      ['R/2026-01-05T02:00:00+00:00/P1D', 'R/2026-01-05T08:00:00+00:00/P1D'],
      'PT12H',
      'fail',
    ],
    ['by a month, which has no hours', ['R/2026-01-05T02:00:00+00:00/P1M'], 'P31D', 'unknown'],
    ['by nothing', [], 'P1D', 'unknown'],
    [
      'by days and by weeks',
      ['R/2026-01-05T02:00:00+00:00/P1D', 'R/2026-01-05T02:00:00+00:00/P1W'],
      'P7D',
      'unknown',
    ],
  ])('%s: %j within %s', async (_, texts, every, status) => {
    expect(await statusOf(backupInterval, { policies: { [INTERVALS]: texts } }, { every })).toBe(
      status,
    );
  });
});

describe('how long a policy keeps what it takes', () => {
  it('is not known where backups go from one store to the next', async () => {
    const cycle = { deleteAfter: { duration: 'P90D' } };
    const path = '0/properties/policyRules/1/lifecycles';

    expect(await statusOf(backupRetention, { policies: { [path]: [cycle] } }, { days: 90 })).toBe(
      'pass',
    );
    expect(
      await statusOf(backupRetention, { policies: { [path]: [cycle, cycle] } }, { days: 10 }),
    ).toBe('unknown');
  });
});

describe('how long a policy keeps the first backup of the month', () => {
  const CRITERIA = '0/properties/policyRules/0/trigger/taggingCriteria/1/criteria';
  const YEAR = { atLeast: 'P1Y' };

  it.each([
    ['FirstOfMonth', 'pass'],
    ['AllBackup', 'pass'],
    ['FirstOfWeek', 'fail'],
    ['FirstOfTheDecade', 'unknown'],
  ])('by a rule for %s', async (word, status) => {
    const set = { policies: { [`${CRITERIA}/0/absoluteCriteria/0`]: word } };

    expect(await statusOf(monthlyRetention, set, YEAR)).toBe(status);
  });

  it.each([CRITERIA, `${CRITERIA}/0`, `${CRITERIA}/0/absoluteCriteria`])(
    'is not known where %s is not understood',
    async (path) => {
      expect(await statusOf(monthlyRetention, { policies: { [path]: 'spoiled' } }, YEAR)).toBe(
        'unknown',
      );
    },
  );

  it('is the shortest of several rules', async () => {
    const also = {
      tagInfo: { tagName: 'Default' },
      criteria: [{ absoluteCriteria: ['AllBackup'] }],
    };
    const set = {
      policies: { '0/properties/policyRules/0/trigger/taggingCriteria/2': also },
    };

    expect(await statusOf(monthlyRetention, set, YEAR)).toBe('fail');
    expect(await statusOf(monthlyRetention, set, { atLeast: 'P3M' })).toBe('pass');
  });
});

describe('what is kept all the time', () => {
  const TYPE = 'properties/dataSourceInfo/datasourceType';
  const withoutSchedule = { '0/properties/policyRules/0/objectType': 'AzureRetentionRule' };

  it('are blobs, and nothing else', async () => {
    const blobs = { [TYPE]: 'Microsoft.Storage/storageAccounts/blobServices' };
    const of = ['blobs', 'disk'];

    expect(
      await statusOf(
        pointInTimeRestore,
        { instance: blobs, policies: withoutSchedule },
        { days: 14, of },
      ),
    ).toBe('pass');
    expect(
      await statusOf(pointInTimeRestore, { policies: withoutSchedule }, { days: 14, of }),
    ).toBe('fail');
    expect(await statusOf(backupInterval, { policies: withoutSchedule }, { every: 'P1D' })).toBe(
      'unknown',
    );
  });

  it('is not known of blobs whose policy is not understood', async () => {
    const instance = { [TYPE]: 'Microsoft.Storage/storageAccounts/blobServices' };
    const policies = { '0/properties/policyRules/0/objectType': 'AzureFutureRule' };

    expect(
      await statusOf(pointInTimeRestore, { instance, policies }, { days: 14, of: ['blobs'] }),
    ).toBe('unknown');
  });

  it('is kept for a time that nobody knows where the policy has two of them by default', async () => {
    const second = { '0/properties/policyRules/2/isDefault': true };

    expect(await statusOf(backupRetention, { policies: second }, { days: 14 })).toBe('unknown');
  });
});

describe('a server in a backup vault', () => {
  it('is judged by the vault’s instance for what is kept long, and by itself for the rest', async () => {
    const bodies = postgresql.good.bodies;
    const asked = async (question: Question, given: object) => {
      const [one] = await judgeType(
        question,
        postgresql,
        bodies,
        { ...given },
        { locate: locateGood },
      );
      return one?.verdict;
    };

    const long = await asked(longTermRetention, { atLeast: 'P1M' });
    expect(long?.status).toBe('not-applicable');
    expect(long?.reason).toContain('backupInstances/db');
    expect((await asked(pointInTimeRestore, { days: 14 }))?.status).toBe('pass');
  });

  it('is not judged by a vault that no statement speaks of', async () => {
    const [one] = await judgeType(longTermRetention, postgresql, postgresql.good.bodies, {
      atLeast: 'P1M',
    });

    expect(one?.verdict.status).toBe('unknown');
  });
});

describe.skipIf(!sharedIsHere)('the example of an instance (needs the shared recordings)', () => {
  it('is of a single server, and names no state that is current: nothing is believed of it', async () => {
    const [instance] = recordedRows('Microsoft.DataProtection/backupVaults/backupInstances');
    const bodies = { ...backupInstance.good.bodies, instance };
    const [one] = await judgeType(backupInterval, backupInstance, bodies, { every: 'P1D' });

    expect(JSON.stringify(instance)).toContain('"NotProtected"');
    expect(one?.verdict.status).toBe('unknown');
  });
});
