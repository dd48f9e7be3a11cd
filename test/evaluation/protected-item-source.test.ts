import { describe, expect, it } from 'vitest';
import { recoveryVaultBackupRetention } from '#checks/recovery-services/recovery-vault-backup-retention.ts';
import { recoveryVaultItemFreshness } from '#checks/recovery-services/recovery-vault-item-freshness.ts';
import { recoveryVaultMonthlyRetention } from '#checks/recovery-services/recovery-vault-monthly-retention.ts';
import { recoveryVaultWorkloadFullBackup } from '#checks/recovery-services/recovery-vault-workload-full-backup.ts';
import { recoveryVaultWorkloadLogBackup } from '#checks/recovery-services/recovery-vault-workload-log-backup.ts';
import { unavailable } from '#domain/reading.ts';
import type { Whereabouts } from '#evaluation/whereabouts.ts';
import { inventoryResource } from '../harness/facts/inventory.ts';
import { backupPolicies, protectedItems } from '../harness/facts/recovery-services.ts';

const MACHINE =
  '/subscriptions/s1/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm-old';
const STOPPED = { protectionState: 'ProtectionStopped', sourceResourceId: MACHINE };
const REFUSED = unavailable('AuthorizationFailed', 'refused', {
  permission: 'Microsoft.Compute/virtualMachines/read',
});

const CHECKS = [
  [recoveryVaultItemFreshness, { hours: 26 }],
  [recoveryVaultBackupRetention, { days: 10 }],
  [recoveryVaultMonthlyRetention, { atLeast: 'P1M' }],
  [recoveryVaultWorkloadFullBackup, {}],
  [recoveryVaultWorkloadLogBackup, { minutes: 60 }],
] as const;

function judge(
  [check, given]: (typeof CHECKS)[number],
  items: ReturnType<typeof protectedItems>,
  place: Whereabouts,
) {
  const facts = {
    recoveryVaultProtectedItems: items,
    recoveryVaultBackupPolicies: backupPolicies(),
  } as Parameters<typeof check.evaluate>[0];
  const asked: string[] = [];
  const verdict = check.evaluate(facts, {
    parameters: check.parameters.parse(given),
    asOf: '2026-11-21T03:00:00.000Z',
    resource: inventoryResource({ type: check.resourceTypes[0] ?? '' }),
    whereabouts: (id) => {
      asked.push(id);
      return place;
    },
  });
  return { verdict, asked, located: check.locates?.(facts) ?? [] };
}

describe.each(CHECKS)('14: $id', (...row) => {
  it.each<[string, Whereabouts, string, RegExp]>([
    ['is gone', { is: 'gone', evidence: [] }, 'not-applicable', /no longer exists/u],
    [
      'is in another subscription',
      {
        is: 'out-of-scope',
        why: 'it is in subscription s2, which is not in the scope',
        evidence: [], at: [], location: null,
      },
      'not-applicable',
      /subscription s2, which is not in the scope/u,
    ],
    ['is in scope', { is: 'in-scope', evidence: [], at: [], location: null }, 'fail', /no longer backed up/u],
    [
      'could not be looked up',
      { is: 'not-known', why: REFUSED },
      'unknown',
      /Grant Microsoft\.Compute\/virtualMachines\/read/u,
    ],
  ])('14: an item whose machine %s', (_, place, status, reason) => {
    const { verdict, located } = judge(row, protectedItems(STOPPED), place);

    expect(located).toEqual([MACHINE]);
    expect(verdict.status).toBe(status);
    expect(verdict.items?.[0]?.verdict).toMatchObject({
      status,
      reason: expect.stringMatching(reason),
    });
  });

  it('14: one that says nothing of its source is judged as it is', () => {
    const { verdict, located } = judge(row, protectedItems({ ...STOPPED, sourceResourceId: '' }), {
      is: 'gone',
      evidence: [],
    });

    expect(located).toEqual([]);
    expect(verdict.status).toBe('fail');
  });

  it('14: what is dead hides nothing that lives', () => {
    const living = { ...STOPPED, sourceResourceId: '', friendlyName: 'living' };
    const { verdict } = judge(
      row,
      protectedItems({ ...STOPPED, containerName: 'c;vm-old' }, living),
      {
        is: 'gone',
        evidence: [],
      },
    );

    expect(verdict.status).toBe('fail');
    expect(verdict.items?.map(({ item, verdict: { status } }) => [item, status])).toEqual([
      ['vm-old/orders', 'not-applicable'],
      ['living', 'fail'],
    ]);
  });

  it('14: nothing is asked about what is as claimed', () => {
    const { verdict, asked } = judge(row, protectedItems({ sourceResourceId: MACHINE }), {
      is: 'gone',
      evidence: [],
    });

    expect(verdict.status).toBe('pass');
    expect(asked).toEqual([]);
  });
});
