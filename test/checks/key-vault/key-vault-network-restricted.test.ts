import { describe, expect, it } from 'vitest';
import { keyVaultNetworkRestricted } from '#checks/key-vault/key-vault-network-restricted.ts';
import { keyVault } from '../../harness/facts/key-vault.ts';
import { judgeCheck } from '../../harness/judge-check.ts';

function judge(access: string | null | undefined, action: string | null, rules?: string[]): string {
  const vault = keyVault({
    publicNetworkAccess: access,
    networkAcls: { defaultAction: action, ipRules: rules?.map((value) => ({ value })) },
  });
  return judgeCheck(keyVaultNetworkRestricted, { keyVault: vault }).status;
}

describe('key-vault-network-restricted', () => {
  it.each([
    ['Disabled', 'Allow', undefined, 'pass'],
    ['disabled', null, undefined, 'pass'],
    ['Enabled', 'Deny', [], 'pass'],
    ['enabled', 'deny', ['198.51.100.7', '203.0.113.0/24'], 'pass'],
    [undefined, 'Deny', [], 'pass'],
    ['Enabled', 'Allow', [], 'fail'],
    [null, 'Allow', [], 'fail'],
    ['Enabled', null, [], 'fail'],
    ['Enabled', 'Deny', ['198.51.0.0/16'], 'pass'],
    ['Enabled', 'Deny', ['198.51.0.0/16', '203.0.113.1'], 'fail'],
    ['Enabled', 'Deny', ['198.51.0.0/16', '198.51.7.0/24'], 'pass'],
    ['Enabled', 'Deny', ['0.0.0.0/0'], 'fail'],
    ['Enabled', 'Deny', ['2001:db8::/32'], 'unknown'],
    ['Enabled', 'Deny', ['0.0.0.0/0', '2001:db8::/32'], 'fail'],
    ['Enabled', 'Deny', undefined, 'unknown'],
    ['Enabled', 'Perhaps', [], 'unknown'],
    ['SecuredByPerimeter', 'Deny', [], 'unknown'],
    ['', 'Deny', [], 'unknown'],
  ])('access %j, default %j, rules %j: %s', (access, action, rules, status) => {
    expect(judge(access, action, rules)).toBe(status);
  });

  it('trap: a hollow "deny" that lets in the whole internet piece by piece', () => {
    const rules = [
      '0.0.0.0/2',
      '64.0.0.0/3',
      '96.0.0.0/4',
      '112.0.0.0/5',
      '120.0.0.0/6',
      '124.0.0.0/7',
      '126.0.0.0/8',
      '128.0.0.0/1',
    ];

    expect(judge('Enabled', 'Deny', rules)).toBe('fail');
  });

  it('lets in as few as the claim allows', () => {
    const vault = keyVault({
      publicNetworkAccess: 'Enabled',
      networkAcls: { defaultAction: 'Deny', ipRules: [{ value: '203.0.113.1' }] },
    });
    const judged = (addresses: number): string =>
      judgeCheck(keyVaultNetworkRestricted, { keyVault: vault }, { with: { addresses } }).status;

    expect([judged(1), judged(0)]).toEqual(['pass', 'fail']);
  });

  it('fails without any network rules, which lets in all', () => {
    const vault = keyVault({ publicNetworkAccess: 'Enabled', networkAcls: null });

    expect(judgeCheck(keyVaultNetworkRestricted, { keyVault: vault }).status).toBe('fail');
  });

  it('answers unknown when no properties came at all', () => {
    expect(judgeCheck(keyVaultNetworkRestricted, { keyVault: {} }).status).toBe('unknown');
  });
});
