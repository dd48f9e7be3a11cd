import { describe, expect, it } from 'vitest';
import { customerKeys } from '#checks/customer-keys.ts';
import { deletionProtection } from '#checks/deletion-protection.ts';
import { encryptionAtRest } from '#checks/encryption-at-rest.ts';
import { geoRedundantBackup } from '#checks/geo-redundant-backup.ts';
import { recoveryServicesVault as vault } from '#resource-types/recovery-services/vault.ts';
import type { Question } from '#traits/define-check.ts';
import { judgeType } from '../../harness/judge-type.ts';
import { recordedRows } from '../../harness/recordings.ts';
import { sharedIsHere } from '../../harness/shared.ts';

type Members = Readonly<Record<string, unknown>>;

async function statusOf(question: Question, own: Members, given: Members = {}): Promise<string> {
  const bodies = { vault: own, config: {}, regions: [], items: [], policies: [], settings: [] };
  const judged = await judgeType(question, vault, bodies, given);
  return judged.map(({ verdict }) => verdict.status).join(' ');
}

function secured(securitySettings: unknown): Members {
  return { properties: { securitySettings } };
}

describe('soft delete of a vault', () => {
  it.each([
    ['AlwaysON', 'pass'],
    ['AlwaysOn', 'pass'],
    ['Enabled', 'pass'],
    ['Disabled', 'fail'],
    ['Invalid', 'unknown'],
    ['Paused', 'unknown'],
    [null, 'unknown'],
    [undefined, 'unknown'],
  ])('state %j: %s', async (softDeleteState, status) => {
    const own = secured({ softDeleteSettings: { softDeleteState } });

    expect(await statusOf(deletionProtection, own)).toBe(status);
  });

  it.each([
    [undefined, 14, 'pass'],
    [undefined, 15, 'fail'],
    [30, 30, 'pass'],
    [30, 31, 'fail'],
    [181, 14, 'unknown'],
    ['30', 14, 'unknown'],
  ])('%j days, claimed %d: %s', async (softDeleteRetentionPeriodInDays, days, status) => {
    const settings = { softDeleteState: 'Enabled', softDeleteRetentionPeriodInDays };

    expect(
      await statusOf(deletionProtection, secured({ softDeleteSettings: settings }), { days }),
    ).toBe(status);
  });

  it.each([{}, { properties: null }, secured(null)])('answers unknown for %j', async (own) => {
    expect(await statusOf(deletionProtection, own)).toBe('unknown');
  });
});

describe('immutability of a vault', () => {
  const softDeleteSettings = { softDeleteState: 'AlwaysON' };

  it.each([
    ['Disabled', 'unlocked', 'fail'],
    ['Unlocked', 'unlocked', 'pass'],
    ['Locked', 'unlocked', 'pass'],
    ['Disabled', 'locked', 'fail'],
    ['Unlocked', 'locked', 'fail'],
    ['Locked', 'locked', 'pass'],
    ['locked', 'locked', 'pass'],
    ['Sealed', 'unlocked', 'unknown'],
    [null, 'unlocked', 'unknown'],
    [undefined, 'unlocked', 'unknown'],
  ])('state %j where %s is claimed: %s', async (state, immutability, status) => {
    const own = secured({ softDeleteSettings, immutabilitySettings: { state } });

    expect(await statusOf(deletionProtection, own, { immutability })).toBe(status);
  });

  it('trap "soft delete is immutability": soft delete alone is not', async () => {
    const own = secured({ softDeleteSettings });

    expect(await statusOf(deletionProtection, own)).toBe('pass');
    expect(await statusOf(deletionProtection, own, { immutability: 'unlocked' })).toBe('unknown');
  });

  it.each([
    [{ type: 'AsPerPolicy' }, 'pass'],
    [{}, 'pass'],
    [{ type: 'TimeBased', durationInDays: 30 }, 'unknown'],
    [{ type: 'Future' }, 'unknown'],
  ])('trap: locked for a time by %j: %s', async (configuration, status) => {
    const own = secured({
      softDeleteSettings,
      immutabilitySettings: { state: 'Locked', configuration },
    });

    expect(await statusOf(deletionProtection, own, { immutability: 'locked' })).toBe(status);
  });
});

describe('encryption of a vault', () => {
  const KEY = { keyVaultProperties: { keyUri: 'https://kv/keys/a' } };

  it.each([
    [undefined, 'fail'],
    [KEY, 'pass'],
    [{ kekIdentity: {} }, 'unknown'],
  ])('is always there; by %j, under a key of one’s own: %s', async (encryption, key) => {
    const own = { properties: { encryption } };

    expect(await statusOf(encryptionAtRest, own)).toBe('pass');
    expect(await statusOf(customerKeys, own)).toBe(key);
  });

  it('says what mends it', () => {
    const about = { id: '/subscriptions/s/resourceGroups/rg', name: 'rsv' };
    const mend = vault.mend['deletion-protection'];

    expect(mend?.(about, { immutability: 'locked' } as never)).toContain(
      "az backup vault update --name 'rsv' --immutability-state 'Locked'",
    );
    expect(mend?.(about, {} as never)).toContain('--soft-delete-feature-state Enable');
    expect(vault.mend['geo-redundant-backup']?.(about, {} as never)).toContain(
      "az backup vault backup-properties set --name 'rsv' --backup-storage-redundancy GeoRedundant",
    );
  });
});

describe.skipIf(!sharedIsHere)(
  'a recorded Recovery Services vault (needs the shared recordings)',
  () => {
    const rows = recordedRows('Microsoft.RecoveryServices/vaults');

    it.each([geoRedundantBackup, deletionProtection])(
      'that says nothing of redundancy and security is not known: $id',
      async (question) => {
        const statuses = await Promise.all(rows.map(async (row) => await statusOf(question, row)));

        expect(statuses).toEqual(['unknown']);
      },
    );
  },
);
