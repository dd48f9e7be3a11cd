import { describe, expect, it } from 'vitest';
import { sqlLongTermRetention } from '#checks/sql/sql-long-term-retention.ts';
import {
  DATABASE_ID,
  dataWarehouse,
  hyperscale,
  MASTER,
  replicationLink,
  setting,
  sqlDatabase,
} from '../../harness/facts/sql.ts';
import { judges } from './judge-sql.ts';

const kept = (weeklyRetention: unknown, monthlyRetention: unknown, yearlyRetention: unknown) => ({
  sqlLongTermRetention: setting(DATABASE_ID, 'backupLongTermRetentionPolicies/default', {
    weeklyRetention,
    monthlyRetention,
    yearlyRetention,
    weekOfYear: 0,
  }),
});
const OFF = 'PT0S';

judges(
  sqlLongTermRetention,
  { with: { atLeast: 'P1M' }, facts: { sqlDatabase: sqlDatabase(), sqlReplicationLinks: [] } },
  [
    { when: 'monthly backups are kept for a month', status: 'pass', facts: kept(OFF, 'P1M', OFF) },
    {
      when: 'weekly backups are kept for five weeks',
      status: 'pass',
      facts: kept('P5W', OFF, OFF),
    },
    { when: '31 days are never less than a month', status: 'pass', facts: kept('P31D', OFF, OFF) },
    { when: '30 days are less than a long month', status: 'fail', facts: kept('P30D', OFF, OFF) },
    {
      when: 'P4W against months: a unit mismatch (trap)',
      status: 'fail',
      facts: kept('P4W', OFF, OFF),
    },
    { when: 'P10D as recorded', status: 'fail', facts: kept('P10D', OFF, OFF) },
    {
      when: 'P12M is P1Y',
      status: 'pass',
      with: { atLeast: 'P1Y' },
      facts: kept(OFF, 'P12M', OFF),
    },
    {
      when: 'a month short of a year',
      status: 'fail',
      with: { atLeast: 'P1Y' },
      facts: kept(OFF, 'P11M', OFF),
    },
    { when: 'PT0S is off (trap)', status: 'fail', facts: kept(OFF, OFF, OFF), reason: /off/u },
    { when: 'only yearly, and any may serve', status: 'pass', facts: kept(OFF, OFF, 'P2Y') },
    {
      when: 'only yearly, but monthly is meant',
      status: 'fail',
      with: { policies: ['monthly'] },
      facts: kept(OFF, OFF, 'P2Y'),
    },
    {
      when: 'one suffices, another is missing',
      status: 'pass',
      facts: kept(undefined, 'P2M', OFF),
    },
    {
      when: 'none suffices, and one is missing',
      status: 'unknown',
      facts: kept(undefined, OFF, OFF),
    },
    { when: 'none suffices, and one is null', status: 'unknown', facts: kept(OFF, null, OFF) },
    { when: 'a text that is no duration', status: 'unknown', facts: kept(OFF, 'one month', OFF) },
    { when: 'a duration of the future', status: 'unknown', facts: kept(OFF, 'PT800H', OFF) },
    {
      when: 'everything is missing',
      status: 'unknown',
      facts: kept(undefined, undefined, undefined),
    },
    {
      when: 'Hyperscale has the policy too',
      status: 'fail',
      facts: { ...kept(OFF, OFF, OFF), sqlDatabase: hyperscale() },
    },
    {
      when: 'a dedicated SQL pool',
      status: 'not-applicable',
      facts: { ...kept(OFF, OFF, OFF), sqlDatabase: dataWarehouse() },
    },
    {
      when: 'a geo-secondary',
      status: 'not-applicable',
      facts: {
        ...kept(OFF, OFF, OFF),
        sqlReplicationLinks: [replicationLink({ role: 'Secondary' })],
      },
    },
    {
      when: 'master',
      status: 'not-applicable',
      facts: { ...kept(OFF, OFF, OFF), sqlDatabase: MASTER },
    },
  ],
);

describe('sql-long-term-retention', () => {
  it('takes durations of days or longer only', () => {
    const accepts = (atLeast: unknown) =>
      sqlLongTermRetention.parameters.safeParse({ atLeast }).success;

    expect(['P1M', 'P4W', 'P10D', 'P7Y'].map(accepts)).toEqual([true, true, true, true]);
    expect(['PT0S', 'P0D', 'PT1H', '1 month', '', undefined].map(accepts)).toEqual(
      Array(6).fill(false),
    );
  });

  it('mends with a monthly retention where that is meant', () => {
    const resource = { id: DATABASE_ID, name: 'app', type: 'Microsoft.Sql/servers/databases' };
    const command = sqlLongTermRetention.remediation.command(resource, {
      atLeast: 'P1M',
      policies: ['weekly', 'monthly'],
    });

    expect(command).toBe(
      "az sql db ltr-policy set --server 'sql-test' --name 'app' --monthly-retention 'P1M' --resource-group 'rg-test' --subscription '00000000-0000-0000-0000-000000000001'",
    );
  });
});
