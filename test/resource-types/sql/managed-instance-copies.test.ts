import { describe, expect, it } from 'vitest';
import type { ResourceSpec } from '#simulator/estate/schema.ts';
import { FLEX } from '../../harness/estates.ts';
import { documentsOf, startSimulatedAzure } from '../../harness/simulated-scan.ts';

const KEPT = {
  backupShortTermRetentionPolicies: { retentionDays: 14 },
  backupLongTermRetentionPolicies: { weeklyRetention: 'P5W', monthlyRetention: 'P2M' },
};

const instance = (more: Partial<ResourceSpec>): ResourceSpec => ({
  type: 'Microsoft.Sql/managedInstances',
  name: 'mi',
  properties: { minimalTlsVersion: '1.2' },
  children: { databases: [{ name: 'ledger', settings: KEPT }] },
  ...more,
});
const secondary: ResourceSpec = {
  type: 'Microsoft.Sql/managedInstances',
  name: 'mi-2',
  location: 'northeurope',
  properties: { minimalTlsVersion: '1.2' },
};
const ABROAD = `/subscriptions/${FLEX.subscription}/resourceGroups/us/providers/Microsoft.Sql/managedInstances/mi-us`;

/** The statuses of claims of one statement, and the worst reason of each database. */
async function scan(resources: readonly ResourceSpec[], excluded: readonly string[] = []) {
  const group = { name: 'rg', location: 'swedencentral', resources: [...resources] };
  await using azure = await startSimulatedAzure({
    subscriptions: [{ id: FLEX.subscription, displayName: 'Copies', resourceGroups: [group] }],
  });
  const documents = documentsOf([FLEX.subscription])
    .filter(({ statement }) => statement.id === 'flex-applications')
    .map((document) => ({
      ...document,
      scope:
        document.scope === null
          ? null
          : { ...document.scope, exclude: { ...document.scope.exclude, resourceIds: excluded } },
    }));
  const { result } = await azure.scan({ documents });
  const of = (claim: string) => result.claims.find(({ id }) => id === claim);
  const reasons = (claim: string) =>
    of(claim)?.findings.map(({ resourceId, status, reason }) => ({
      name: resourceId.split('/').slice(-3).join('/'),
      status,
      reason,
    }));
  return { status: (claim: string) => of(claim)?.status, reasons };
}

describe('copies of a managed instance, scanned', () => {
  it('without any, and its long-term backups, every claim on its databases holds', async () => {
    const { status } = await scan([instance({})]);

    for (const claim of [
      'flex.location',
      'flex.encryption-at-rest',
      'flex.encryption-in-transit',
      'flex.backups',
      'flex.pitr',
      'flex.differential',
      'flex.long-term-retention',
    ])
      expect([claim, status(claim)]).toEqual([claim, 'holds']);
  });

  it('trap: a failover group to another continent breaks the claim on location', async () => {
    const abroad = { name: 'fg', partner: ABROAD, location: 'eastus' };
    const { status, reasons } = await scan([instance({ failoverGroups: [abroad] })]);

    expect(status('flex.location')).toBe('broken');
    expect(reasons('flex.location')).toContainEqual({
      name: 'mi/databases/ledger',
      status: 'fail',
      reason: expect.stringContaining('East US'),
    });
  });

  it('trap: a secondary is judged at its primary only where that is judged', async () => {
    const primary = instance({ failoverGroups: [{ name: 'fg', partner: 'mi-2' }] });
    const together = await scan([primary, secondary]);
    const alone = await scan(
      [primary, secondary],
      [
        `/subscriptions/${FLEX.subscription}/resourceGroups/rg/providers/Microsoft.Sql/managedInstances/mi`,
      ],
    );

    expect(together.status('flex.pitr')).toBe('holds');
    expect(together.status('flex.location')).toBe('holds');
    expect(alone.status('flex.pitr')).toBe('unverified');
    expect(alone.reasons('flex.pitr')).toContainEqual({
      name: 'mi-2/databases/ledger',
      status: 'unknown',
      reason: expect.stringMatching(/managedInstances\/mi\/databases\/ledger is not in the scope/u),
    });
  });

  it.each([
    ['330 days old under a weekly rhythm', { backupTime: '-P330D' }],
    ['older than the database', { backupTime: '-P801D' }],
    ['of a database of another name', { databaseName: 'ledger-2' }],
    ['of a database that was dropped', { databaseDeletionTime: '-P3D' }],
  ])('trap: a long-term backup %s proves nothing', async (_, backup) => {
    const ledger = { name: 'ledger', settings: KEPT, simulated: { longTermBackups: [backup] } };
    const { status } = await scan([instance({ children: { databases: [ledger] } })]);

    expect(status('flex.long-term-retention')).toBe('broken');
  });
});
