import { describe, expect, it } from 'vitest';
import { sqlPointInTimeRetention } from '#checks/sql/sql-point-in-time-retention.ts';
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

const kept = (retentionDays: unknown) => ({
  sqlShortTermRetention: setting(DATABASE_ID, 'backupShortTermRetentionPolicies/default', {
    retentionDays,
  }),
});
const linked = (role: unknown) => ({ sqlReplicationLinks: [replicationLink({ role })] });
const SECONDARY = { sqlDatabase: sqlDatabase({ secondaryType: 'Geo' }) };

judges(
  sqlPointInTimeRetention,
  { with: { days: 14 }, facts: { sqlDatabase: sqlDatabase(), sqlReplicationLinks: [] } },
  [
    { when: 'exactly the claimed days', status: 'pass', facts: kept(14) },
    { when: 'longer than claimed', status: 'pass', facts: kept(35) },
    { when: 'a day short', status: 'fail', facts: kept(13) },
    { when: 'zero days', status: 'fail', facts: kept(0) },
    { when: 'exactly, and so it is', status: 'pass', with: { match: 'exactly' }, facts: kept(14) },
    {
      when: 'exactly, and a day longer',
      status: 'fail',
      with: { match: 'exactly' },
      facts: kept(15),
    },
    {
      when: 'exactly, and a day short',
      status: 'fail',
      with: { match: 'exactly' },
      facts: kept(13),
    },
    {
      when: 'a missing number is UNKNOWN (trap: read as 0 days)',
      status: 'unknown',
      facts: {
        sqlShortTermRetention: setting(DATABASE_ID, 'backupShortTermRetentionPolicies/default', {}),
      },
    },
    { when: 'the number is null', status: 'unknown', facts: kept(null) },
    { when: 'the number is not understood', status: 'unknown', facts: kept(-1) },
    {
      when: 'Hyperscale has the policy too',
      status: 'fail',
      facts: { ...kept(7), sqlDatabase: hyperscale() },
    },
    {
      when: 'master is set aside without regard to case (trap)',
      status: 'not-applicable',
      facts: { ...kept(7), sqlDatabase: MASTER },
    },
    {
      when: 'a dedicated SQL pool has no policy',
      status: 'not-applicable',
      facts: { ...kept(7), sqlDatabase: dataWarehouse() },
      reason: /restore points/u,
    },
    {
      when: 'a geo-secondary is judged at its primary',
      status: 'not-applicable',
      facts: { ...kept(7), ...SECONDARY, ...linked('Secondary') },
      reason: /sql-partner/u,
    },
    {
      when: 'the link alone says secondary',
      status: 'not-applicable',
      facts: { ...kept(7), ...linked('NonReadableSecondary') },
    },
    {
      when: 'a former secondary is the primary after a failover',
      status: 'fail',
      facts: { ...kept(7), ...SECONDARY, ...linked('Primary') },
    },
    {
      when: 'it calls itself a secondary without a link',
      status: 'unknown',
      facts: { ...kept(14), ...SECONDARY },
    },
    {
      when: 'a link does not say which end it is',
      status: 'unknown',
      facts: { ...kept(14), ...linked(null) },
    },
    {
      when: 'another database’s link does not set it aside',
      status: 'fail',
      facts: {
        ...kept(7),
        sqlReplicationLinks: [replicationLink({ role: 'Secondary' }, `${DATABASE_ID}2`)],
      },
    },
  ],
);

describe('sql-point-in-time-retention', () => {
  it('takes no claim without days, and none of less than one', () => {
    expect(sqlPointInTimeRetention.parameters.safeParse({}).success).toBe(false);
    expect(sqlPointInTimeRetention.parameters.safeParse({ days: 0 }).success).toBe(false);
    expect(sqlPointInTimeRetention.parameters.safeParse({ days: 1 }).success).toBe(true);
  });

  it('mends with the claimed days', () => {
    const resource = { id: DATABASE_ID, name: 'app', type: 'Microsoft.Sql/servers/databases' };

    expect(
      sqlPointInTimeRetention.remediation.command(resource, { days: 14, match: 'at-least' }),
    ).toBe(
      "az sql db str-policy set --server 'sql-test' --name 'app' --retention-days '14' --resource-group 'rg-test' --subscription '00000000-0000-0000-0000-000000000001'",
    );
  });
});
