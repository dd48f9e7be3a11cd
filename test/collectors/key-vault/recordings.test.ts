import { describe, expect, it } from 'vitest';
import { keyVaultNetworkRestricted } from '#checks/key-vault/key-vault-network-restricted.ts';
import { keyVaultPurgeProtection } from '#checks/key-vault/key-vault-purge-protection.ts';
import { keyVaultRbacAuthorization } from '#checks/key-vault/key-vault-rbac-authorization.ts';
import { keyVaultSecretExpiry } from '#checks/key-vault/key-vault-secret-expiry.ts';
import { keyVaultSoftDelete } from '#checks/key-vault/key-vault-soft-delete.ts';
import type { Check } from '#evaluation/check.ts';
import { KeyVault } from '#facts/key-vault.ts';
import { KeyVaultSecret } from '#facts/key-vault-secret.ts';
import { judgeCheck } from '../../harness/judge-check.ts';
import { type RecordedRow, recordedRows } from '../../harness/recordings.ts';
import { sharedIsHere } from '../../harness/shared.ts';

const ROWS = recordedRows('Microsoft.KeyVault/vaults');

function statusOf(check: Check, row: RecordedRow): string {
  return judgeCheck(check, { keyVault: KeyVault.parse(row) }).status;
}

describe.skipIf(!sharedIsHere)('recorded key vaults (need the shared recordings)', () => {
  it('are none of them protected against purging or opened by roles', () => {
    expect(ROWS.length).toBeGreaterThanOrEqual(7);
    for (const row of ROWS) {
      expect(statusOf(keyVaultPurgeProtection, row)).toBe('fail');
      expect(statusOf(keyVaultRbacAuthorization, row)).toBe('fail');
    }
  });

  it('keep what is deleted where they say so, and are not known where they do not', () => {
    const says = (row: RecordedRow): boolean =>
      JSON.stringify(row).includes('"enableSoftDelete":true');

    expect(new Set(ROWS.map(says)).size).toBe(2);
    for (const row of ROWS) {
      expect(statusOf(keyVaultSoftDelete, row)).toBe(says(row) ? 'pass' : 'unknown');
    }
  });

  it('trap: the vault whose "deny" lets in the whole internet fails, as do all others', () => {
    const hollow = ROWS.filter((row) => JSON.stringify(row).includes('"defaultAction":"Deny"'));

    expect(hollow.length).toBeGreaterThan(0);
    for (const row of ROWS) expect(statusOf(keyVaultNetworkRestricted, row)).toBe('fail');
  });

  it('hold secrets that never expire', () => {
    const secrets = recordedRows('Microsoft.KeyVault/vaults/secrets');
    const statuses = secrets.map(
      (row) =>
        judgeCheck(keyVaultSecretExpiry, { keyVaultSecret: KeyVaultSecret.parse(row) }).status,
    );

    expect(statuses).toEqual(['fail', 'fail', 'fail', 'fail']);
  });
});
