import { describe, expect, it } from 'vitest';
import { recoveryVaultWorkloadFullBackup } from '#checks/recovery-services/recovery-vault-workload-full-backup.ts';
import {
  backupPolicies,
  DAILY,
  protectedItems,
  weekly,
} from '../../harness/facts/recovery-services.ts';
import { judgeCheck } from '../../harness/judge-check.ts';

function judge(items = protectedItems({}), policies = backupPolicies(), hours = 24) {
  const facts = { recoveryVaultProtectedItems: items, recoveryVaultBackupPolicies: policies };
  return judgeCheck(recoveryVaultWorkloadFullBackup, facts, { with: { hours } });
}

describe('recovery-vault-workload-full-backup', () => {
  it.each([
    [DAILY, 24, 'pass'],
    [DAILY, 23, 'fail'],
    [weekly('Sunday'), 24, 'fail'],
    [weekly('Sunday'), 168, 'pass'],
    [{ ...DAILY, scheduleRunFrequency: 'Fortnightly' }, 24, 'unknown'],
  ])('schedule %j, every %d hours: %s', (schedule, hours, status) => {
    expect(judge(undefined, backupPolicies({ schedule }), hours).status).toBe(status);
  });

  it('demands a full backup a day unless told otherwise', () => {
    expect(recoveryVaultWorkloadFullBackup.parameters.parse({})).toEqual({ hours: 24 });
  });

  it('trap: finds the policy whatever the letter case of its id', () => {
    const [item] = protectedItems({});
    const shouted = protectedItems({ policyId: item?.properties?.policyId?.toUpperCase() });

    expect(judge(shouted).status).toBe('pass');
  });

  it.each([
    ['Protected', 'pass'],
    ['ProtectionStopped', 'fail'],
    ['ProtectionPaused', 'fail'],
    ['BackupsSuspended', 'fail'],
    ['IRPending', 'unknown'],
    ['ProtectionError', 'unknown'],
    ['Invalid', 'unknown'],
    [null, 'unknown'],
    [undefined, 'unknown'],
  ])('never believes the policy alone: protection state %j: %s', (protectionState, status) => {
    expect(judge(protectedItems({ protectionState })).status).toBe(status);
  });

  it('finds a policy without full backups wanting, and does not know one of another kind', () => {
    const of = (properties: Record<string, unknown>) =>
      judge(undefined, backupPolicies({}, properties)).status;

    expect(of({ backupManagementType: 'AzureWorkload', subProtectionPolicy: [] })).toBe('fail');
    expect(of({ backupManagementType: 'AzureSql' })).toBe('unknown');
    expect(of({})).toBe('unknown');
  });

  it.each([{ policyId: null }, { policyId: '/elsewhere' }])('does not know %j', (properties) => {
    expect(judge(protectedItems(properties)).status).toBe('unknown');
  });

  it('leaves vaults alone that protect no database in a machine', () => {
    const others = protectedItems(
      { backupManagementType: 'AzureIaasVM', protectionState: 'ProtectionStopped' },
      { backupManagementType: 'AzureStorage' },
    );

    expect(judge([]).status).toBe('not-applicable');
    expect(judge(others).status).toBe('not-applicable');
    expect(judge([...others, ...protectedItems({})]).status).toBe('pass');
  });

  it.each([null, undefined, 'AzureFuture'])(
    'does not set an item aside whose kind is %j',
    (backupManagementType) => {
      const items = protectedItems({}, { backupManagementType });

      expect(judge(items).status).toBe('unknown');
    },
  );

  it('counts the worst items and names the first', () => {
    const items = protectedItems(
      {},
      { protectionState: 'IRPending' },
      { protectionState: 'ProtectionStopped', friendlyName: 'ledger' },
    );

    expect(judge(items)).toMatchObject({
      status: 'fail',
      reason: '1 of 3 protected items: ledger: it is no longer backed up (ProtectionStopped)',
      observed: [{ item: 'ledger', observed: 'ProtectionStopped' }],
    });
  });
});
