import { describe, expect, it } from 'vitest';
import { recoveryVaultItemFreshness } from '#checks/recovery-services/recovery-vault-item-freshness.ts';
import { RecoveryVaultProtectedItems } from '#facts/recovery-vault-protected-items.ts';
import { protectedItems } from '../../harness/facts/recovery-services.ts';
import { judgeCheck } from '../../harness/judge-check.ts';
import { recordedRows } from '../../harness/recordings.ts';
import { sharedIsHere } from '../../harness/shared.ts';

// The scan's instant is 2026-11-21T03:00:00Z.
function judge(items: RecoveryVaultProtectedItems) {
  const facts = { recoveryVaultProtectedItems: items };
  return judgeCheck(recoveryVaultItemFreshness, facts, { with: { hours: 26 } });
}

describe('recovery-vault-item-freshness', () => {
  it.each([
    ['2026-11-20T01:00:00Z', 'pass'],
    ['2026-11-20T00:59:59Z', 'fail'],
    ['2026-11-21T02:59:00.1234567Z', 'pass'],
    ['2026-11-21T03:30:00Z', 'pass'],
    ['2026-11-22T03:00:00Z', 'unknown'],
    ['yesterday', 'unknown'],
    [null, 'unknown'],
    [undefined, 'unknown'],
  ])('newest restore point %j: %s', (lastRecoveryPoint, status) => {
    expect(judge(protectedItems({ lastRecoveryPoint })).status).toBe(status);
  });

  it.each([
    ['Completed', 'pass'],
    ['Healthy', 'pass'],
    // 15: inside the window a run that failed is noted, and breaks nothing.
    ['Failed', 'pass'],
    ['Unhealthy', 'pass'],
    ['CompletedWithWarnings', 'unknown'],
    ['IRPending', 'unknown'],
    [null, 'unknown'],
    [undefined, 'unknown'],
  ])('last backup %j: %s', (lastBackupStatus, status) => {
    expect(judge(protectedItems({ lastBackupStatus })).status).toBe(status);
  });

  it.each([
    ['ProtectionStopped', 'fail'],
    ['ProtectionPaused', 'fail'],
    ['BackupsSuspended', 'fail'],
    ['IRPending', 'unknown'],
    ['ProtectionError', 'unknown'],
    ['Future', 'unknown'],
    [null, 'unknown'],
  ])('a fresh restore point in state %j: %s', (protectionState, status) => {
    expect(judge(protectedItems({ protectionState })).status).toBe(status);
  });

  it('fails for an old restore point also where the state says no more than an error', () => {
    const items = protectedItems({
      protectionState: 'ProtectionError',
      lastRecoveryPoint: '2026-11-01T00:00:00Z',
    });

    expect(judge(items).status).toBe('fail');
  });

  it('15: notes a run that failed while the newest restore point is young enough', () => {
    const old = { lastBackupStatus: 'Failed', lastRecoveryPoint: '2026-11-01T00:00:00Z' };
    const unsaid = { lastBackupStatus: 'Failed', lastRecoveryPoint: null };

    expect(judge(protectedItems({ lastBackupStatus: 'Failed' })).reason).toMatch(
      /; the last run failed of: \S+$/u,
    );
    expect(judge(protectedItems(old)).status).toBe('fail');
    expect(judge(protectedItems(unsaid)).status).toBe('unknown');
  });

  it('is about every item of every kind', () => {
    const stale = {
      backupManagementType: 'AzureIaasVM',
      lastRecoveryPoint: '2026-11-01T00:00:00Z',
    };

    expect(judge(protectedItems({}, stale)).reason).toMatch(/^1 of 2 protected items: orders: /u);
    expect(judge([]).status).toBe('not-applicable');
    expect(judge([{}]).status).toBe('unknown');
  });

  it('is made anew by every scan', () => {
    expect(recoveryVaultItemFreshness.isTimeBound).toBe(true);
  });
});

describe.skipIf(!sharedIsHere)(
  'an item of Microsoft’s own example (needs the shared recordings)',
  () => {
    it('is read, and is as old as it says', () => {
      const items = RecoveryVaultProtectedItems.parse(
        recordedRows('Microsoft.RecoveryServices/vaults/backupProtectedItems'),
      );

      expect(items).toHaveLength(1);
      expect(judge(items)).toMatchObject({
        status: 'fail',
        reason: expect.stringContaining('2017-11-22T12:25:32.048723Z'),
      });
      expect(
        judgeCheck(
          recoveryVaultItemFreshness,
          { recoveryVaultProtectedItems: items },
          { with: { hours: 26 }, asOf: '2017-11-23T00:00:00.000Z' },
        ).status,
      ).toBe('pass');
    });
  },
);
