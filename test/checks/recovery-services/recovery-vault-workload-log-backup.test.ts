import { describe, expect, it } from 'vitest';
import { recoveryVaultWorkloadLogBackup } from '#checks/recovery-services/recovery-vault-workload-log-backup.ts';
import { backupPolicies, DAILY, protectedItems } from '../../harness/facts/recovery-services.ts';
import { judgeCheck } from '../../harness/judge-check.ts';

function statusOf(policies = backupPolicies(), items = protectedItems({}), minutes = 60): string {
  const facts = { recoveryVaultProtectedItems: items, recoveryVaultBackupPolicies: policies };
  return judgeCheck(recoveryVaultWorkloadLogBackup, facts, { with: { minutes } }).status;
}

function log(scheduleFrequencyInMins: number | null): { log: unknown } {
  return { log: { schedulePolicyType: 'LogSchedulePolicy', scheduleFrequencyInMins } };
}

describe('recovery-vault-workload-log-backup', () => {
  it.each([
    [15, 'pass'],
    [60, 'pass'],
    [61, 'fail'],
    [0, 'unknown'],
    [null, 'unknown'],
  ])('a log backup every %j minutes: %s', (minutes, status) => {
    expect(statusOf(backupPolicies(log(minutes)))).toBe(status);
  });

  it('judges by the minutes that are claimed, an hour unless told otherwise', () => {
    expect(statusOf(backupPolicies(log(60)), undefined, 59)).toBe('fail');
    expect(recoveryVaultWorkloadLogBackup.parameters.parse({})).toEqual({ minutes: 60 });
  });

  it('finds a policy without log backups wanting', () => {
    const parts = [{ policyType: 'Full', schedulePolicy: DAILY }, { policyType: 'Differential' }];
    const properties = { backupManagementType: 'AzureWorkload', subProtectionPolicy: parts };

    expect(statusOf(backupPolicies({}, properties))).toBe('fail');
  });

  it('does not believe the policy of a protection that was stopped', () => {
    const stopped = protectedItems({ protectionState: 'ProtectionStopped' });

    expect(statusOf(undefined, stopped)).toBe('fail');
  });

  it('leaves vaults alone that protect no database in a machine', () => {
    expect(statusOf(undefined, protectedItems({ backupManagementType: 'MAB' }))).toBe(
      'not-applicable',
    );
  });
});
